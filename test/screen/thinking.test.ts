import { describe, expect, test } from 'vitest';
import { gate } from '../helpers/gate.ts';
import { BANNER, openRepl, serveChat, normalizeScreen, SUMMARY } from '../helpers/repl.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { sse } from '../helpers/sse.ts';
import { blocksEvents, blocksReply, toolUse, textBlock, thinkingBlock } from '../helpers/tool-replies.ts';

const THOUGHT =
  'The user asks **why** there are tides. The moon pulls at the water that is nearest to it, and so it rises there. On the other side it rises, too.';
const rows80 = [
  'The user asks **why** there are tides. The moon pulls at the water that is',
  'nearest to it, and so it rises there. On the other side it rises, too.',
];
const rows40 = [
  'The user asks **why** there are tides.',
  'The moon pulls at the water that is',
  'nearest to it, and so it rises there.',
  'On the other side it rises, too.',
];
const screenOf = (...rows: string[]): string => rows.join('\n');
const blocks = [thinkingBlock(THOUGHT), textBlock('The **moon**.')];

/** A reply that pauses in the middle of its thinking until the test lets it continue. */
function held(all = blocks, until = 6) {
  const rest = gate();
  const events = blocksEvents(all);
  const answer = {
    body: (async function* () {
      yield sse(...events.slice(0, until));
      await rest.passed;
      yield sse(...events.slice(until));
    })(),
  };
  return { answer, goOn: () => rest.open() };
}

describe.skipIf(process.platform === 'win32')('--thinking on a terminal', () => {
  test.each([
    [80, rows80],
    [40, rows40],
  ])('shows the thinking above the reply, wrapped between words: %i columns', async (cols, rows) => {
    const server = await serve(blocksReply(blocks));
    const screen = openScreen(['--thinking', 'why tides?'], { server, cols });
    expect(await screen.exit).toBe(0);
    expect(screen.rows().slice(0, rows.length + 2)).toEqual([...rows, '', 'The moon.']);
    expect(screen.bytes()).toContain('\u001b[2mThe ');
  });

  test('shows it as it arrives, without the spinner', async () => {
    const { answer, goOn } = held();
    const screen = openScreen(['--thinking', 'why tides?'], { server: await serve(answer) });
    await screen.waitFor(/^The user asks \*\*why\*\* there are/);
    expect(screen.text()).not.toMatch(/\d s ·/);
    goOn();
    expect(await screen.exit).toBe(0);
  });

  test('shows it before each text of a conversation', async () => {
    const call = toolUse('toolu_1', 'nothing');
    const chat = await serveChat([
      blocksReply(blocks),
      blocksReply([thinkingBlock('Hm.'), call, thinkingBlock('Well.'), textBlock('Hi.')]),
    ]);
    const repl = await openRepl({ server: chat }, ['--thinking']);
    await repl.say('why tides?\r');
    expect(repl.shown()).toBe(screenOf(BANNER, '> why tides?', '', ...rows80, '', 'The moon.', SUMMARY, '', '>'));
    await repl.say('and then?\r');
    expect(repl.shown()).toContain(
      screenOf('> and then?', '', 'Hm.', '', 'Well.', '', 'Hi.', '', '● nothing', '  ✗ not run', ''),
    );
  });

  test('shows it even if the text goes elsewhere', async () => {
    const server = await serve(blocksReply(blocks));
    const screen = openShell('claude-stream --thinking hi > out; cat out', { server });
    await screen.exit;
    expect(normalizeScreen(screen.text())).toBe(screenOf(...rows80, '', SUMMARY, 'The **moon**.'));
  });

  test('does not let thinking control the terminal', async () => {
    const evil = 'evil\u001b]0;owned\u0007\u001b[2J\u001b[6n\u001b[?25l\u009b31m\u202eback\rover\u0008';
    const server = await serve(blocksReply([thinkingBlock(`One ${evil} two`), textBlock('Hi.')]));
    const screen = openScreen(['--thinking', 'hi'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.bytes()).not.toMatch(/\u001b\]0|\u001b\[2J|\u001b\[6n|\u009b|\u202e|\u0007|\u0008/);
    expect(screen.cursorVisible()).toBe(true);
    expect(screen.text()).toContain('One evil');
  });
});

describe.skipIf(process.platform === 'win32')('without --thinking', () => {
  test('the spinner says that the model is thinking, and for how long', async () => {
    const { answer, goOn } = held();
    const screen = openScreen(['why tides?'], { server: await serve(answer) });
    await screen.waitFor(/1 s · thinking \d s · 44 characters · claude-opus-5-5/);
    await screen.waitFor(/thinking 1 s/);
    goOn();
    expect(await screen.exit).toBe(0);
    expect(normalizeScreen(screen.text())).toBe(screenOf('The moon.', SUMMARY));
  });

  test('the spinner says so again after calls', async () => {
    const search = { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} };
    const found = { type: 'web_search_tool_result', tool_use_id: 's1', content: [] };
    const all = [thinkingBlock('Hm.'), search, found, thinkingBlock(THOUGHT), textBlock('The **moon**.')];
    const { answer, goOn } = held(all, 16);
    const screen = openScreen(['--web-search', 'why tides?'], { server: await serve(answer) });
    await screen.waitFor(/● web_search\n {2}✓ .* no output\n.*thinking \d s · \d+ characters/);
    goOn();
    expect(await screen.exit).toBe(0);
    expect(normalizeScreen(screen.text())).toBe(
      screenOf('● web_search', '  ✓ N s · no output', '', 'The moon.', SUMMARY),
    );
  });
});
