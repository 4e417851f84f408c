import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';

const TEXT = 'Two ways:\n\n```sh\r\necho "é"\t\r\n```\nor\n\n~~~python\nprint(1)\n~~~\n\nDone.';
const wholeReplyHint = 'to see the whole reply: claude-stream sessions show';
const summary = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

describe('--extract', () => {
  test.each([
    ['-x', ['-x', 'q'], 'print(1)\n'],
    ['--extract', ['q', '--extract'], 'print(1)\n'],
    ['-x 1', ['-x', '1', 'q'], 'echo "é"\t\r\n'],
    ['-x -2', ['-x', '-2', 'q'], 'echo "é"\t\r\n'],
    ['--extract=bash', ['--extract=bash', 'q'], 'echo "é"\t\r\n'],
    ['--extract bash', ['--extract', 'bash', 'q'], 'echo "é"\t\r\n'],
    ['-x Shell', ['-x', 'Shell', 'q'], 'echo "é"\t\r\n'],
    ['-x=sh', ['-x=sh', 'q'], 'echo "é"\t\r\n'],
    ['-x=1', ['-x=1', 'q'], 'echo "é"\t\r\n'],
  ])('%s prints that code block and nothing else, byte for byte', async (_, args, code) => {
    const server = await serve(reply({ deltas: TEXT.split(/(?<=[`\n])/) }));
    expect(normalized(await run(args, { server }))).toEqual({ code: 0, stdout: code, stderr: summary });
    expect(server.requests[0]!.json.messages).toEqual([{ role: 'user', content: 'q' }]);
  });

  test('prints no block where the language is not known here, and might be the prompt', async () => {
    const server = await serve(reply({ text: TEXT }));
    expect(await run(['-x', 'nim', 'shell please'], { server })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: problemText(
        '"nim" after --extract may be a language or the start of the prompt',
        'write --extract=nim for the language; or quote the whole prompt',
      ),
    });
    expect(server.requests).toEqual([]);
    const { code, stderr } = await run(['--extract=nim', '-q', 'shell please'], { server });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: problemText('the reply has no code block in nim, only 2 code blocks (sh, python)', wholeReplyHint),
    });
  });

  test('prints nothing else on a terminal either, and no escape sequences', async () => {
    const text = 'Look:\n```\na\u001b[31mb\n```\nbye';
    const screen = openScreen(['-q', '-x', 'q'], { server: await serve(reply({ text })) });
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toBe('a[31mb');
  });

  test.each([
    ['there is no such block', TEXT, ['-x', '3'], 'the reply has 2 code blocks (sh, python), not 3'],
    [
      'there is no block in the language',
      TEXT,
      ['--extract=js'],
      'the reply has no code block in js, only 2 code blocks (sh, python)',
    ],
    ['there is no block at all', 'No.', ['-x'], 'the reply has no code block'],
  ])('exits with 1 when %s, and says which blocks there are', async (_, text, args, what) => {
    const server = await serve(reply({ text }));
    expect(normalized(await run([...args, 'q'], { server }))).toEqual({
      code: 1,
      stdout: '',
      stderr: summary + problemText(what, wholeReplyHint),
    });
  });

  test('does not point to a reply that was not saved', async () => {
    const server = await serve(reply({ text: 'No.' }));
    const { stderr } = await run(['--no-save', '-q', '-x', 'q'], { server });
    expect(stderr).toBe(problemText('the reply has no code block'));
  });

  test('saves the whole reply', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const cwd = tempFolder();
    await run(['-x', '-o', 'all.md', 'q'], { server: await serve(reply({ text: TEXT })), env, cwd });
    expect(readFileSync(join(cwd, 'all.md'), 'utf8')).toBe(TEXT);
    expect((await run(['sessions', 'show'], { env })).stdout).toContain('Two ways:');
  });

  test.each([
    ['reached its token limit', reply({ text: '```sh\nrm -rf a', stopReason: 'max_tokens' }), [], 1],
    ['reached its token limit, with --strict', reply({ text: TEXT, stopReason: 'max_tokens' }), ['--strict'], 10],
    ['was refused', reply({ text: TEXT, stopReason: 'refusal' }), [], 1],
    ['lost its connection', { body: sse(...openReply({ text: TEXT })) }, [], 69],
    ['failed', apiError(400, 'invalid_request_error', 'No'), [], 1],
  ])('prints nothing of a reply that %s', async (_, answer, args, code) => {
    const server = await serve(answer);
    const result = await run(['-x', ...args, 'q'], { server });
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).not.toBe('');
  });

  test.skipIf(process.platform === 'win32')('prints nothing of a reply that was interrupted', async () => {
    const server = await serve({ body: sse(...openReply({ text: TEXT })), end: 'hold' });
    const program = start(['-x', 'q'], { server });
    await server.request();
    await new Promise((resolve) => setTimeout(resolve, 200));
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: '' });
  });

  test('adds the block next to the text in JSON', async () => {
    const server = await serve(reply({ text: TEXT }));
    const found = await run(['-x', '--json', 'q'], { server });
    expect(JSON.parse(found.stdout)).toMatchObject({ text: TEXT, extracted: 'print(1)\n' });
    const missing = await run(['-x', '9', '--output-format', 'stream-json', 'q'], { server });
    expect(missing.code).toBe(1);
    const last = JSON.parse(missing.stdout.trimEnd().split('\n').at(-1)!);
    expect(last).toMatchObject({
      type: 'result',
      text: TEXT,
      error: { type: 'no_code_block', message: 'the reply has 2 code blocks (sh, python), not 9', exit_code: 1 },
    });
    expect(last).not.toHaveProperty('extracted');
  });

  test('works with a recording', async () => {
    expect(await run(['--demo', '--speed', '0', '-q', '-x', '1'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^[^`]+\n$/),
    });
  });

  test.each<[string[], string, hint?: string]>([
    [['-x', '0', 'q'], '--extract cannot be 0', 'code blocks are numbered from 1, or from -1 at the end'],
    [
      ['-x', '--json-schema', '{}', 'q'],
      '--extract and --json-schema cannot be used together: both choose what to print',
    ],
    [['-x', '-i', 'q'], '--interactive and --extract cannot be used together: use /copy to copy a code block'],
  ])('%j is a usage error', async (args, what, hint) => {
    const server = await serve(reply());
    expect(normalized(await run(args, { server }))).toEqual({ code: 2, stdout: '', stderr: problemText(what, hint) });
    expect(server.requests).toEqual([]);
  });
});
