import { describe, expect, test } from 'vitest';
import { openClock, PAINT_MS } from '../helpers/clock.ts';
import { gate } from '../helpers/gate.ts';
import { normalizeOutput } from '../helpers/normalize-output.ts';
import { openScreen, type ScreenOptions } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { blockStop, closeReply, openReply, sse, textDelta, textStart, type WireEvent } from '../helpers/sse.ts';

const SPINNER = /\n[⠀-⣿] \d+ s · [^\n]*$/;
/** With the closing line, in a window of any width, in one row. */
const shown = (text: string) => normalizeOutput(text.replace(/end_turn[^]*/, (line) => line.replace(/\s*\n\s*/, ' ')));
const SUMMARY = 'end_turn · 12 in · 5 out · $0.0001 · N s';

/** A reply that is silent after these events until the test lets it end. */
async function open(
  before: readonly WireEvent[],
  after: readonly WireEvent[],
  args: readonly string[] = [],
  options: ScreenOptions = {},
) {
  const rest = gate();
  const server = await serve({
    body: (async function* () {
      yield sse(...before);
      await rest.passed;
      yield sse(...after);
    })(),
  });
  const clock = await openClock({ shortMs: PAINT_MS });
  const screen = openScreen([...args, 'hi'], { server, clock, ...options });
  return { ...screen, clock, goOn: () => rest.open() };
}

const thinkingDelta = (thinking: string): WireEvent => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'thinking_delta', thinking },
});

describe.skipIf(process.platform === 'win32')('a reply that is silent for two seconds', () => {
  const before = openReply({ deltas: ['A first paragraph.\n\nA sec'] });
  const after = [textDelta('ond one.'), ...closeReply({ text: '' })];

  test.each([
    ['Markdown at 80 columns', [], {}],
    ['Markdown at 40 columns', [], { cols: 40 }],
    ['plain text at 80 columns', ['--markdown', 'never'], {}],
    ['plain text at 40 columns', ['--markdown', 'never'], { cols: 40 }],
    ['plain text at the bottom of the screen', ['--markdown', 'never'], { rows: 3 }],
  ])('gets the spinner below it, which goes without a trace: %s', async (_, args, options) => {
    const screen = await open(before, after, args, options);
    expect(await screen.waitFor('A sec')).not.toMatch(SPINNER);
    await screen.clock.timer(2000);
    await screen.clock.advance(1000);
    expect(screen.text()).not.toMatch(SPINNER);
    await screen.clock.advance(1000);
    expect(await screen.waitFor(SPINNER)).toMatch(/^A first paragraph\.\n\nA sec\n[⠀-⣿] \d s · 25 characte/);
    screen.goOn();
    await screen.exit;
    expect(shown(screen.text())).toBe(`A first paragraph.\n\nA second one.\n${SUMMARY}`);
    expect(screen.cursorVisible()).toBe(true);
  });

  test('gets it below thinking, too', async () => {
    const thought = openReply({ thinking: 'Let me see' });
    const said = [thinkingDelta(' about it.'), blockStop(0), textStart(1), textDelta('Hello', 1), blockStop(1)];
    const screen = await open(thought, [...said, ...closeReply()], ['--thinking']);
    await screen.waitFor('Let me');
    await screen.clock.timer(2000);
    await screen.clock.advance(2000);
    await screen.waitFor(SPINNER);
    screen.goOn();
    await screen.exit;
    expect(shown(screen.text())).toBe(`Let me see about it.\n\nHello\n${SUMMARY}`);
  });

  test('leaves nothing of the spinner behind when it is interrupted', async () => {
    const screen = await open(before, after);
    await screen.waitFor('A sec');
    await screen.clock.timer(2000);
    await screen.clock.advance(2000);
    await screen.waitFor(SPINNER);
    screen.kill('SIGINT');
    await screen.exit;
    expect(screen.text()).toMatch(/^A first paragraph\.\n\nA sec\n/);
    expect(screen.text()).not.toMatch(/characters/);
    expect(screen.cursorVisible()).toBe(true);
  });

  test('keeps the spinner below it when the window gets narrower and wider', async () => {
    const screen = await open(before, after);
    await screen.waitFor('A sec');
    await screen.clock.timer(2000);
    await screen.clock.advance(2000);
    await screen.waitFor(SPINNER);
    screen.resize(40, 24);
    await screen.waitFor(/…$/);
    screen.resize(80, 24);
    await screen.waitFor(/claude-opus-5-5$/);
    screen.goOn();
    await screen.exit;
    expect(shown(screen.text())).toBe(`A first paragraph.\n\nA second one.\n${SUMMARY}`);
  });
});
