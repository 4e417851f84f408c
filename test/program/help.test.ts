import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { longFlag, OPTION_NAMES, OPTIONS } from '../../src/core/config/options.ts';
import { CONFIG_KEYS } from '../../src/core/config/settings.ts';
import { reply } from '../helpers/answers.ts';
import { run } from '../helpers/program.ts';
import { promptOf } from '../helpers/requests.ts';
import { projectRoot } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';

const COMMANDS_WITH_HELP = [
  ['models'],
  ['tools'],
  ['render'],
  ['sessions'],
  ['config'],
  ...['set', 'unset', 'edit'].map((name) => ['config', name]),
  ...['list', 'show', 'search', 'export', 'rename', 'rm', 'path'].map((name) => ['sessions', name]),
];

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

test.each(['-v', '--version'])('%s prints the version', async (flag) => {
  const { code, stdout, stderr } = await run([flag]);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringContaining(version), stderr: '' });
});

test('--help prints every flag and every setting, and examples', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const flags = OPTION_NAMES.map(longFlag);
  const variables = OPTION_NAMES.flatMap((name) => OPTIONS[name].env ?? []);
  expect([...flags, ...variables, ...CONFIG_KEYS].filter((word) => !stdout.includes(word))).toEqual([]);
  for (const word of ['Examples:', 'config.json', '$XDG_CONFIG_HOME', 'ANTHROPIC_API_KEY', 'NO_COLOR']) {
    expect(stdout).toContain(word);
  }
  expect(stdout).not.toMatch(/--temperature|--api-key/);
});

test('-h prints what is used most, and fits on a screen together with the next prompt', async () => {
  const screen = openShell('claude-stream -h', { cols: 80, rows: 24 });
  expect(await screen.exit).toBe(0);
  const rows = screen.rows();
  expect(rows.length).toBeLessThanOrEqual(23);
  const text = rows.join('\n');
  for (const word of ['--model', '--continue', '--extract', 'sessions', 'Examples:', '--help']) {
    expect(text).toContain(word);
  }
  expect(text).not.toContain('--stall-timeout');
});

test('the help of every command fits on a screen', async () => {
  const heights = COMMANDS_WITH_HELP.map(
    async (words) => (await run([...words, '-h'])).stdout.trimEnd().split('\n').length,
  );
  expect(Math.max(...(await Promise.all(heights)))).toBeLessThanOrEqual(23);
});

describe.each(['-h', '--help', 'help', 'models --help', 'help models'])('%s', (line) => {
  const args = line.split(' ');
  const plain = async () => (await run(args)).stdout;

  test('is in bold and colour on a terminal, with the same words', async () => {
    const screen = openShell(`claude-stream ${line}`, { rows: 200 });
    await screen.exit;
    expect(screen.bytes()).toContain('\u001b[1mUsage:\u001b[22m');
    expect(screen.bytes()).toMatch(/\n {2}\u001b\[36m-/);
    expect(stripVTControlCharacters(screen.bytes()).replaceAll('\r', '')).toBe(await plain());
  });

  test.each(['NO_COLOR=1', 'TERM=dumb', 'CLAUDE_STREAM_COLOR=never'])('is plain with %s', async (variable) => {
    const screen = openShell(`${variable} claude-stream ${line}`, { rows: 200 });
    await screen.exit;
    expect(screen.bytes().replaceAll('\r', '')).toBe(await plain());
    expect(await plain()).not.toContain('\u001b');
  });
});

test('--color never and always are obeyed', async () => {
  const screen = openShell('claude-stream --color never --help', { rows: 200 });
  await screen.exit;
  expect(screen.bytes()).not.toContain('\u001b');
  expect((await run(['--color', 'always', '-h'])).stdout).toContain('\u001b[1mUsage:');
});

describe('help and version are commands, not prompts', () => {
  test.each([
    [['help'], ['--help']],
    [
      ['help', 'models'],
      ['models', '--help'],
    ],
    [
      ['help', 'sessions', 'list'],
      ['sessions', 'list', '--help'],
    ],
    [['version'], ['--version']],
  ])('%j prints what %j does, and sends nothing', async (words, flags) => {
    const server = await serve(reply());
    const { code, stdout, stderr } = await run(words, { server, config: '{' });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: (await run(flags)).stdout, stderr: '' });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['moduls', 'did you mean models?'],
    ['me', expect.stringMatching(/^the commands are models, .*; to send this as a prompt/)],
  ])('help %s is a usage error', async (word, hint) => {
    const { code, stdout, stderr } = await run(['help', word, 'please']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const [what, more = ''] = stderr.trimEnd().split('\n');
    expect(what).toBe(`claude-stream: unknown command "${word}"`);
    expect(more.trim().replace('? to send this as a prompt, put -- before it', '?')).toEqual(hint);
  });

  test.each([
    ['after --', ['--', 'help']],
    ['with -p', ['-p', 'help']],
  ])('but for a prompt %s', async (_, args) => {
    const server = await serve(reply());
    await run(args, { server });
    expect(promptOf(server)).toBe('help');
  });
});

test('--help and --version need no valid config file or environment', async () => {
  const broken = { config: '{', env: { CLAUDE_STREAM_MAX_TOKENS: 'many' } };
  expect(await run(['--help'], broken)).toMatchObject({ code: 0, stderr: '' });
  expect(await run(['--version'], broken)).toMatchObject({ code: 0, stderr: '' });
});

test('in a narrow window, descriptions stand below their terms and break between words', async () => {
  const screen = openShell('claude-stream -h', { cols: 40, rows: 60 });
  expect(await screen.exit).toBe(0);
  const text = screen.rows().join('\n');
  expect(text).toContain(`Usage: claude-stream [options] [command]
[prompt...]

Options:
  -m, --model <id>
    model to use: an id, or opus,
    sonnet, haiku, fable
  -s, --system <text|@file>
    system prompt, or @file to read it
    from a file
`);
  expect(text).toContain('\nThe API key is read from\nANTHROPIC_API_KEY, or from `ant auth\nlogin`.');
});

test('--help fits into 80 columns', async () => {
  const { stdout } = await run(['--help']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a term that is too long for its column stands on a row of its own, and moves no other', async () => {
  const { stdout } = await run(['sessions', '--help']);
  expect(stdout).toContain(
    [
      '  show [options] [id]        print a conversation',
      '  search [options] <words...>',
      '                             find conversations that contain all the words; exit',
      '                             with 1 if none do',
      '  export [options] [id]      print a conversation as a document',
    ].join('\n'),
  );
});
