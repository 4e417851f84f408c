/**
 * Checks that an installed claude-stream does its main job. Usage: node smoke.mjs PROGRAM
 * The program runs as usual, with the first `node` in PATH, but with a home and an environment of its own.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import packageJson from '../../package.json' with { type: 'json' };

const [program] = process.argv.slice(2);
const home = await mkdtemp(join(tmpdir(), 'claude-stream-home-'));
try {
  await saysItsVersion();
  await playsTheDemo();
  await asks();
  await isImported();
} finally {
  await rm(home, { recursive: true });
}

async function saysItsVersion() {
  const { code, stdout } = await run(['--version']);
  assert.equal(code, 0);
  assert.equal(stdout.trim().split(' ').at(-1), packageJson.version);
}

async function playsTheDemo() {
  const { code, stdout, stderr } = await run(['--demo', '--speed', '0']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^# A tour of claude-stream\n.*what has arrived\nstays\.$/s);
  assert.match(stderr, /no model/i);
}

async function asks() {
  let question = '';
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (piece) => (question += piece));
    request.on('end', () => response.end(replyOf('Hello ', 'from a ', 'local server.')));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${server.address().port}`;

  const { code, stdout, stderr } = await run(['--base-url', baseUrl, 'Who', 'is', 'there?'], 'Knock knock.\n');
  server.close();
  server.closeAllConnections();
  assert.equal(code, 0, stderr);
  assert.equal(stdout, 'Hello from a local server.');
  assert.match(question, /Knock knock\..*Who is there\?/);
}

/** Imports `claude-stream/markdown` from the folder where the package is installed. */
async function isImported() {
  const code = `
    import { MarkdownStream } from 'claude-stream/markdown';
    const markdown = new MarkdownStream({ color: 0 });
    console.log([...markdown.push('Hello **there**.'), ...markdown.end()].join());`;
  const cwd = join(dirname(program), '..', '..');
  const { stdout, stderr } = await run(['--input-type=module', '--eval', code], '', { file: 'node', cwd });
  assert.equal(stdout, 'Hello there.\n', stderr);
}

/** Runs the program to its end, without any of this machine's settings. */
async function run(args, stdin = '', { file = program, cwd = home } = {}) {
  const env = { PATH: process.env.PATH, HOME: home, ANTHROPIC_API_KEY: 'a-key-for-nobody' };
  const child = spawn(file, args, { cwd, env, timeout: 30_000 });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

function replyOf(...pieces) {
  const message = { id: 'msg_smoke', type: 'message', role: 'assistant', model: 'claude-opus-5-5', content: [] };
  const usage = { input_tokens: 9, output_tokens: 1 };
  return [
    event('message_start', { message: { ...message, stop_reason: null, usage } }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...pieces.map((piece) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } })),
    event('content_block_stop', { index: 0 }),
    event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } }),
    event('message_stop', {}),
  ].join('');
}

function event(type, data) {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
