import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { run } from '../helpers/program.ts';
import { atPrompt, BANNER, KEYS, openRepl, serveChat, normalizeScreen, SUMMARY, userFolders } from '../helpers/repl.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { writeSession } from '../helpers/sessions.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');

describe.skipIf(process.platform === 'win32')('a conversation starts', () => {
  test('with a prompt from the command line', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat }, ['-i', 'why', 'tides?']);
    expect(repl.shown()).toBe(screenOf(BANNER, '> why tides?', '', 'Hello', SUMMARY, '', '>'));
    await repl.say('and?\r');
    expect(chat.said(1)).toEqual(['user: why tides?', 'assistant: Hello', 'user: and?']);
  });

  test('with a file attached to the first prompt, and takes more by @path later', async () => {
    const chat = await serveChat();
    const cwd = tempFolder();
    writeIn(cwd, 'notes.md', 'The moon pulls.\n');
    writeIn(cwd, 'more.md', 'So does the sun.\n');
    const repl = await openRepl({ server: chat, cwd }, ['-f', 'notes.md', '-i', 'is this right?']);
    expect(repl.shown()).toBe(screenOf(BANNER, '> is this right?', 'notes.md, 1 line', '', 'Hello', SUMMARY, '', '>'));
    await repl.say('and @more.md, @nobody?\r');
    expect(chat.said(1)).toEqual([
      'user: <file path="notes.md">\nThe moon pulls.\n</file> + is this right?',
      'assistant: Hello',
      'user: <file path="more.md">\nSo does the sun.\n</file> + and @more.md, @nobody?',
    ]);
  });

  test('without losing a prompt whose file cannot be attached', async () => {
    const chat = await serveChat();
    const cwd = tempFolder();
    writeIn(cwd, 'nothing.txt', '');
    const repl = await openRepl({ server: chat, cwd });
    repl.type('read @nothing.txt\r');
    await repl.waitFor(/empty\n> read @nothing.txt$/);
    expect(repl.shown()).toBe(
      screenOf(BANNER, '> read @nothing.txt', 'claude-stream: nothing.txt is empty', '> read @nothing.txt'),
    );
    expect(chat.asked()).toHaveLength(0);
  });

  test('with piped input, and reads keys from the terminal', async () => {
    const chat = await serveChat();
    const repl = await atPrompt(openShell('echo material | claude-stream -i "what is it?"', { server: chat }));
    expect(repl.shown()).toBe(screenOf(BANNER, '> what is it?', '', 'Hello', SUMMARY, '', '>'));
    await repl.say('and?\r');
    expect(chat.said(1)).toEqual([
      'user: <stdin>\nmaterial\n</stdin>\n\nwhat is it?',
      'assistant: Hello',
      'user: and?',
    ]);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
  });

  test('with piped input alone', async () => {
    const chat = await serveChat();
    const repl = await atPrompt(openShell('echo material | claude-stream -i', { server: chat }));
    expect(repl.shown()).toBe(screenOf(BANNER, '> [standard input]', '', 'Hello', SUMMARY, '', '>'));
    expect(chat.said(0)).toEqual(['user: material\n']);
  });

  test('where the most recent one ended, with -c', async () => {
    const { env } = userFolders();
    const chat = await serveChat([reply({ text: 'The **moon** pulls.' }), reply(), reply()]);
    const first = await openRepl({ server: chat, env });
    await first.say('why?\r');
    await first.say('thanks\r');
    first.type(KEYS.ctrlD);
    await first.exit;
    const repl = await openRepl({ server: chat, env }, ['-c']);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '… 1 turn not shown; claude-stream sessions show prints everything',
        '',
        '> thanks',
        '',
        'Hello',
        '',
        '>',
      ),
    );
    await repl.say('and?\r');
    expect(chat.said(2)).toEqual([
      'user: why?',
      'assistant: The **moon** pulls.',
      'user: thanks',
      'assistant: Hello',
      'user: and?',
    ]);
  });

  test('where the one picked from a list ended, with -r', async () => {
    const { env, data } = userFolders();
    const folder = join(data, 'claude-stream/sessions');
    writeSession(folder, {
      id: 'bbbbbbbb',
      started: '2026-03-01T10:00:00.000Z',
      turns: [{ prompt: 'moon', reply: 'round' }],
    });
    writeSession(folder, {
      id: 'cccccccc',
      started: '2026-03-02T10:00:00.000Z',
      turns: [{ prompt: 'sea', reply: 'wet' }],
    });
    const screen = openScreen(['-r'], { server: await serveChat(), env });
    await screen.waitFor(/moon {2}.*turn\n/);
    screen.type(KEYS.down);
    await screen.waitFor('> moon');
    screen.type('\r');
    const repl = await atPrompt(screen);
    expect(repl.shown()).toBe(screenOf('continue: moon', BANNER, '> moon', '', 'round', '', '>'));
  });

  test('not at all when none is picked', async () => {
    const { env, data } = userFolders();
    writeSession(join(data, 'claude-stream/sessions'), { turns: [{ prompt: 'moon', reply: 'round' }] });
    const screen = openScreen(['-r'], { server: await serveChat(), env });
    await screen.waitFor(/moon {2}.*turn\n/);
    screen.type(KEYS.escape);
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toBe('');
  });

  test.each([
    ['-c', 'claude-stream: no conversations yet'],
    ['-r', 'claude-stream: no conversation to continue'],
  ])('but not when there is none to continue (%s)', async (flag, message) => {
    const screen = openScreen([flag], { server: await serveChat() });
    expect(await screen.exit).toBe(2);
    expect(screen.rows()[0]).toBe(message);
  });

  test('with recordings, which call no model and are not saved', async () => {
    const { env, data, state } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env: { ...env, ANTHROPIC_API_KEY: undefined } }, [
      '--demo',
      '--speed',
      '0',
    ]);
    expect(repl.rows()[0]).toMatch(/^claude-stream \S+ · demo: tour, thinking, max-tokens, weather · Ctrl-D to exit$/);
    await repl.say('anything\r');
    expect(repl.rows().length).toBeGreaterThan(20);
    await repl.say('thinking\r');
    await repl.say('/sessions\r');
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
    expect(chat.requests).toHaveLength(0);
    expect([existsSync(data), existsSync(state)]).toEqual([false, false]);
  });

  test.each([80, 40])('with a banner that breaks between words at %i columns', async (cols) => {
    const repl = await openRepl({ cols }, ['--demo']);
    // A word that was broken would have a blank in it.
    const banner = normalizeScreen(repl.rows().slice(0, -1).join(' ').replaceAll(/ +/g, ' '));
    expect(banner).toBe('claude-stream V · demo: tour, thinking, max-tokens, weather · Ctrl-D to exit');
  });

  describe('without a key', () => {
    const noKey = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_BASE_URL: 'https://api.invalid' };
    const HINT = [
      'no API key: set ANTHROPIC_API_KEY, or log in with `ant auth login`;',
      '  `claude-stream --demo` needs neither',
    ];

    test('and says what to do about it before the first prompt', async () => {
      const repl = await openRepl({ env: noKey });
      expect(repl.shown()).toBe(screenOf(BANNER, ...HINT, '>'));
    });

    test('but not where a login may be', async () => {
      const folder = tempFolder();
      writeIn(folder, 'configs/default.json', '{}');
      const repl = await openRepl({ env: { ...noKey, ANTHROPIC_CONFIG_DIR: folder } });
      expect(repl.shown()).toBe(screenOf(BANNER, '>'));
    });

    test('which a server on this machine does not need', async () => {
      const repl = await openRepl({ server: await serveChat(), env: { ANTHROPIC_API_KEY: undefined } });
      expect(repl.shown()).toBe(screenOf(BANNER, '>'));
    });
  });

  test('with a name and a system prompt', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env }, ['-n', 'tides', '-s', 'Be brief.']);
    await repl.say('hi\r');
    expect(chat.asked()[0]!.json.system).toBe('Be brief.');
    await repl.say('/sessions hello\r');
    expect(repl.rows().at(-3)).toContain('tides');
  });

  test('in a terminal without styles', async () => {
    const repl = await openRepl({
      server: await serveChat([reply({ text: 'Some **bold**.' })]),
      env: { NO_COLOR: '1' },
    });
    await repl.say('hi\r');
    expect(normalizeScreen(repl.text())).toBe(screenOf(BANNER, '> hi', '', 'Some bold.', SUMMARY, '', '>'));
    expect(repl.bytes()).not.toMatch(/\u001b\[\d*m/);
  });
});

