import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import { BANNER, KEYS, openRepl, pasted, serveChat, SUMMARY, userFolders } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { writeSession } from '../helpers/sessions.ts';
import { closeReply, openReply, sse } from '../helpers/sse.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
const historyOf = (state: string): unknown[] => jsonLines(readFileSync(join(state, 'claude-stream/history'), 'utf8'));

describe.skipIf(process.platform === 'win32')('a paste', () => {
  test.each([
    ['line feeds', 'one\ntwo\n\tthree'],
    ['Windows line ends', 'one\r\ntwo\r\n\tthree'],
    ['carriage returns alone, as some terminals send them', 'one\rtwo\r\tthree'],
  ])('of many lines with %s is one prompt', async (_, text) => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    repl.type(pasted(text));
    await repl.waitFor('three');
    await repl.say('\r');
    expect(chat.said(0)).toEqual(['user: one\ntwo\n\tthree']);
    expect(repl.shown()).toBe(screenOf(BANNER, '> one', '  two', '      three', '', 'Hello', SUMMARY, '', '>'));
  });

  test('of a megabyte arrives whole, and is folded into one word on the screen', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `line ${i} of what was pasted, with ümläuts and 日本語`).join(
      '\n',
    );
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    repl.type(`Look: ${pasted(text)} What is it?`);
    await repl.waitFor('What is it?');
    await repl.say('\r');
    expect(repl.shown()).toBe(
      screenOf(BANNER, '> Look: [pasted 20,000 lines] What is it?', '', 'Hello', SUMMARY, '', '>'),
    );
    expect(chat.said(0)).toEqual([`user: Look: ${text} What is it?`]);
    expect(chat.asked()).toHaveLength(1);
  });

  test('during a reply appears at the next prompt, and none of it is sent', async () => {
    const end = gate();
    const body = (async function* () {
      yield sse(...openReply({ deltas: ['It begins'] }));
      await end.passed;
      yield sse(...closeReply({ text: '' }));
    })();
    const chat = await serveChat([{ body }, reply()]);
    const repl = await openRepl({ server: chat });
    repl.type('first\r');
    await repl.waitFor('It begins');
    repl.type(pasted('one\ntwo'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    end.open();
    await repl.waitForLine(/> one\n {2}two$/);
    await repl.say('\r');
    expect(chat.said(1)).toEqual(['user: first', 'assistant: It begins', 'user: one\ntwo']);
  });

  test('of escape sequences becomes text without them', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    repl.type(pasted('a\u001b[2Jb\u001b]0;owned\u0007c'));
    await repl.waitFor('owned');
    await repl.say('\r');
    expect(chat.said(0)).toEqual(['user: a[2Jb]0;ownedc']);
    expect(repl.bytes()).not.toMatch(/\u001b\[2J|\u001b\]0/);
  });

  test('of code that begins with a comment loses nothing', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    for (const code of ['// a comment\ncode();', '/* one */\ncode();', '/usr/bin/env node']) {
      repl.type(pasted(code));
      await repl.waitFor(code.split('\n').at(-1)!);
      await repl.say('\r');
    }
    expect(chat.said(2).filter((message) => message.startsWith('user'))).toEqual([
      'user: // a comment\ncode();',
      'user: /* one */\ncode();',
      'user: /usr/bin/env node',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a prompt of several lines', () => {
  test.each([
    ['a backslash before Enter', 'one\\\rtwo\r', ['> one', '  two']],
    ['Alt-Enter', `one${KEYS.altEnter}two\r`, ['> one', '  two']],
    ['Ctrl-J', `one${KEYS.ctrlJ}two\r`, ['> one', '  two']],
    ['three quotes around it', '"""\rone\rtwo\r"""\r', ['> """', '  one', '  two', '  """']],
  ])('is typed with %s', async (_, keys, rows) => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    await repl.say(keys);
    expect(chat.said(0)).toEqual(['user: one\ntwo']);
    expect(repl.shown()).toBe(screenOf(BANNER, ...rows, '', 'Hello', SUMMARY, '', '>'));
  });
});

describe.skipIf(process.platform === 'win32')('input history', () => {
  const run = async (env: Record<string, string>, lines: readonly string[], args: readonly string[] = []) => {
    const repl = await openRepl({ server: await serveChat(), env }, args);
    for (const line of lines) await repl.say(line);
    return repl;
  };

  test('is available with Up, Down and Ctrl-R in the next run', async () => {
    const { env, state } = userFolders();
    const first = await run(env, ['how are you\r', '/model opus\r', pasted('two\nlines') + '\r']);
    first.type(KEYS.ctrlD);
    await first.exit;
    expect(historyOf(state)).toEqual(['how are you', '/model opus', 'two\nlines']);
    expect(statSync(join(state, 'claude-stream/history')).mode & 0o777).toBe(0o600);

    const repl = await run(env, []);
    repl.type(KEYS.up);
    await repl.waitFor(/> two\n {2}lines$/);
    repl.type(KEYS.up + KEYS.up + KEYS.up);
    await repl.waitFor(/> how are you$/);
    repl.type(KEYS.down);
    await repl.waitFor(/> \/model opus$/);
    repl.type(KEYS.down + KEYS.down + KEYS.down);
    await repl.waitFor(/\n>$/);
    repl.type(`${KEYS.ctrlR}are`);
    await repl.waitFor(/\(search\)'are': how are you$/);
    await repl.say('\r');
    expect(repl.shown()).toBe(screenOf(BANNER, '> how are you', '', 'Hello', SUMMARY, '', '>'));
  });

  test('from two parallel runs is complete in the third, without duplicates', async () => {
    const { env } = userFolders();
    const [one, other] = await Promise.all([run(env, []), run(env, [])]);
    await one.say('from one\r');
    await other.say('from the other\r');
    await one.say('said by both\r');
    await other.say('said by both\r');
    for (const repl of [one, other]) repl.type(KEYS.ctrlD);
    await Promise.all([one.exit, other.exit]);
    const third = await run(env, []);
    for (const line of ['said by both', 'from the other', 'from one', 'from one']) {
      third.type(KEYS.up);
      await third.waitFor(new RegExp(`> ${line}$`));
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(third.rows().at(-1)).toBe(`> ${line}`);
    }
  });

  test('is saved nowhere with --no-save', async () => {
    const { env, state, data } = userFolders();
    const repl = await run(env, ['a secret\r'], ['--no-save']);
    repl.type(KEYS.up);
    await repl.waitFor(/> a secret$/);
    repl.type(KEYS.ctrlC + KEYS.ctrlD);
    await repl.exit;
    for (const folder of [state, data]) expect(() => statSync(folder)).toThrow('ENOENT');
  });
});

describe.skipIf(process.platform === 'win32')('Tab', () => {
  test('completes commands, and lists those with the same beginning', async () => {
    const repl = await openRepl({ server: await serveChat() });
    repl.type(`/he${KEYS.tab}mod${KEYS.tab}`);
    await repl.waitFor(/> \/help model$/);
    repl.type(`${KEYS.ctrlC}/re${KEYS.tab}${KEYS.tab}`);
    await repl.waitFor(/\/rename/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> /help model ^C', '> /re', '/retry   /resume  /rename'));
  });

  test("completes models from the server's list", async () => {
    const repl = await openRepl({ server: await serveChat() });
    repl.type(`/model claude-h${KEYS.tab}`);
    await repl.waitFor(/> \/model claude-haiku-5$/);
    repl.type(`${KEYS.ctrlC}/model claude-o${KEYS.tab}`);
    await repl.waitFor(/> \/model claude-opus-$/);
    repl.type(KEYS.tab);
    await repl.waitFor(/claude-opus-4-5/);
    expect(repl.rows().at(-1)).toBe('claude-opus-5-5  claude-opus-4-5');
  });

  test('does nothing when the server has no list', async () => {
    const repl = await openRepl({}, ['--max-retries', '0']);
    repl.type(`/model x${KEYS.tab}y`);
    await repl.waitFor(/> \/model xy$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> /model xy'));
  });

  test('completes efforts, switches and conversations', async () => {
    const { env, data } = userFolders();
    const folder = join(data, 'claude-stream/sessions');
    writeSession(folder, { id: 'kxqmz123', turns: [{ prompt: 'hi', reply: 'Hello' }] });
    // Without a reply, this one is not offered.
    writeSession(folder, { id: 'kxqzzzzz', turns: [{ prompt: 'hi' }] });
    const repl = await openRepl({ server: await serveChat(), env });
    for (const [typed, whole] of [
      ['/effort xh', '/effort xhigh'],
      ['/raw of', '/raw off'],
      ['/resume kx', '/resume kxqmz123'],
    ] as const) {
      repl.type(typed + KEYS.tab);
      await repl.waitFor(new RegExp(`> ${whole}$`));
      await repl.say(KEYS.ctrlC);
    }
    expect(repl.shown()).toBe(screenOf(BANNER, '> /effort xhigh^C', '> /raw off^C', '> /resume kxqmz123^C', '>'));
  });

  test('completes paths, whatever their names', async () => {
    const cwd = tempFolder();
    writeIn(cwd, 'alpha.md', '');
    writeIn(cwd, 'with blanks.md', '');
    writeIn(cwd, 'evil\u001b[2J\u0007\nname.md', '');
    mkdirSync(join(cwd, 'folder'));
    writeIn(cwd, 'folder/inner.md', '');
    const repl = await openRepl({ server: await serveChat(), cwd });
    for (const [typed, whole] of [
      ['/save al', '/save alpha.md'],
      ['/save with', '/save with blanks.md'],
      ['/save fol\tin', '/save folder/inner.md'],
      ['/system @al', '/system @alpha.md'],
      ['what is in ./fol', 'what is in ./folder/'],
      ['/save ev', '/save evil[2J name.md'],
    ] as const) {
      repl.type(typed + KEYS.tab);
      await repl.waitFor(`> ${whole}`);
      await repl.say(KEYS.ctrlC);
    }
    repl.type(`/save ${KEYS.tab}${KEYS.tab}`);
    await repl.waitFor(/alpha\.md .*folder/);
    expect(repl.rows().slice(-2)).toEqual([
      '> /save',
      'alpha.md         evil[2J name.md  folder/          with blanks.md',
    ]);
    expect(repl.bytes()).not.toContain('\u001b[2J');
  });
});
