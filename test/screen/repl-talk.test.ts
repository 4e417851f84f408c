import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock, PAINT_MS } from '../helpers/clock.ts';
import { gate } from '../helpers/gate.ts';
import { BANNER, KEYS, openRepl, pasted, serveChat, SUMMARY, type Repl, userFolders } from '../helpers/repl.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { until } from '../helpers/until.ts';

const unfinished = (text: string): Answer => ({ body: sse(...openReply({ text })), end: 'hold' });
const screenOf = (...rows: string[]): string => rows.join('\n');

/** A reply that begins at once, and ends when the test says so. */
function heldReply(beginning = 'It begins', ending = ' and ends.') {
  const end = gate();
  const answer: Answer = {
    body: (async function* () {
      yield sse(...openReply({ deltas: [beginning] }));
      await end.passed;
      yield sse(textDelta(ending), ...closeReply({ text: '' }));
    })(),
  };
  return { answer, end: () => end.open() };
}

describe.skipIf(process.platform === 'win32')('a conversation', () => {
  const replies = [
    reply({ text: '# Tides\n\nThe **moon** pulls.\n\n- high\n- low' }),
    reply({ text: 'You are welcome.' }),
  ];

  test('shows a banner, prompts, replies and summaries', async () => {
    const chat = await serveChat(replies);
    const repl = await openRepl({ server: chat });
    expect(repl.shown()).toBe(screenOf(BANNER, '>'));
    await repl.say('why tides?\r');
    await repl.say('thanks\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> why tides?',
        '',
        '# Tides',
        '',
        'The moon pulls.',
        '',
        '• high',
        '• low',
        SUMMARY,
        '',
        '> thanks',
        '',
        'You are welcome.',
        SUMMARY,
        '',
        '>',
      ),
    );
    expect(chat.said(1)).toEqual([
      'user: why tides?',
      'assistant: # Tides\n\nThe **moon** pulls.\n\n- high\n- low',
      'user: thanks',
    ]);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
  });

  test('looks the same in 40 columns', async () => {
    const chat = await serveChat([reply({ text: 'The moon pulls at the sea, and the sea follows.' })]);
    const repl = await openRepl({ server: chat, cols: 40 });
    await repl.say('why is there a tide twice a day at the sea?\r');
    const rows = repl.rows();
    expect(rows.slice(2, 7)).toEqual([
      '> why is there a tide twice a day at',
      '  the sea?',
      '',
      'The moon pulls at the sea, and the sea',
      'follows.',
    ]);
    expect(rows.slice(0, 2)).toEqual([
      expect.stringMatching(/^claude-stream .* ·$/),
      '  /help for help, Ctrl-D to exit',
    ]);
    expect(rows.slice(7).join(' ')).toMatch(/^end_turn · 12 in · 5 out · \$0\.0001 · .*s {2}>$/);
  });

  test('looks the same when it is long', async () => {
    const repl = await openRepl({ server: await serveChat() });
    for (let turn = 0; turn < 15; turn++) await repl.say('hi\r');
    for (let command = 0; command < 15; command++) await repl.say('/effort default\r');
    const turns = Array.from({ length: 15 }, () => ['> hi', '', 'Hello', SUMMARY, '']);
    const commands = Array.from({ length: 15 }, () => ['> /effort default', 'the model’s default effort']);
    expect(repl.shown()).toBe(screenOf(BANNER, ...turns.flat(), ...commands.flat(), '>'));
  });

  test('leaves out banner and summary with --quiet', async () => {
    const repl = await openRepl({ server: await serveChat() }, ['-q']);
    await repl.say('hi\r');
    expect(repl.shown()).toBe(screenOf('> hi', '', 'Hello', '', '>'));
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test('stops a reply at once, and its text so far stays on the screen and in the conversation', async () => {
    const chat = await serveChat([unfinished('The sea is'), reply()]);
    const repl = await openRepl({ server: chat, clock: await openClock({ shortMs: PAINT_MS }) });
    repl.type('tell me\r');
    await repl.waitFor('The sea is');
    await repl.say(KEYS.ctrlC);
    expect((await chat.request()).abandoned).toBe(true);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> tell me',
        '',
        'The sea is',
        'interrupted · 12 in · ~3 out · N s',
        '/continue picks up where it stopped, /retry starts over',
        '',
        '>',
      ),
    );
    await repl.say('again\r');
    expect(chat.said(1)).toEqual([
      'user: tell me',
      'assistant: The sea is + [This reply was cut off here: it was interrupted.]',
      'user: again',
    ]);
  });

  test('before any text puts the prompt back for editing, and it is not sent again', async () => {
    const chat = await serveChat([{ beforeHeadersMs: 60_000 }, reply()]);
    const repl = await openRepl({ server: chat });
    repl.type('anybody there?\r');
    await repl.waitFor(/\d s · claude-opus-5-5/);
    await until(() => chat.asked().length === 1);
    repl.type(KEYS.ctrlC);
    await repl.waitFor(/interrupted · [^]*\n> anybody there\?$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> anybody there?', '', 'interrupted · N s', '', '> anybody there?'));
    await repl.say('\u0017here?\r');
    expect(chat.said(1)).toEqual(['user: anybody here?']);
  });

  test('before any text does not mix the prompt with what was typed ahead', async () => {
    const chat = await serveChat([{ beforeHeadersMs: 60_000 }, reply()]);
    const repl = await openRepl({ server: chat });
    repl.type('anybody there?\r');
    await until(() => chat.asked().length === 1);
    repl.type(`hello${KEYS.ctrlC}`);
    await repl.waitForLine(/interrupted[^]*> hello$/);
    repl.type(KEYS.up);
    await repl.waitForLine(/interrupted[^]*> anybody there\?$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> anybody there?', '', 'interrupted · N s', '', '> anybody there?'));
  });

  test('clears the line, which stays in the scrollback and returns with Up', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say(`half a thought${KEYS.ctrlC}`);
    expect(repl.shown()).toBe(screenOf(BANNER, '> half a thought^C', '>'));
    repl.type(KEYS.up);
    await repl.waitFor(/> half a thought$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> half a thought^C', '> half a thought'));
  });

  test('exits when pressed twice on an empty line', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say(KEYS.ctrlC);
    await repl.say(`x${KEYS.ctrlC}`);
    await repl.say(KEYS.ctrlC);
    repl.type(KEYS.ctrlC);
    expect(await repl.exit).toBe(0);
    expect(repl.shown()).toBe(screenOf(BANNER, 'press Ctrl-C again to exit', '> x^C', 'press Ctrl-C again to exit'));
  });

  test('pressed twice during a reply stops only the reply', async () => {
    const repl = await openRepl({ server: await serveChat([unfinished('On and on'), reply()]) });
    repl.type('go\r');
    await repl.waitFor('On and on');
    await repl.say(KEYS.ctrlC + KEYS.ctrlC);
    await repl.say('still here?\r');
    expect(repl.text()).toContain('> still here?\n\nHello\n');
  });
});

