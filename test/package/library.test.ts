import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../helpers/sandbox.ts';

const run = promisify(execFile);
const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/** A folder in which only the packed package is installed. */
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claude-stream-package-'));
  // The build that is being tested is packed as it is.
  const packed = await npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], projectRoot);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await npm(['install', '--offline', '--no-audit', '--no-fund', `./${packed.trim().split('\n').at(-1)}`], folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test.each(['preinstall', 'install', 'postinstall', 'prepare'])('has no %s script for npm to warn about', (name) => {
  expect(JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'))).not.toHaveProperty(['scripts', name]);
});

test('can be imported with nothing else installed', async () => {
  const program = `
    import { MarkdownStream } from 'claude-stream/markdown';
    const markdown = new MarkdownStream({ width: 12, color: 1 });
    const rows = [...markdown.push('**one** two three'), ...markdown.end()];
    console.log(JSON.stringify({ rows, grammars: MarkdownStream.grammars.includes('python') }));`;
  expect(JSON.parse(await node(program))).toEqual({
    rows: ['\u001b[1mone\u001b[0m two', 'three'],
    grammars: true,
  });
});

test('the example in the docs renders piped Markdown', async () => {
  const guide = readFileSync(join(projectRoot, 'docs', 'markdown.md'), 'utf8');
  const example = /^## As a library\n[^]*?```js\n([^]*?)```/m.exec(guide)![1]!;
  expect(await node(example, 'A *short* answer:\n\n1. **yes**\n')).toBe('A short answer:\n\n1. yes\n');
});

const consumer = `
import { MarkdownStream, type MarkdownStreamOptions, type Theme, type ThemeName } from 'claude-stream/markdown';

const names: ThemeName[] = ['code', 'heading1'];
const theme: Theme = { code: 'bold cyan' };
const options: MarkdownStreamOptions = { width: () => 40, color: 1, hyperlinks: true, wrap: 'none', theme };
const markdown = new MarkdownStream(options);
export const rows: string[] = [...markdown.push('# a'), ...markdown.live(3), ...markdown.end()];
export const languages: readonly string[] = MarkdownStream.grammars;
export const plain = new MarkdownStream();

// @ts-expect-error: there are four levels
new MarkdownStream({ color: 4 });
// @ts-expect-error: no such name
new MarkdownStream({ theme: { headline: 'bold' } });
// @ts-expect-error: text comes in pieces
markdown.push(names);
`;

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('its types need no other package (--module %s --moduleResolution %s)', async (module, moduleResolution) => {
  writeFileSync(join(folder, 'consumer.ts'), consumer);
  const how = ['--module', module, '--moduleResolution', moduleResolution, '--exactOptionalPropertyTypes'];
  const args = [
    tsc,
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--types',
    '',
    ...how,
    'consumer.ts',
  ];
  const { stdout } = await run(process.execPath, args, { cwd: folder }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

test('its types import nothing', () => {
  expect(types()).not.toMatch(/\b(import|require|reference)\b/);
});

test('its types contain what users need, and nothing that only our tests use', () => {
  const [, body] = /declare class MarkdownStream \{\n([^]*?)\n\}/.exec(types())!;
  const members = body!.replace(/\/\*\*[^]*?\*\//g, '').match(/^ +(?:static |get )*[#\w]+/gm);
  expect(members?.map((member) => member.trim())).toEqual([
    '#private',
    'constructor',
    'static get grammars',
    'push',
    'live',
    'end',
  ]);
});

test.each(['width', 'color', 'hyperlinks', 'wrap', 'push', 'live', 'end'])('the type of %s is documented', (name) => {
  expect(types()).toMatch(new RegExp(`\\*/\\n +(readonly )?${name}\\??[:(]`));
});

const installed = () => join(folder, 'node_modules', 'claude-stream');

const types = () => readFileSync(join(installed(), 'dist', 'markdown.d.cts'), 'utf8');

async function node(program: string, stdin = ''): Promise<string> {
  const file = join(folder, 'program.js');
  writeFileSync(file, program);
  const child = spawn(process.execPath, [file], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(stdin);
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  expect(code).toBe(0);
  return stdout;
}

/** On Windows npm is a shell script. */
async function npm(args: string[], cwd: string): Promise<string> {
  return (await run('npm', args, { cwd, shell: process.platform === 'win32' })).stdout;
}
