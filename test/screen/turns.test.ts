import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { blocksReply, textBlock, thinkingBlock, toolUse } from '../helpers/tool-replies.ts';
import { BANNER, normalizeScreen, openRepl, serveChat, SUMMARY, userFolders, type Repl } from '../helpers/repl.ts';
import { openScreen } from '../helpers/screen.ts';

const PROMPT = 'why is there a tide, and why is it there twice a day?';
/** The prompt in 40 columns: a mark and bold words, in rows that end between words. */
const PROMPT_ROWS = ['> why is there a tide, and why is it', '  there twice a day?'];
const BOLD = '\u001b[1m\u001b[36m> \u001b[39m\u001b[22m\u001b[1mwhy is there a tide, and why is it';
const TURN = [...PROMPT_ROWS, '', 'The moon pulls.'];

const rowsOf = (repl: Repl): string[] => normalizeScreen(repl.text()).split('\n');

describe.skipIf(process.platform === 'win32')('turns stand apart', () => {
  test('and look alike live, with -c, with /resume and in sessions show', async () => {
    const { env } = userFolders();
    const options = { server: await serveChat([reply({ text: 'The **moon** pulls.' })]), env, cols: 40, rows: 10 };
    const live = await openRepl(options, ['-q', '-n', 'tides']);
    for (let turns = 0; turns < 2; turns++) await live.say(`${PROMPT}\r`);
    expect(rowsOf(live)).toEqual([...TURN, '', ...TURN, '', '>']);
    expect(live.bytes()).toContain(BOLD);
    live.type('\u0004');
    await live.exit;

    const shown = openScreen(['sessions', 'show'], options);
    await shown.exit;
    expect(shown.rows()).toEqual([...TURN, '', ...TURN]);
    expect(shown.bytes()).toContain(BOLD);

    const hidden = ['… 1 turn not shown; claude-stream', '  sessions show prints everything'];
    const resumed = await openRepl(options, ['-q', '-c']);
    expect(rowsOf(resumed)).toEqual([...hidden, '', ...TURN, '', '>']);
    expect(resumed.bytes()).toContain(BOLD);
    resumed.type('\u0004');
    await resumed.exit;

    const other = await openRepl(options, ['-q']);
    await other.say('/resume tides\r');
    expect(rowsOf(other)).toEqual(['> /resume tides', '', ...hidden, '', ...TURN, '', '>']);
  });

  test('where the first prompt comes from the command line, which is shown as if it were typed', async () => {
    const options = { server: await serveChat(), cols: 40 };
    const repl = await openRepl(options, ['-q', '-i', PROMPT]);
    await repl.waitFor(/Hello\n\n>$/);
    expect(rowsOf(repl)).toEqual([...PROMPT_ROWS, '', 'Hello', '', '>']);
    expect(repl.bytes()).toContain(BOLD);
  });

  test('with a blank row above the reply and one below the closing line, but none around commands', async () => {
    const repl = await openRepl({ server: await serveChat([reply({ text: 'One.\n\nTwo.' })]) });
    await repl.say('hi\r');
    await repl.say('/effort low\r');
    expect(rowsOf(repl)).toEqual([
      ...[BANNER, '> hi', '', 'One.', '', 'Two.', SUMMARY, ''],
      ...['> /effort low', 'low', '>'],
    ]);
  });

  const blocks = [
    thinkingBlock('Hm.\n'),
    textBlock('Let me look.\n\n'),
    toolUse('toolu_1', 'one'),
    toolUse('toolu_2', 'two'),
    textBlock('\n\nFound.\n\n'),
  ];
  const BLOCKS = ['Hm.', '', 'Let me look.', '', 'Found.', '', '● #1 one', '  ✗ not run', '● two', '  ✗ not run', ''];

  test.each([[[]], [['--raw']]])('and so do thinking and calls, never by two blank rows (%j)', async (flags) => {
    const repl = await openRepl({ server: await serveChat([blocksReply(blocks)]) }, ['--thinking', ...flags]);
    await repl.say('go\r');
    expect(rowsOf(repl).slice(1, -3)).toEqual(['> go', '', ...BLOCKS]);
    expect(rowsOf(repl).at(-3)).toMatch(/^tool_use: /);
    expect(rowsOf(repl).slice(-2)).toEqual(['', '>']);
  });

  test.each([[[]], [['--raw']]])('in a one-shot without a blank row at the top (%j)', async (flags) => {
    const screen = openScreen(['--thinking', ...flags, 'go'], { server: await serveChat([blocksReply(blocks)]) });
    await screen.exit;
    expect(screen.rows().slice(0, -1)).toEqual(BLOCKS);
    expect(screen.rows().at(-1)).toMatch(/^tool_use: /);
  });
});

test.skipIf(process.platform === 'win32')('the notice of a recording breaks between words', async () => {
  const screen = openScreen(['--demo', 'thinking', '--speed', '0'], { cols: 40 });
  await screen.waitFor('weather)');
  expect(screen.rows().slice(0, 3)).toEqual([
    'claude-stream: playing a recording; no',
    '  model is called (demos: tour,',
    '  thinking, max-tokens, weather)',
  ]);
});
