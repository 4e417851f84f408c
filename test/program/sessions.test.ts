import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { promptOf } from '../helpers/requests.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { writeSession, type SessionOptions } from '../helpers/sessions.ts';

let folder = '';
let env: Record<string, string> = {};

beforeEach(() => {
  const data = tempFolder();
  folder = join(data, 'claude-stream', 'sessions');
  env = { XDG_DATA_HOME: data, LOCALAPPDATA: data, TZ: 'UTC' };
});

const sessions = async (...args: string[]) => normalized(await run(['sessions', ...args], { env }));
const tides = () =>
  writeSession(folder, {
    id: 'bcdfghjk',
    name: 'Tides',
    started: '2025-03-01T10:00:00.000Z',
    turns: [
      { prompt: 'how do tides work?', reply: 'The **moon** pulls.' },
      { prompt: 'more', reply: { status: 'interrupted', why: 'interrupted by SIGINT', content: [text('The sun')] } },
    ],
  });
const sky = () =>
  writeSession(folder, {
    id: 'ccccdddd',
    started: '2025-04-01T10:00:00.000Z',
    turns: [{ prompt: 'why is the\nsky "blue"?', reply: 'Été.' }],
  });
const newer = () => writeSession(folder, { id: 'zzzzzzzz', version: 99, started: '2025-05-01T10:00:00.000Z' });
const foreign = () => {
  const path = join(folder, '20250601T100000-kkkkkkkk.jsonl');
  writeFileSync(path, 'something\n');
  return path;
};
function text(text: string) {
  return { type: 'text', text };
}

