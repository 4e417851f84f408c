import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { BANNER, KEYS, openRepl, serveChat, SUMMARY, userFolders } from '../helpers/repl.ts';
import { SLASH_COMMANDS } from '../../src/commands/repl/slash/slash-commands.ts';
import { writeSession } from '../helpers/sessions.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';
import { Emulator } from './stage.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
/** The screen below the last answered prompt. */
const below = (text: string, prompt: string): string =>
  text.slice(text.lastIndexOf(`> ${prompt}\n`) + prompt.length + 3);

describe.skipIf(process.platform === 'win32')('commands', () => {
  test('/help lists every command, or explains one', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say('/help\r');
    const listed = repl.rows().flatMap((row) => /^ {2}\/([a-z]+)/.exec(row)?.[1] ?? []);
    expect(listed).toEqual(Object.keys(SLASH_COMMANDS));
    await repl.say('/help copy\r');
    expect(below(repl.shown(), '/help copy')).toBe(
      screenOf('  /copy [n]  copy the last reply or its n-th code block (-1: last)', '>'),
    );
    await repl.say('/help /undo\r');
    expect(below(repl.shown(), '/help /undo')).toContain('/undo  remove');
    await repl.say('/help nothing\r');
    expect(below(repl.shown(), '/help nothing')).toBe(
      screenOf('claude-stream: unknown command /nothing', '  /help lists all commands', '>'),
    );
  });

  test('/help fits in 40 columns', async () => {
    const repl = await openRepl({ server: await serveChat(), cols: 40 });
    await repl.say('/help copy\r');
    expect(repl.rows().slice(2)).toEqual([
      '> /help copy',
      '  /copy [n]',
      '    copy the last reply or its n-th',
      '    code block (-1: last)',
      '>',
    ]);
  });

  test.each(['/exit', '/quit'])('%s exits', async (command) => {
    const repl = await openRepl({ server: await serveChat() });
    repl.type(`${command}\r`);
    expect(await repl.exit).toBe(0);
    expect(repl.shown()).toBe(screenOf(BANNER, `> ${command}`));
  });

  test('/new starts a new conversation, and saves the first', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env });
    await repl.say('one\r');
    await repl.say('/new second thoughts\r');
    await repl.say('two\r');
    expect(chat.said(1)).toEqual(['user: two']);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> one',
        '',
        'Hello',
        SUMMARY,
        '',
        '> /new second thoughts',
        'started a new conversation',
        '> two',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    await repl.say('/sessions hello\r');
    expect(below(repl.shown(), '/sessions hello')).toMatch(/second thoughts\n[^]*one\n/);
  });

  test('/clear does the same and clears the screen, which stays in the scrollback', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    await repl.say('one\r');
    await repl.say('/clear\r');
    expect(repl.shown()).toBe(
      screenOf(BANNER, '> one', '', 'Hello', SUMMARY, '', '> /clear', 'started a new conversation', '>'),
    );
    const emulator = new Emulator({ columns: 80, rows: 24 });
    emulator.write(repl.bytes());
    expect(
      emulator.terminal.buffer.active.getLine(emulator.terminal.buffer.active.baseY)!.translateToString(true),
    ).toBe('started a new conversation');
    await repl.say('two\r');
    expect(chat.said(1)).toEqual(['user: two']);
  });

  test('/model and /effort offer what there is, with the current one highlighted', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    repl.type('/model\r');
    await repl.waitFor('claude-haiku-5');
    expect(repl.rows().slice(1)).toEqual([
      '> /model',
      'model:',
      '> claude-opus-5-5  current',
      '  claude-opus-4-5',
      '  claude-haiku-5',
      'type to filter · ↑↓ move · Enter choose · Esc cancel',
    ]);
    repl.type('haiku');
    await repl.waitFor('> claude-haiku-5');
    await repl.say('\r');
    expect(below(repl.shown(), '/model')).toBe(screenOf('model: claude-haiku-5', '>'));
    repl.type('/effort\r');
    await repl.waitFor('> default');
    repl.type(KEYS.down);
    await repl.waitFor('> low');
    await repl.say('\r');
    repl.type('/effort\r');
    await repl.waitFor('> low  current');
    await repl.say(KEYS.escape);
    expect(below(repl.shown(), '/effort')).toBe(screenOf('low', '>'));
    await repl.say('hi\r');
    expect(chat.asked()[0]!.json).toMatchObject({ model: 'claude-haiku-5', output_config: { effort: 'low' } });
  });

  test('/model can be left while the models are fetched', async () => {
    const server = await serve({ beforeHeadersMs: 60_000 });
    const repl = await openRepl({ server });
    repl.type('/model\r');
    await repl.waitFor('  fetching the list of models …');
    await repl.say(KEYS.ctrlC);
    expect(below(repl.shown(), '/model')).toBe(screenOf('claude-opus-5-5', '>'));
  });

  test('/model offers the models that it knows when it is offline', async () => {
    const repl = await openRepl({ cols: 40 });
    repl.type('/model\r');
    await repl.waitFor(/> claude-opus-5-5 {2}current\n[^]* cancel$/);
    expect(repl.rows().slice(-2)).toEqual([
      expect.stringMatching(/^ {2}… \d+ more$/),
      'type to filter · Enter · Esc cancel',
    ]);
    await repl.say(KEYS.escape);
  });

  test('/model changes the model', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    await repl.say('/model sonnet\r');
    await repl.say('hi\r');
    await repl.say('/model some-other-model\r');
    await repl.say('and?\r');
    expect(chat.asked().map(({ json }) => json.model)).toEqual(['claude-sonnet-5-5', 'some-other-model']);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /model sonnet',
        'claude-sonnet-5-5',
        '> hi',
        '',
        'Hello',
        SUMMARY,
        '',
        '> /model some-other-model',
        'some-other-model',
        '> and?',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
  });

  test('/system shows the system prompt, changes it, reads it from a file and removes it', async () => {
    const cwd = tempFolder();
    writeIn(cwd, 'pirate.md', 'Talk like a pirate.\nAlways.\n');
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cwd, env: { HOME: cwd } });
    for (const line of [
      '/system',
      '/system Be brief.',
      'a',
      '/system @pirate.md',
      'b',
      '/system @~/pirate.md',
      '/system -',
      'c',
      '/system @none',
    ]) {
      await repl.say(`${line}\r`);
    }
    expect(chat.asked().map(({ json }) => json.system)).toEqual([
      'Be brief.',
      'Talk like a pirate.\nAlways.\n',
      undefined,
    ]);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /system',
        'no system prompt',
        '> /system Be brief.',
        'Be brief.',
        '> a',
        '',
        'Hello',
        SUMMARY,
        '',
        '> /system @pirate.md',
        'Talk like a pirate.',
        'Always.',
        '> b',
        '',
        'Hello',
        SUMMARY,
        '',
        '> /system @~/pirate.md',
        'Talk like a pirate.',
        'Always.',
        '> /system -',
        'no system prompt',
        '> c',
        '',
        'Hello',
        SUMMARY,
        '',
        '> /system @none',
        'claude-stream: none: no such file',
        '>',
      ),
    );
  });

  test('/effort changes the effort, and lists the valid values', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    for (const line of ['/effort hgih', '/effort low', 'hi']) await repl.say(`${line}\r`);
    expect(chat.asked()[0]!.json.output_config).toEqual({ effort: 'low' });
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /effort hgih',
        'claude-stream: /effort takes low, medium, high, xhigh or max',
        '  did you mean high?',
        '> /effort low',
        'low',
        '> hi',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
  });

  test('/continue continues where a reply was cut off, without repeating it', async () => {
    const chat = await serveChat([
      { body: sse(...openReply({ text: 'The moon pulls at the' })), end: 'reset' },
      reply({ text: 'pulls at the sea, twice a day.' }),
      reply({ text: 'More.' }),
    ]);
    const repl = await openRepl({ server: chat });
    await repl.say('why?\r');
    await repl.say('/continue\r');
    expect(below(repl.shown(), '/continue')).toBe(screenOf('', 'sea, twice a day.', SUMMARY, '', '>'));
    expect(chat.said(1)).toEqual([
      'user: why?',
      'assistant: The moon pulls at the',
      expect.stringMatching(/^user: Your reply was cut off\. .*\n.*<end>The moon pulls at the<\/end>$/),
    ]);
    await repl.say('/continue\r');
    expect(below(repl.shown(), '/continue')).toBe(
      screenOf('claude-stream: the last reply was not cut off', '  to get more, ask for it in a prompt', '>'),
    );
    expect(chat.asked()).toHaveLength(2);
  });

  test('/continue sends the prompt again if there was no text', async () => {
    const chat = await serveChat([{ body: '', end: 'reset' }, reply()]);
    const repl = await openRepl({ server: chat }, ['--max-retries', '0']);
    await repl.say('/continue\r');
    expect(below(repl.shown(), '/continue')).toContain('claude-stream: the last reply was not cut off\n');
    await repl.say('why?\r');
    await repl.say('/continue\r');
    expect(below(repl.shown(), '/continue')).toBe(screenOf('', 'Hello', SUMMARY, '', '>'));
    expect(chat.said(1)).toEqual(['user: why?']);
  });

  test('/retry sends the last prompt again unchanged', async () => {
    const chat = await serveChat([reply({ text: 'One.' }), reply({ text: 'Two.' }), reply({ text: 'Three.' })]);
    const repl = await openRepl({ server: chat });
    await repl.say('/retry\r');
    expect(below(repl.shown(), '/retry')).toBe(screenOf('claude-stream: nothing to retry: no prompt yet', '>'));
    await repl.say('first\r');
    await repl.say('second\r');
    await repl.say('/retry\r');
    expect(below(repl.shown(), '/retry')).toBe(screenOf('', 'Three.', SUMMARY, '', '>'));
    expect(chat.asked()[2]!.json).toEqual(chat.asked()[1]!.json);
    await repl.say('third\r');
    expect(chat.said(3)).toEqual([
      'user: first',
      'assistant: One.',
      'user: second',
      'assistant: Three.',
      'user: third',
    ]);
  });

  test('/undo removes a turn, and puts its text at the prompt', async () => {
    const chat = await serveChat([reply({ text: 'One.' }), reply({ text: 'Two.' }), reply({ text: 'Three.' })]);
    const repl = await openRepl({ server: chat });
    await repl.say('/undo\r');
    expect(below(repl.shown(), '/undo')).toBe(screenOf('claude-stream: nothing to undo: no reply yet', '>'));
    await repl.say('first\r');
    await repl.say('secnod\r');
    repl.type('/undo\r');
    await repl.waitFor(/\nremoved the last prompt and reply\n> secnod$/);
    await repl.say('\u007f\u007f\u007fond\r');
    expect(chat.said(2)).toEqual(['user: first', 'assistant: One.', 'user: second']);
    expect(below(repl.shown(), 'secnod')).toBe(
      screenOf(
        '',
        'Two.',
        SUMMARY,
        '',
        '> /undo',
        'removed the last prompt and reply',
        '> second',
        '',
        'Three.',
        SUMMARY,
        '',
        '>',
      ),
    );
  });

  test('/undo typed twice removes two turns and sends nothing', async () => {
    const chat = await serveChat([reply({ text: 'One.' }), reply({ text: 'Two.' })]);
    const repl = await openRepl({ server: chat });
    await repl.say('first\r');
    await repl.say('second\r');
    repl.type('/undo\r');
    await repl.waitFor(/> second$/);
    repl.type('/undo\r');
    await repl.waitFor(/> first$/);
    expect(below(repl.shown(), 'second')).toBe(
      screenOf(
        '',
        'Two.',
        SUMMARY,
        '',
        '> /undo',
        'removed the last prompt and reply',
        '> /undo',
        'removed the last prompt and reply',
        '> first',
      ),
    );
    await repl.say(' again\r');
    expect(chat.asked()).toHaveLength(3);
    expect(chat.said(2)).toEqual(['user: first again']);
  });

  test('/undo typed twice at once removes two turns and sends nothing', async () => {
    const chat = await serveChat([reply({ text: 'One.' }), reply({ text: 'Two.' })]);
    const repl = await openRepl({ server: chat });
    await repl.say('first\r');
    await repl.say('second\r');
    repl.type('/undo\r/undo\r');
    await repl.waitFor(/> first$/);
    expect(chat.asked()).toHaveLength(2);
  });

  test('/usage shows a line per turn, with its cost', async () => {
    const chat = await serveChat([
      reply({ usage: { input_tokens: 1200, output_tokens: 34 } }),
      reply({ usage: { input_tokens: 10, cache_read_input_tokens: 1190, output_tokens: 5 } }),
    ]);
    const repl = await openRepl({ server: chat });
    for (const line of ['/usage', 'a', 'b', '/cost']) await repl.say(`${line}\r`);
    expect(repl.shown()).toContain('> /usage\nnothing sent yet\n');
    // The times that follow are not always the same.
    const rows = below(repl.shown(), '/cost').split('\n');
    expect(rows).toEqual([
      expect.stringMatching(/^ {3}turn {5}in {2}cached {2}out {5}cost {2}/),
      expect.stringMatching(/^ {6}1 {2}1,200 {6}0% {3}34 {2}\$0\.0055 {2}/),
      expect.stringMatching(/^ {6}2 {2}1,200 {5}99% {4}5 {2}\$0\.0004 {2}/),
      expect.stringMatching(/^ {2}total {2}2,400 {5}50% {3}39 {2}\$0\.0059 {2}/),
      '',
      expect.stringMatching(/^ {2}prices as of \S+ or from config\.json; caching saved 44% \(\$0\.0045\)$/),
      '>',
    ]);
  });

  test('/raw switches between raw and rendered replies', async () => {
    const repl = await openRepl({ server: await serveChat([reply({ text: 'Some **bold**.' })]) });
    for (const line of ['/raw', 'a', '/raw off', 'b', '/raw on', 'c', '/raw maybe']) await repl.say(`${line}\r`);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /raw',
        'replies are shown as raw Markdown',
        '> a',
        '',
        'Some **bold**.',
        SUMMARY,
        '',
        '> /raw off',
        'replies are rendered',
        '> b',
        '',
        'Some bold.',
        SUMMARY,
        '',
        '> /raw on',
        'replies are shown as raw Markdown',
        '> c',
        '',
        'Some **bold**.',
        SUMMARY,
        '',
        '> /raw maybe',
        'claude-stream: /raw takes on or off',
        '>',
      ),
    );
  });

  test('/thinking says what is shown', async () => {
    const repl = await openRepl({ server: await serveChat() });
    for (const line of ['/thinking', '/thinking off']) await repl.say(`${line}\r`);
    expect(repl.shown()).toBe(
      screenOf(BANNER, '> /thinking', 'thinking is shown', '> /thinking off', 'thinking is hidden', '>'),
    );
  });
});

