import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { KEYS, openRepl, serveChat } from '../helpers/repl.ts';
import { lacksTmux, openTmux } from '../helpers/tmux.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';

const TEXT = 'a line that is longer than a narrow window, and is typed without a pause';
/** The rows of a prompt in a window: the mark or the same number of blanks, then words up to the last column but one. */
const rowsOf = (text: string, columns: number): string[] =>
  text
    .match(new RegExp(`.{1,${columns - 3}}(?: |$)`, 'g'))!
    .map((row, index) => `${index === 0 ? '> ' : '  '}${row}`.trimEnd());

describe.skipIf(process.platform === 'win32')('a resized window', () => {
  test.each([
    ['narrower', [30]],
    ['wider', [120]],
    ['narrower, wider and narrower again', [24, 100, 40]],
  ])('shows a wrapped line once and whole while it is typed (%s)', async (_, sizes) => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cols: 60, rows: 20 });
    repl.type(TEXT);
    await repl.waitFor('pause');
    const shows = (text: string, columns: number) =>
      repl.waitFor(new RegExp(`\\n${rowsOf(text, columns).join('\\n')}$`));
    for (const columns of sizes) {
      repl.resize(columns, 20);
      await shows(TEXT, columns);
    }
    repl.type('!');
    await shows(`${TEXT}!`, sizes.at(-1)!);
    expect(repl.text().match(/> a line/g)).toHaveLength(1);
    await repl.say('\r');
    expect(chat.said(0)).toEqual([`user: ${TEXT}!`]);
  });

  test('keeps what stands above a long line when it gets much narrower', async () => {
    const repl = await openRepl({ server: await serveChat(), cols: 80, rows: 20 });
    await repl.say('/help\r');
    const above = repl.lines().slice(0, -1);
    repl.type(TEXT);
    await repl.waitFor(/pause$/);
    repl.resize(25, 20);
    await repl.waitFor(new RegExp(`\\n${rowsOf(TEXT, 25).join('\\n')}$`));
    expect(repl.lines().slice(0, above.length)).toEqual(above);
  });

  // Each row but the last becomes two, and pushes one above the prompt off: now it is at the top of the screen.
  test.skipIf(lacksTmux)('leaves no rows of the prompt in the scrollback of tmux', async () => {
    const long = TEXT.repeat(2).slice(0, 130);
    const tmux = openTmux('claude-stream', { server: await serveChat(), cols: 60, rows: 20 });
    await tmux.waitFor(/^>$/m);
    tmux.type(long);
    await tmux.waitFor(new RegExp(`^${rowsOf(long, 60).join('\n')}$`, 'm'));
    // What was painted a moment ago counts as painted for the new size: tmux may tell of it that late.
    await delay(500);
    tmux.resize(30, 20);
    await tmux.waitFor(new RegExp(`^${rowsOf(long, 30).join('\n')}$`, 'm'));
    expect(tmux.lines().filter((line) => line.startsWith('> '))).toHaveLength(1);
  });

  test('neither loses nor repeats any of a streaming reply, and the prompt returns', async () => {
    const words = Array.from({ length: 60 }, (_, i) => `w${i}x`);
    const body = (async function* () {
      yield sse(...openReply({ deltas: ['Begin.\n\n'] }));
      for (const word of words) {
        await delay(8);
        yield sse(textDelta(`${word}${/[05]x/.test(word) ? '\n\n' : ' '}`));
      }
      yield sse(...closeReply({ text: '' }));
    })();
    const chat = await serveChat([{ body }, reply()]);
    const repl = await openRepl({ server: chat, cols: 60, rows: 24 });
    repl.type('go\r');
    await repl.waitFor('w10x');
    repl.resize(40, 24);
    await repl.waitFor('w30x');
    repl.resize(70, 20);
    await repl.waitFor(/w59x[^]*\n>$/);
    expect(repl.text().match(/w\d+x/g)).toEqual(words);
    await repl.say('and?\r');
    expect(repl.rows().slice(-6, -3)).toEqual(['> and?', '', 'Hello']);
  });

  test('redraws a list', async () => {
    const repl = await openRepl({ server: await serveChat(), cols: 60, rows: 20 });
    await repl.say('a prompt that is long enough to be cut in a narrow window\r');
    await repl.say('/new\r');
    repl.type('/resume\r');
    await repl.waitFor(/continue:\n> a prompt .*turn\n/);
    repl.resize(30, 20);
    await delay(150);
    expect(repl.rows().slice(-2)).toEqual(['continue:', expect.stringMatching(/^> a prompt .*… {2}.*…$/)]);
    await repl.say(KEYS.escape);
    expect(repl.rows().at(-1)).toBe('>');
  });
});