describe('claude-stream sessions', () => {
  test.each([[[]], [['list']], [['--limit', '0']]])('lists them, most recently used first: %j', async (args) => {
    tides();
    sky();
    expect(await sessions(...args)).toEqual({
      code: 0,
      stdout: `TIME        ID        TITLE                   TURNS  TOKENS     COST  MODEL
2025-04-01  ccccdddd  why is the sky "blue"?      1      30  $0.0004  claude-opus-5-5
2025-03-01  bcdfghjk  Tides                       2      60  $0.0009  claude-opus-5-5
`,
      stderr: '',
    });
  });

  test.each([[['--limit', '1']], [['list', '-l', '1']]])('lists no more than requested: %j', async (args) => {
    tides();
    sky();
    const { code, stdout, stderr } = await sessions(...args);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((row) => row.slice(0, 20)),
    ).toEqual(['TIME        ID      ', '2025-04-01  ccccdddd']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'claude-stream: there are more; --limit 0 lists all\n' });
  });

  test('lists them as JSON', async () => {
    const { path } = tides();
    sky();
    const { code, stdout } = await sessions('list', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ id: 'ccccdddd', name: null, title: 'why is the sky "blue"?' }),
      {
        id: 'bcdfghjk',
        path,
        name: 'Tides',
        title: 'Tides',
        started: '2025-03-01T10:00:00.000Z',
        updated: '2025-03-01T10:00:04.000Z',
        turns: 2,
        tokens: { input: 20, output: 40 },
        cost_usd: 0.00088,
        model: 'claude-opus-5-5',
      },
    ]);
    expect(JSON.parse((await sessions('--json', '--limit', '1')).stdout)).toHaveLength(1);
  });

  test('says when there are none', async () => {
    expect(await sessions()).toEqual({ code: 0, stdout: '', stderr: 'claude-stream: no conversations yet\n' });
    expect(await sessions('--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });

  test('skips unreadable files, says so on one line, and changes nothing', async () => {
    tides();
    const path = foreign();
    const { path: later } = newer();
    const before = [path, later].map((file) => readFileSync(file, 'utf8'));
    const { code, stdout, stderr } = await sessions();
    expect(stdout).toContain('Tides');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `claude-stream: cannot read conversation kkkkkkkk: ${path} is not a journal; conversation zzzzzzzz was written by a newer version of claude-stream\n`,
    });
    expect([path, later].map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  });

  test.each([
    [['are', 'fun'], 'unknown command "are"', 'the commands are list, show, search, export, rename, rm, path'],
    [['serach', 'x'], 'unknown command "serach"', 'did you mean search?'],
    [['list', 'of', 'things'], "too many arguments for 'list'. Expected 0 arguments but got 2.", undefined],
    [['show', 'me', 'more'], "too many arguments for 'show'. Expected 1 argument but got 2.", undefined],
  ])('is not taken as a prompt without --: %j', async (args, what, hint) => {
    const dashes = 'to send this as a prompt, put -- before it';
    const hints = hint === undefined ? dashes : `${hint}; ${dashes}`.replace('?;', '?');
    expect(await sessions(...args)).toEqual({ code: 2, stdout: '', stderr: problemText(what, hints) });
  });

  test.each([[['-p', 'sessions', 'list']], [['--', 'sessions', 'list']]])(
    'is taken as a prompt on request: %j',
    async (args) => {
      const server = await serve(reply({ text: 'Hello' }));
      expect(await run(['-q', ...args], { env, server })).toMatchObject({ stdout: 'Hello' });
      expect(promptOf(server)).toBe('sessions list');
    },
  );

  test.each([
    [['list', '--limit', 'few'], '--limit must be a whole number, not "few"'],
    [['export', '--format', 'htm'], '--format must be md, json or html, not "htm"'],
    [['search'], "missing required argument 'words'"],
    [['rename', 'x'], "missing required argument 'name'"],
    [['rm'], 'no conversation named'],
    [['rm', '-y'], 'no conversation named'],
    [['rm', 'x', '--empty'], 'rm takes ids, or --empty and --older-than, but not both'],
    [['rm', 'x', '--older-than', '30d'], 'rm takes ids, or --empty and --older-than, but not both'],
    [['rm', '--older-than', '30'], '--older-than must be a time such as 12h, 30d, 8w or 1y, not "30"'],
    [['show', '--yes'], "unknown option '--yes'"],
  ])('says what is wrong: %j', async (args, what) => {
    const { code, stdout, stderr } = await sessions(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`claude-stream: ${what}`);
  });

  test.each(['', 'list', 'show', 'search', 'export', 'rename', 'rm', 'path'])('has help: %s', async (action) => {
    const { code, stdout, stderr } = await sessions(...(action === '' ? [] : [action]), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(action === '' ? /Commands:/ : /Example:\n {2}claude-stream sessions \w/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('conversations without a reply', () => {
  const failed = (id = 'kxkxkxkx', given: SessionOptions = {}) =>
    writeSession(folder, {
      ...{ id, started: '2026-03-01T10:00:00.000Z' },
      turns: [{ prompt: 'the moon', reply: { status: 'failed', content: [], usage: {} } }],
      ...given,
    });
  const ids = async (...args: string[]) =>
    (JSON.parse((await sessions(...args, '--json')).stdout) as { id: string }[]).map(({ id }) => id);

  test.each([[[]], [['list']], [['search', 'the']]])('are left out of %j, unless --all is given', async (args) => {
    tides();
    failed();
    expect(await ids(...args)).toEqual(['bcdfghjk']);
    expect(await ids(...args, '--all')).toEqual(['kxkxkxkx', 'bcdfghjk']);
    expect(await ids(...args, '-a')).toEqual(['kxkxkxkx', 'bcdfghjk']);
  });

  test('do not count for --limit', async () => {
    failed();
    tides();
    failed('kxkxkxky');
    expect(await sessions('--limit', '1')).toMatchObject({ stdout: expect.stringContaining('Tides'), stderr: '' });
  });

  test('are mentioned if there is nothing else', async () => {
    failed();
    const stderr = 'claude-stream: no conversation has a reply yet; --all lists those without one\n';
    expect(await sessions()).toEqual({ code: 0, stdout: '', stderr });
    expect(await sessions('--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await sessions('search', 'moon')).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  test('have no turns', async () => {
    failed();
    expect((await sessions('--all')).stdout).toMatch(/ {2}the moon +0 +0 +- {2}claude/);
  });

  test('are not shown as the most recent, but by their id', async () => {
    tides();
    failed();
    expect((await sessions('show')).stdout).toMatch(/^> how do tides work/);
    expect((await sessions('show', 'kxkxkxkx')).stdout).toMatch(/^> the moon/);
  });
});

describe('claude-stream sessions show', () => {
  test('shows the most recently used one as Markdown in a pipe', async () => {
    sky();
    tides();
    expect(await sessions('show')).toEqual({ code: 0, stdout: '> why is the\n> sky "blue"?\n\nÉté.\n', stderr: '' });
  });

  test('shows the named one, and where a reply was cut off', async () => {
    tides();
    sky();
    expect((await sessions('show', 'tid')).stdout).toBe(
      '> how do tides work?\n\nThe **moon** pulls.\n\n> more\n\nThe sun\n\n[cut off here: interrupted by SIGINT]\n',
    );
  });

  test('renders on request', async () => {
    tides();
    const { stdout } = await sessions('show', '--markdown', 'always', '--color', 'always');
    expect(stdout).toContain(
      '\u001b[1m\u001b[36m> \u001b[39m\u001b[22m\u001b[1mhow do tides work?\u001b[22m\n\nThe \u001b[1mmoon\u001b[0m pulls.\n\n',
    );
  });

  test('prints the conversation as JSON', async () => {
    tides();
    const { stdout } = await sessions('show', 'bcd', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      header: { id: 'bcdfghjk' },
      name: 'Tides',
      entries: [{ type: 'prompt' }, { type: 'reply', status: 'complete' }, { type: 'prompt' }, { type: 'reply' }],
    });
  });

  test('shows the complete lines of a file that ends mid-line', async () => {
    writeSession(folder, {
      turns: [{ prompt: 'hi' }],
      lines: [{ type: 'delta', parts: [{ type: 'text', text: 'Hel' }] }],
      tail: '{"type":"delta","parts":[{"ty',
    });
    expect((await sessions('show')).stdout).toBe('> hi\n\nHel\n\n[cut off here: the program was killed]\n');
  });

  test('reports an unknown conversation', async () => {
    tides();
    expect(await sessions('show', 'tidess')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('no conversation matches "tidess"', 'closest matches: bcdfghjk (Tides)'),
    });
    newer();
    expect(await sessions('show', 'zz')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        'conversation zzzzzzzz was written by a newer version of claude-stream',
        'it was left unchanged; update claude-stream to use it',
      ),
    });
  });
});

describe('claude-stream sessions search', () => {
  test('shows each conversation that contains all the words, with a matching line', async () => {
    tides();
    sky();
    expect(await sessions('search', 'THE')).toEqual({
      code: 0,
      stdout: 'ccccdddd  why is the sky "blue"?\n  why is the\nbcdfghjk  Tides\n  The **moon** pulls.\n',
      stderr: '',
    });
    expect((await sessions('search', 'tides', 'moon')).stdout).toBe('bcdfghjk  Tides\n  Tides\n');
    expect((await sessions('search', '"BLUE"', 'été')).stdout).toBe(
      'ccccdddd  why is the sky "blue"?\n  sky "blue"?\n',
    );
  });

  test('exits like grep when nothing is found', async () => {
    tides();
    expect(await sessions('search', 'moon', 'mars')).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(await sessions('search', 'mars', '--json')).toEqual({ code: 1, stdout: '[]\n', stderr: '' });
    expect(await sessions('search', ' ')).toMatchObject({ code: 2, stdout: '' });
  });

  test('prints the matches as JSON', async () => {
    tides();
    const { stdout } = await sessions('search', 'moon', '--json');
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ id: 'bcdfghjk', title: 'Tides', line: 'The **moon** pulls.' }),
    ]);
  });
});

describe('claude-stream sessions export', () => {
  test('writes a Markdown document', async () => {
    sky();
    const { stdout } = await sessions('export', 'cccc');
    expect(stdout).toBe(`# why is the sky "blue"?

claude-opus-5-5 · 2025-04-01 10:00 · conversation ccccdddd · $0.0004

## You, 2025-04-01 10:00

why is the
sky "blue"?

## claude-opus-5-5, 2025-04-01 10:00

Été.
`);
  });

  test('writes an HTML page, and JSON', async () => {
    tides();
    const html = (await sessions('export', '--format', 'html')).stdout;
    expect(html).toMatch(/^<!doctype html>\n/);
    expect(html).toContain('<p>The <strong>moon</strong> pulls.</p>');
    expect(html).toContain('<p class="note">[cut off here: interrupted by SIGINT]</p>');
    const json = await sessions('export', 'tides', '--format', 'json');
    expect(json.stdout).toBe((await sessions('show', 'tides', '--json')).stdout);
  });
});

describe('claude-stream sessions rename', () => {
  test('sets the name without changing the time of last use', async () => {
    const { path } = sky();
    tides();
    const before = statSync(path).mtimeMs;
    expect(await sessions('rename', 'cccc', 'The', 'blue sky')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await sessions('path', 'the blue')).stdout).toBe(`${path}\n`);
    expect(statSync(path).mtimeMs).toBeCloseTo(before, 0);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test('closes a reply whose program was killed', async () => {
    const parts = (text: string) => ({ type: 'delta', parts: [{ type: 'text', text }] }) as const;
    const { path } = writeSession(folder, { turns: [{ prompt: 'hi' }], lines: [parts('quick'), parts('silver')] });
    await sessions('rename', 'bcd', 'Metals');
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => /"type":"\w+"/.exec(line)?.[0]),
    ).toEqual([
      '"type":"session"',
      '"type":"prompt"',
      '"type":"delta"',
      '"type":"delta"',
      '"type":"end"',
      '"type":"name"',
      undefined,
    ]);
    expect((await sessions('show', 'metals')).stdout).toBe(
      '> hi\n\nquicksilver\n\n[cut off here: the program was killed]\n',
    );
  });

  test('keeps an incomplete line separate', async () => {
    const { path } = writeSession(folder, { turns: [{ prompt: 'hi', reply: 'Hello' }], tail: '{"type":"pro' });
    await sessions('rename', 'bcd', 'Greeting');
    expect(readFileSync(path, 'utf8')).toMatch(
      /\n\{"type":"pro\n\{"type":"name","time":"[^"]+","name":"Greeting"\}\n$/,
    );
    expect((await sessions('show', 'greeting')).stdout).toBe('> hi\n\nHello\n');
  });

  test.each([
    ['', 'the name of a conversation cannot be empty'],
    ['x'.repeat(101), 'the name of a conversation can have at most 100 characters, not 101'],
    ['a\nb', 'the name of a conversation must be one line'],
  ])('refuses %j', async (name, what) => {
    tides();
    expect(await sessions('rename', 'tides', name)).toEqual({ code: 2, stdout: '', stderr: problemText(what) });
  });

  test('leaves alone a conversation from a newer version or open elsewhere', async () => {
    const { path } = newer();
    const before = readFileSync(path, 'utf8');
    expect((await sessions('rename', 'zzzzzzzz', 'x')).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(before);
    const open = tides();
    hold(open.path);
    expect(await sessions('rename', 'bcdfghjk', 'x')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(`conversation bcdfghjk is in use by another process (${process.pid})`, 'quit it first'),
    });
  });
});

describe('claude-stream sessions rm', () => {
  test('removes each conversation once', async () => {
    const paths = [tides().path, sky().path, newer().path];
    expect(await sessions('rm', 'tides', 'bcdf', 'zzzz', '--yes')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'claude-stream: removed bcdfghjk, zzzzzzzz\n',
    });
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, false]);
  });

  test('does not ask without a terminal', async () => {
    const { path } = tides();
    expect(await sessions('rm', 'tides')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        'cannot ask whether to remove this conversation: no terminal',
        '--yes removes without asking',
      ),
    });
    expect(existsSync(path)).toBe(true);
  });

  test('removes nothing if one is open elsewhere or cannot be found', async () => {
    const paths = [tides().path, sky().path];
    hold(paths[1]!);
    expect(await sessions('rm', '-y', 'bcdf', 'cccc')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(`conversation ccccdddd is in use by another process (${process.pid})`, 'quit it first'),
    });
    expect((await sessions('rm', '-y', 'bcdf', 'nothing')).code).toBe(2);
    expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  });
});