describe.skipIf(process.platform === 'win32')('a line that begins with a slash', () => {
  test('is a prompt if it has two slashes or is a path', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    await repl.say('//help\r');
    await repl.say('/usr/bin/env what is it\r');
    expect(chat.said(1)).toEqual(['user: /help', 'assistant: Hello', 'user: /usr/bin/env what is it']);
  });

  test('is not sent if it is an unknown command: the nearest is suggested, and Up recalls the line', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat });
    await repl.say('/hlep me\r');
    await repl.say('/xyzzyxyzzy\r');
    await repl.say('/\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /hlep me',
        'claude-stream: unknown command /hlep',
        '  did you mean /help? (start with // to send it as a prompt)',
        '> /xyzzyxyzzy',
        'claude-stream: unknown command /xyzzyxyzzy',
        '  /help lists all commands (start with // to send it as a prompt)',
        '> /',
        'claude-stream: unknown command /',
        '  /help lists all commands (start with // to send it as a prompt)',
        '>',
      ),
    );
    expect(chat.asked()).toHaveLength(0);
  });
});

describe.skipIf(process.platform === 'win32')('other conversations', () => {
  function twoSessions() {
    const { env, data } = userFolders();
    const folder = join(data, 'claude-stream/sessions');
    writeSession(folder, {
      id: 'bbbbbbbb',
      model: 'claude-haiku-5-5',
      started: '2026-03-01T10:00:00.000Z',
      turns: [{ prompt: 'About the moon', reply: 'It is **round**.' }],
    });
    writeSession(folder, {
      id: 'cccccccc',
      name: 'seaside',
      started: '2026-03-02T10:00:00.000Z',
      turns: [
        { prompt: 'About the sea', reply: 'It is wet.' },
        { prompt: 'How wet?', reply: 'Very.' },
      ],
    });
    writeSession(folder, {
      ...{ id: 'dddddddd', started: '2026-03-03T10:00:00.000Z' },
      turns: [{ prompt: 'A moon that is round, without a reply' }],
    });
    return { env, folder };
  }

  test('are listed by words in them', async () => {
    const { env } = twoSessions();
    const repl = await openRepl({ server: await serveChat(), env });
    await repl.say('/sessions round moon\r');
    expect(below(repl.shown(), '/sessions round moon')).toMatch(/^bbbbbbbb {2}About the moon\n.*\n>$/);
    await repl.say('/sessions xyzzy\r');
    expect(below(repl.shown(), '/sessions xyzzy')).toBe(screenOf('no conversation contains these words', '>'));
  });

  test('are continued by id or name, where they ended, with their model', async () => {
    const { env } = twoSessions();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env });
    await repl.say('/resume bbb\r');
    expect(below(repl.shown(), '/resume bbb')).toBe(screenOf('', '> About the moon', '', 'It is round.', '', '>'));
    await repl.say('and?\r');
    expect(chat.asked()[0]!.json.model).toBe('claude-haiku-5-5');
    expect(chat.said(0)).toEqual(['user: About the moon', 'assistant: It is **round**.', 'user: and?']);
    await repl.say('/resume seaside\r');
    expect(below(repl.shown(), '/resume seaside')).toBe(
      screenOf(
        '',
        '… 1 turn not shown; claude-stream sessions show prints everything',
        '',
        '> How wet?',
        '',
        'Very.',
        '',
        '>',
      ),
    );
    await repl.say('/resume nothing\r');
    expect(repl.text()).toContain('claude-stream: no conversation matches "nothing"');
    await repl.say('still?\r');
    expect(chat.said(1).at(-1)).toBe('user: still?');
  });

  test('are picked from a list with arrows and search words', async () => {
    const { env } = twoSessions();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env });
    repl.type('/resume\r');
    await repl.waitFor(/, 1 turn\n[^]*Very\.\n.*cancel/);
    expect(repl.rows().slice(2)).toEqual([
      'continue:',
      expect.stringMatching(/^> seaside {2}.*, 2 turns$/),
      expect.stringMatching(/^ {2}About the moon {2}.*, 1 turn$/),
      '',
      '> How wet?',
      'Very.',
      'type to filter · ↑↓ move · Enter choose · Esc cancel',
    ]);
    repl.type(KEYS.down);
    await repl.waitFor('> About the moon');
    repl.type('\r');
    await repl.waitFor(/round\.\n\n>$/);
    expect(repl.shown()).toBe(
      screenOf(BANNER, '> /resume', 'continue: About the moon', '', '> About the moon', '', 'It is round.', '', '>'),
    );
    repl.type('/resume\rsea');
    await repl.waitFor(/continue: sea\n> seaside.*\n\n/);
    repl.type('\r');
    await repl.waitFor(/Very\.\n\n>$/);
    expect(repl.rows().slice(-5)).toEqual(['> How wet?', '', 'Very.', '', '>']);
    repl.type('/resume\rzzz');
    await repl.waitFor('no matches');
    repl.type(KEYS.escape);
    await repl.waitFor(/> \/resume\n>$/);
    await repl.say('more\r');
    expect(chat.said(0)).toHaveLength(5);
    expect(repl.text()).not.toContain('no matches');
  });

  test('are opened by /sessions, found by what was said in them', async () => {
    const { env } = twoSessions();
    const repl = await openRepl({ server: await serveChat(), env });
    repl.type('/sessions\rround');
    await repl.waitFor(/continue: round\n> About the moon .*\n\n> About the moon\nIt is \*\*round\*\*\.\n/);
    await repl.say('\r');
    expect(below(repl.shown(), '/sessions')).toBe(
      screenOf('continue: About the moon', '', '> About the moon', '', 'It is round.', '', '>'),
    );
  });

  test('are renamed, and found by the new name', async () => {
    const { env } = userFolders();
    const repl = await openRepl({ server: await serveChat(), env });
    await repl.say('/rename\r');
    expect(below(repl.shown(), '/rename')).toBe(
      screenOf('claude-stream: the name of a conversation cannot be empty', '>'),
    );
    await repl.say('/rename first  things\r');
    expect(below(repl.shown(), '/rename first  things')).toBe(screenOf('renamed to first things', '>'));
    await repl.say('hi\r');
    await repl.say('/new\r');
    await repl.say('/resume first\r');
    expect(below(repl.shown(), '/resume first')).toBe(screenOf('', '> hi', '', 'Hello', '', '>'));
  });

  test('that are open elsewhere are continued in copies, until they are closed there', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    const [one, other] = [await openRepl({ server: chat, env }), await openRepl({ server: chat, env })];
    await one.say('/rename shared\r');
    await one.say('first\r');
    await other.say('/resume shared\r');
    expect(other.rows().join('')).toMatch(/\w{8} is in use by another process \(\d+\); continuing in a +copy/);
    await other.say('in the copy\r');
    await one.say('in the first\r');
    expect(chat.said(1)).toEqual(['user: first', 'assistant: Hello', 'user: in the copy']);
    expect(chat.said(2)).toEqual(['user: first', 'assistant: Hello', 'user: in the first']);
    await one.say('/new\r');
    await other.say('/new\r');
    const third = await openRepl({ server: chat, env });
    await third.say('/resume shared\r');
    expect(third.rows().slice(1)).toEqual([
      '> /resume shared',
      '',
      '… 1 turn not shown; claude-stream sessions show prints everything',
      '',
      '> in the first',
      '',
      'Hello',
      '',
      '>',
    ]);
  });

  test('are reported as none if there are none', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say('/sessions\r');
    await repl.say('/resume\r');
    await repl.say('/resume x\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /sessions',
        'claude-stream: no conversation to continue',
        '> /resume',
        'claude-stream: no conversation to continue',
        '> /resume x',
        'claude-stream: no conversations yet',
        '  every conversation is saved, except with --no-save',
        '>',
      ),
    );
  });
});