describe('no conversation starts', () => {
  test.each([
    [['-i', '--json'], '--interactive and --output-format cannot be used together: a conversation prints only text'],
    [['-i', '-p', 'hi'], '--interactive and --print cannot be used together: --print exits after one reply'],
    [
      ['-i', '-o', 'file', 'hi'],
      '--interactive and --output cannot be used together: use /save, or claude-stream sessions export',
    ],
    [['-i'], '--interactive needs a terminal'],
  ])('with %j, which rules one out', async (args, why) => {
    const folders = userFolders();
    const { code, stderr } = await run(args, { server: await serveChat(), env: folders.env });
    expect(code).toBe(2);
    expect(stderr.replaceAll(/\n +/g, ' ')).toContain(`claude-stream: ${why}`);
    expect(existsSync(folders.data) ? readdirSync(folders.data) : []).toEqual([]);
  });

  test('without a terminal and without a prompt', async () => {
    const { code, stderr } = await run([], { server: await serveChat(), stdin: '' });
    expect(code).toBe(2);
    expect(stderr).toContain('no prompt given');
  });

  test.skipIf(process.platform === 'win32')('when only stdout is a terminal', async () => {
    const chat = await serveChat();
    const screen = openShell('echo hi | claude-stream -q; claude-stream -q < /dev/null; echo "code $?"', {
      server: chat,
    });
    await screen.exit;
    expect(screen.text()).toMatch(/^Hello\nclaude-stream: no prompt given\n[^]*code 2$/);
    expect(chat.asked()).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')('with a prompt', async () => {
    const screen = openScreen(['-q', 'hi'], { server: await serveChat() });
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toBe('Hello');
  });
});