describe.skipIf(process.platform === 'win32')('text typed during a reply', () => {
  /** `row`: how it is shown until the reply ends. */
  async function typingAhead(keys: string, row: string, how: (repl: Repl, end: () => void) => void) {
    const held = heldReply();
    const chat = await serveChat([held.answer, reply({ text: 'Second.' })]);
    const repl = await openRepl({ server: chat });
    repl.type('first\r');
    await repl.waitFor('It begins');
    repl.type(keys);
    const rows = screenOf(BANNER, '> first', '', 'It begins', row);
    await until(() => repl.shown() === rows);
    how(repl, held.end);
    return { repl, chat };
  }
  const ends = (_: Repl, end: () => void) => end();

  test('appears at the next prompt', async () => {
    const { repl } = await typingAhead('and then\u007fn', '> and then', ends);
    await repl.waitForLine(/> and then$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> first', '', 'It begins and ends.', SUMMARY, '', '> and then'));
  });

  test('is sent if Enter was pressed and the reply succeeded', async () => {
    const { repl, chat } = await typingAhead('and then\rmore', '> more  · queued', ends);
    await repl.waitForLine(/Second\.[^]*> more$/);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> first',
        '',
        'It begins and ends.',
        SUMMARY,
        '',
        '> and then',
        '',
        'Second.',
        SUMMARY,
        '',
        '> more',
      ),
    );
    expect(chat.said(1)).toEqual(['user: first', 'assistant: It begins and ends.', 'user: and then']);
  });

  test('appears at the prompt but is not sent if the reply was interrupted', async () => {
    const { repl, chat } = await typingAhead('and then\rmore', '> more  · queued', (repl) => repl.type(KEYS.ctrlC));
    await repl.waitForLine(/> and then\n {2}more$/);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> first',
        '',
        'It begins',
        'interrupted · 12 in · ~2 out · N s',
        '/continue picks up where it stopped, /retry starts over',
        '',
        '> and then',
        '  more',
      ),
    );
    expect(chat.asked()).toHaveLength(1);
  });

  test('appears at the prompt but is not sent if the reply failed', async () => {
    const drop = gate();
    const body = (async function* () {
      yield sse(...openReply({ deltas: ['It begins'] }));
      await drop.passed;
    })();
    const chat = await serveChat([{ body, end: 'reset' }, reply()]);
    const repl = await openRepl({ server: chat });
    repl.type('first\r');
    await repl.waitFor('It begins');
    repl.type('and then\r');
    await repl.waitFor('queued');
    drop.open();
    await repl.waitForLine(/> and then$/);
    expect(repl.text()).toMatch(
      /It begins\nclaude-stream: the reply was cut off: [^]*\n\/continue picks up where it stopped, \/retry starts over\n\n> and then$/,
    );
    expect(chat.asked()).toHaveLength(1);
  });

  test('can be pasted', async () => {
    const { repl, chat } = await typingAhead(`${pasted('one\ntwo\n')}\r`, '> one↵two↵ · queued', ends);
    await repl.waitFor(/Second\.[^]*\n>$/);
    expect(chat.said(1).at(-1)).toBe('user: one\ntwo\n');
  });
});