describe('claude-stream sessions rm with a rule', () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
  /** With and without a reply, a day and 40 days old, and files that are no journals of this version. */
  function fill() {
    const reply = 'x';
    const files = {
      'old full': writeSession(folder, { id: 'bbbbbbbb', turns: [{ prompt: 'a', reply }], updated: daysAgo(40) }),
      'new full': writeSession(folder, { id: 'cccccccc', turns: [{ prompt: 'a', reply }], updated: daysAgo(1) }),
      'old empty': writeSession(folder, { id: 'dddddddd', turns: [{ prompt: 'a' }], updated: daysAgo(40) }),
      'new empty': writeSession(folder, { id: 'ffffffff', turns: [{ prompt: 'a' }], updated: daysAgo(1) }),
      headless: { path: join(folder, '20250601T100000-gggggggg.jsonl') },
      newer: writeSession(folder, { id: 'hhhhhhhh', version: 99, updated: daysAgo(1) }),
      foreign: { path: join(folder, '20250601T100000-jjjjjjjj.jsonl') },
    };
    writeFileSync(files.headless.path, '{"type":"session","ver');
    writeFileSync(files.foreign.path, 'notes');
    const left = () => Object.entries(files).flatMap(([name, { path }]) => (existsSync(path) ? [name] : []));
    return { files, left };
  }

  test.each([
    [['--empty'], ['old full', 'new full', 'newer', 'foreign']],
    [
      ['--older-than', '30d'],
      ['new full', 'new empty', 'headless', 'newer', 'foreign'],
    ],
    [
      ['--older-than', '720h'],
      ['new full', 'new empty', 'headless', 'newer', 'foreign'],
    ],
    [
      ['--empty', '--older-than', '4w'],
      ['old full', 'new full', 'new empty', 'headless', 'newer', 'foreign'],
    ],
  ])('%j leaves %j', async (rule, rest) => {
    const { left } = fill();
    expect(await sessions('rm', ...rule, '--yes')).toMatchObject({ code: 0, stdout: '' });
    expect(left()).toEqual(rest);
  });

  test('says what it removed, or that there is nothing', async () => {
    fill();
    const rule = ['rm', '--empty', '--older-than', '2w', '-y'];
    expect(await sessions(...rule)).toEqual({ code: 0, stdout: '', stderr: 'claude-stream: removed dddddddd\n' });
    expect(await sessions(...rule)).toEqual({ code: 0, stdout: '', stderr: 'claude-stream: nothing to remove\n' });
    expect(await sessions('rm', '--older-than', '1y', '-y')).toMatchObject({
      stderr: 'claude-stream: nothing to remove\n',
    });
  });

  test('never removes one that is in use', async () => {
    const { files, left } = fill();
    hold(files['old empty'].path);
    hold(files['new full'].path);
    expect((await sessions('rm', '--empty', '-y')).code).toBe(0);
    expect((await sessions('rm', '--older-than', '1h', '-y')).code).toBe(0);
    expect(left()).toEqual(['new full', 'old empty', 'foreign']);
  });

  test('asks first', async () => {
    const { left } = fill();
    const before = left();
    expect(await sessions('rm', '--empty')).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        'cannot ask whether to remove these 3 conversations: no terminal',
        '--yes removes without asking',
      ),
    });
    expect(left()).toEqual(before);
  });
});

test('claude-stream sessions path prints their folder', async () => {
  expect((await sessions('path')).stdout).toBe(`${folder}\n`);
  const { path } = tides();
  expect((await sessions('path', 'tides')).stdout).toBe(`${path}\n`);
});

/** As this process had it open. */
function hold(path: string): void {
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, host: hostname() }));
}
