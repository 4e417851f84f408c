import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { whenAsked } from '../helpers/approval-screen.ts';
import { gate } from '../helpers/gate.ts';
import { listing, scripted } from '../helpers/mcp.ts';
import { BANNER, KEYS, openRepl, pasted, serveChat, SUMMARY } from '../helpers/repl.ts';
import type { Answer } from '../helpers/server.ts';
import type { ScreenOptions } from '../helpers/screen.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { blocksReply, mcpConfig, textBlock, toolUse } from '../helpers/tool-replies.ts';

/** A reply whose pieces come one by one, each when the test says so. */
function steppedReply(...pieces: readonly string[]): { answer: Answer; next: () => void } {
  const gates = pieces.map(() => gate());
  let at = 0;
  const body = (async function* () {
    for (const [index, piece] of pieces.entries()) {
      await gates[index]!.passed;
      yield index === 0 ? sse(...openReply({ deltas: [piece] })) : sse(textDelta(piece));
    }
    yield sse(...closeReply({ text: '' }));
  })();
  return { answer: { body }, next: () => gates[at++]!.open() };
}

const SPINNER = String.raw`[⠀-⣿] \d+ s · [^\n]*`;
const count = (text: string, part: string) => text.split(part).length - 1;

describe.skipIf(process.platform === 'win32')('what is typed during a reply', () => {
  test.each<[string, readonly string[], ScreenOptions]>([
    ['80 columns', [], {}],
    ['40 columns', [], { cols: 40 }],
    ['80 columns, with plain text', ['--markdown', 'never'], {}],
    ['40 columns, with plain text', ['--markdown', 'never'], { cols: 40 }],
    ['a window that is full', [], { rows: 6 }],
    ['a window that is full, with plain text', ['--markdown', 'never'], { rows: 6 }],
  ])('stands below it in %s, and becomes the next line', async (_, args, options) => {
    const { answer, next } = steppedReply('One.\n\nTw', 'o.\n\nThree.\n\n', 'Four.');
    const chat = await serveChat([answer, reply()]);
    const repl = await openRepl({ server: chat, ...options }, args);
    repl.type('go\r');
    await repl.waitFor(/> go\n/);
    next();
    await repl.waitFor(/\nTw$/);
    repl.type('and wh');
    await repl.waitFor(/\nTw\n> and wh$/);
    next();
    await repl.waitFor(/\nThree\.\n+> and wh$/);
    repl.type('at?');
    await repl.waitFor(/\nThree\.\n+> and what\?$/);
    next();
    await repl.waitForLine(/\nend_turn [^]*\n> and what\?$/);
    expect(count(repl.text(), 'and wh')).toBe(1);
    expect(repl.text()).toContain('> go\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\nend_turn');
    await repl.say('\r');
    expect(chat.said(1).at(-1)).toBe('user: and what?');
  });

  test('stands below the spinner until the text comes', async () => {
    const { answer, next } = steppedReply('Hello', '.');
    const repl = await openRepl({ server: await serveChat([answer]) });
    repl.type('go\r');
    await repl.waitFor(new RegExp(`> go\n\n${SPINNER}$`));
    repl.type('more');
    await repl.waitFor(new RegExp(`> go\n\n${SPINNER}\n> more$`));
    next();
    await repl.waitFor(/> go\n\nHello\n> more$/);
    next();
    await repl.waitForLine(/end_turn [^\n]*\n\n> more$/);
    expect(repl.shown()).toBe([BANNER, '> go', '', 'Hello.', SUMMARY, '', '> more'].join('\n'));
  });

  test('is shown as the line editor would: edited, its end where it is long, a paste as one word', async () => {
    const { answer, next } = steppedReply('Hello', '.');
    const repl = await openRepl({ server: await serveChat([answer]), cols: 40 });
    repl.type('go\r');
    next();
    await repl.waitFor(/Hello$/);
    repl.type('the quick brown fox jumps over the lazy dog');
    await repl.waitFor(/\n> …k brown fox jumps over the lazy dog$/);
    repl.type(`${KEYS.ctrlU}the cat${'\u007f'.repeat(3)}dog`);
    await repl.waitFor(/\n> the dog$/);
    repl.type(pasted('x\n'.repeat(30)));
    await repl.waitFor(/\n> the dog\[pasted 30 lines\]$/);
    repl.type(`${KEYS.ctrlU}${KEYS.up}`);
    await repl.waitFor(/Hello\n> go$/);
    repl.type(KEYS.ctrlU);
    await repl.waitFor(/Hello$/);
    next();
    expect(await repl.waitForLine(/end_turn[^]*\n>$/)).not.toContain('dog');
  });

  test('and ended with Enter is queued, and sent line by line when the reply is whole', async () => {
    const { answer, next } = steppedReply('Hello', '.');
    const chat = await serveChat([answer, reply({ text: 'To one.' }), reply({ text: 'To two.' })]);
    const repl = await openRepl({ server: chat });
    repl.type('go\r');
    next();
    await repl.waitFor(/Hello$/);
    repl.type('one\r');
    await repl.waitFor(/Hello\n> one · queued$/);
    repl.type('two\r');
    await repl.waitFor(/Hello\n> two · 2 queued$/);
    repl.type('three');
    await repl.waitFor(/Hello\n> three {2}· 2 queued$/);
    next();
    await repl.waitForLine(/To two\.\n[^\n]*\n\n> three$/);
    const turn = (prompt: string, text: string) => [`> ${prompt}`, '', text, SUMMARY, ''];
    const turns = [...turn('go', 'Hello.'), ...turn('one', 'To one.'), ...turn('two', 'To two.')];
    expect(repl.shown()).toBe([BANNER, ...turns, '> three'].join('\n'));
    expect(chat.asked()).toHaveLength(3);
  });

  test('stays when Ctrl-C stops the reply, and nothing of it is sent', async () => {
    const { answer, next } = steppedReply('Hello', '.');
    const chat = await serveChat([answer]);
    const repl = await openRepl({ server: chat });
    repl.type('go\r');
    next();
    await repl.waitFor(/Hello$/);
    repl.type('one\rtwo');
    await repl.waitFor(/> two {2}· queued$/);
    repl.type(KEYS.ctrlC);
    await repl.waitForLine(/\n> one\n {2}two$/);
    expect(repl.text()).not.toContain('queued');
    expect(chat.asked()).toHaveLength(1);
  });

  test.each([
    ['Markdown', []],
    ['plain text', ['--markdown', 'never']],
  ])('is neither lost nor left behind when the window gets another size meanwhile (%s)', async (_, args) => {
    const words = Array.from({ length: 24 }, (_, index) => `w${index}x`);
    const pieces = words.map((word, index) => `${word}${index % 4 === 3 ? '\n\n' : ' '}`);
    const { answer, next } = steppedReply(...pieces);
    const chat = await serveChat([answer]);
    const repl = await openRepl({ server: chat, cols: 80, rows: 12 }, args);
    const typed = 'typed while the window changes and the words come';
    repl.type('go\r');
    next();
    await repl.waitFor(/w0x$/);
    repl.type(typed);
    await repl.waitFor(/words come$/);
    const sizes = [
      [60, 12],
      [40, 12],
      [70, 8],
      [80, 16],
      [50, 12],
    ] as const;
    for (const [index, word] of words.entries()) {
      if (index === 0) continue;
      if (index % 4 === 2) {
        const [columns, rows] = sizes[Math.floor(index / 4) % sizes.length]!;
        repl.resize(columns, rows);
      }
      next();
      // At the end of the row and below it.
      await repl.waitFor(new RegExp(`${word}\\s+> [^\n]*words come$|${word}[^]*\n> typed[^]*words come$`));
    }
    await repl.waitForLine(/end_turn[^]*> typed[^]*come$/);
    expect(repl.text().match(/w\d+x/g)).toEqual(words);
    expect(count(repl.text().replaceAll(/\n {2}/g, ''), 'words come')).toBe(1);
  });

  const box = () => scripted('box', `${listing({ name: 'open' })} 'tools/call': () => {},`);
  const calls = blocksReply([textBlock('I open it.'), toolUse('toolu_1', 'open', { lid: 'the red one' })]);

  test('is visible while a tool call runs', async () => {
    const args = ['--mcp-config', mcpConfig(box()), '--allow-tool', 'box__open'];
    const repl = await openRepl({ server: await serveChat([calls]) }, args);
    repl.type('go\r');
    await repl.waitFor(/open running/);
    repl.type('hurry');
    await repl.waitFor(new RegExp(`● open[^]*\n${SPINNER}\n> hurry$`));
    repl.type(KEYS.ctrlC);
    await repl.waitForLine(/interrupted[^]*\n> hurry$/);
    expect(count(repl.text(), 'hurry')).toBe(1);
  });

  test('makes way for an approval prompt, does not answer it, and comes back', async () => {
    const { answer, next } = steppedReply('Done', '.');
    const chat = await serveChat([calls, answer]);
    const server = scripted(
      'box',
      `${listing({ name: 'open' })} 'tools/call': (_, answer) => answer({ content: [] }),`,
    );
    const repl = await openRepl({ server: chat }, ['--mcp-config', mcpConfig(server)]);
    // What is typed while the prompt is on its way belongs to the next line, too.
    repl.type('go\ry');
    await whenAsked(repl);
    expect(await repl.waitFor(/the red one/)).not.toMatch(/\n> y/);
    expect(chat.asked()).toHaveLength(1);
    repl.type('y');
    await repl.waitFor(/\n> y$/);
    next();
    await repl.waitFor(/Done\n> y$/);
    next();
    await repl.waitForLine(/end_turn[^\n]*\n\n> y$/);
    expect(repl.text()).not.toContain('queued');
    expect(chat.asked()).toHaveLength(2);
  });
});