describe.skipIf(process.platform === 'win32')('a turn that failed', () => {
  const failures: [string, Answer, RegExp][] = [
    [
      'was rejected',
      apiError(401, 'authentication_error', 'invalid x-api-key'),
      /^claude-stream: authentication failed/,
    ],
    ['met an overloaded server', apiError(529, 'overloaded_error', 'Overloaded'), /^claude-stream: .*overloaded/i],
    ['lost its connection before any text', { body: '', end: 'reset' }, /^claude-stream: .*connection/],
  ];

  test.each(failures)('because it %s is reported, and is sent again with Up and Enter', async (_, failure, message) => {
    const chat = await serveChat([failure, reply({ text: 'Now it works.' }), reply({ text: 'More.' })]);
    const repl = await openRepl({ server: chat }, ['--max-retries', '0']);
    await repl.say('why?\r');
    const rows = repl.rows();
    expect(rows[3]).toMatch(message);
    expect(rows.slice(-3)).toEqual(['/retry sends the prompt again; another prompt leaves it out', '', '>']);
    repl.type(KEYS.up);
    await repl.waitFor(/> why\?$/);
    await repl.say('\r');
    expect(repl.rows().slice(-6, -3)).toEqual(['> why?', '', 'Now it works.']);
    await repl.say('and?\r');
    expect(chat.said(1)).toEqual(['user: why?']);
    expect(chat.said(2)).toEqual(['user: why?', 'assistant: Now it works.', 'user: and?']);
    repl.type(KEYS.up + KEYS.up);
    await repl.waitFor(/> why\?$/);
    repl.type(KEYS.up);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(repl.rows().at(-1)).toBe('> why?');
  });

  test.each(failures)('because it %s is sent again with /retry', async (_, failure) => {
    const chat = await serveChat([failure, reply({ text: 'Now it works.' }), reply({ text: 'More.' })]);
    const repl = await openRepl({ server: chat }, ['--max-retries', '0']);
    await repl.say('why?\r');
    await repl.say('/retry\r');
    expect(repl.rows().slice(-6, -3)).toEqual(['> /retry', '', 'Now it works.']);
    expect(chat.asked()[1]!.json).toEqual(chat.asked()[0]!.json);
    await repl.say('and?\r');
    expect(chat.said(2)).toEqual(['user: why?', 'assistant: Now it works.', 'user: and?']);
  });

  test('because it was rejected is not sent with the next prompt, also after resuming, where /retry sends it', async () => {
    const { env } = userFolders();
    const rejection = apiError(400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum');
    const chat = await serveChat(({ json }, index) =>
      JSON.stringify(json).includes('a huge paste') ? rejection : reply({ text: `Reply ${index}.` }),
    );
    const repl = await openRepl({ server: chat, env });
    await repl.say('my name is Bob\r');
    await repl.say('a huge paste\r');
    await repl.say('what is my name?\r');
    expect(chat.said(2)).toEqual(['user: my name is Bob', 'assistant: Reply 0.', 'user: what is my name?']);
    await repl.say('a huge paste\r');
    repl.type(KEYS.ctrlD);
    await repl.exit;

    const resumed = await openRepl({ server: chat, env }, ['-c']);
    await resumed.say('/retry\r');
    expect(chat.said(4).at(-1)).toBe('user: a huge paste');
    await resumed.say('bye\r');
    expect(chat.said(5).slice(2)).toEqual(['user: what is my name?', 'assistant: Reply 2.', 'user: bye']);
  });

  test('because no server is listening is reported', async () => {
    const repl = await openRepl({}, ['--max-retries', '0']);
    await repl.say('why?\r');
    expect(repl.rows().slice(1)).toEqual([
      '> why?',
      '',
      expect.stringContaining('claude-stream: '),
      ...repl.rows().slice(4, -3),
      '/retry sends the prompt again; another prompt leaves it out',
      '',
      '>',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a conversation near the end of its context window', () => {
  const models = [{ id: 'claude-opus-5-5', max_input_tokens: 200_000 }];

  test('is told how full it is', async () => {
    const chat = await serveChat([reply({ usage: { input_tokens: 170_000 } })], models);
    const repl = await openRepl({ server: chat });
    await repl.say('hi\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> hi',
        '',
        'end_turn · 170,000 in · 5 out · $0.68 · N s',
        'context 85% full (170,005 of 200,000 tokens); /new starts a new conversation',
        '',
        '>',
      ),
    );
  });

  test('is told nothing while there is room', async () => {
    const chat = await serveChat([reply({ text: 'Fine.', usage: { input_tokens: 100_000 } })], models);
    const repl = await openRepl({ server: chat });
    await repl.say('hi\r');
    expect(repl.rows().slice(1, 4)).toEqual(['> hi', '', 'Fine.']);
    expect(repl.rows()).toHaveLength(7);
  });

  test('does not make the user wait for the list of models', async () => {
    const server = await serve(({ path }) =>
      path.startsWith('/v1/models') ? { beforeHeadersMs: 60_000 } : reply({ usage: { input_tokens: 170_000 } }),
    );
    const repl = await openRepl({ server });
    await repl.say('hi\r');
    expect(repl.rows().at(-1)).toBe('>');
  });
});
