import hljs from 'highlight.js/lib/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';
import { MarkdownEngine } from '../../../src/markdown/markdown-engine.ts';
import { demos, readmes } from '../../helpers/documents.ts';

const KILOBYTE = 1024;
const FRAMES = 40;
const ROWS = 16;

const engine = () =>
  new MarkdownEngine({
    width: () => 80,
    proseWidth: () => 80,
    styles: createStyles(1),
    hyperlinks: false,
    math: 'unicode',
    emphasis: 'lenient',
  });

/** What it costs to take a text in small pieces, and to look at the live rows `FRAMES` times on the way. */
function work(text: string): { parsed: number; laidOut: number; perFrame: number } {
  const stream = engine();
  const every = Math.ceil(text.length / 12 / FRAMES);
  let delta = 0;
  let perFrame = 0;
  for (let at = 0; at < text.length; at += 12) {
    stream.push(text.slice(at, at + 12));
    if (++delta % every !== 0) continue;
    const before = stream.work;
    stream.live(ROWS);
    const { parsed, rows } = stream.work;
    perFrame = Math.max(perFrame, parsed - before.parsed + rows - before.rows);
  }
  stream.end();
  return { parsed: stream.work.parsed, laidOut: stream.work.rows, perFrame };
}

const filled = (text: string, size: number) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
const numbered = (size: number, line: (index: number) => string) => {
  let text = '';
  for (let index = 0; text.length < size; index++) text += line(index);
  return text;
};

const mixed = [...demos, ...readmes].map(({ text }) => text).join('\n\n');
const DOCUMENTS: readonly (readonly [string, (size: number) => string])[] = [
  ['mixed Markdown', (size) => filled(mixed, size)],
  ['one list', (size) => numbered(size, (index) => `- item ${index} with **bold** and \`code\`\n`)],
  ['one list of loose items', (size) => numbered(size, (index) => `${index + 1}. item\n\n   more of it\n\n`)],
  ['one list, ever deeper', (size) => numbered(size, (index) => `${'  '.repeat(index % 40)}- item ${index}\n`)],
  ['one table', (size) => `| a | b |\n|---|---|\n${numbered(size, (index) => `| cell ${index} | **bold** |\n`)}`],
  ['one block of code', (size) => `\`\`\`js\n${numbered(size, (index) => `const a${index} = "text"; // ${index}\n`)}`],
  ['one comment in code', (size) => `\`\`\`js\n/*\n${numbered(size, (index) => ` * line ${index}\n`)}`],
  ['one paragraph of many lines', (size) => numbered(size, (index) => `some words and **bold ${index}** ones\n`)],
  ['one line', (size) => numbered(size, (index) => `some words and \`code ${index}\` `)],
  ['one quote', (size) => numbered(size, (index) => `> quoted ${index} words\n`)],
  ['one block of HTML', (size) => `<div>\n${numbered(size, (index) => `<p>${index}</p>\n`)}`],
  ['definitions', (size) => numbered(size, (index) => `[r${index}]: http://e.x/${index}\n\nsee [r${index}]\n\n`)],
  ['formulas', (size) => numbered(size, (index) => `so $x_{${index}}^2$ is\n\n$$\n\\frac{a}{${index}}\n$$\n\n`)],
  ['a formula that never ends', (size) => `$$\n${numbered(size, (index) => `x_${index} + *y* = \\frac{a}{b}\n`)}`],
  ['formulas that never end', (size) => numbered(size, (index) => `$$\nx_${index} +\n\n\\[ a *b*\n`)],
  ['markers that never close', (size) => filled('*__a [b `` ', size)],
];

describe('the work grows with the text, and no faster', () => {
  it.each(DOCUMENTS)('in %s', (_, make) => {
    const small = work(make(32 * KILOBYTE));
    const large = work(make(256 * KILOBYTE));
    expect(large.parsed).toBeLessThanOrEqual(small.parsed * 9);
    expect(large.laidOut).toBeLessThanOrEqual(small.laidOut * 9);
  });

  it.each(DOCUMENTS)('and a look at the live rows of %s costs no more at its end than at its start', (_, make) => {
    expect(work(make(256 * KILOBYTE)).perFrame).toBeLessThanOrEqual(20 * KILOBYTE);
  });

  it('each character is parsed once, but for live rows', () => {
    for (const [, make] of DOCUMENTS) {
      const text = make(64 * KILOBYTE);
      const stream = engine();
      for (let at = 0; at < text.length; at += 12) stream.push(text.slice(at, at + 12));
      stream.end();
      expect(stream.work.parsed).toBeLessThanOrEqual(text.length);
    }
  });
});

describe('a block that is as large as one can be', () => {
  const SIZE = 8192;
  const ROWS_SHOWN = 16;
  afterEach(() => vi.restoreAllMocks());

  /** The most work of a step of twelve characters, and of a look at the live rows after it. */
  function mostWork(text: string) {
    const segmented = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    const highlighted = vi.spyOn(hljs, 'highlight');
    const length = (calls: readonly (readonly unknown[])[]) =>
      calls.reduce((sum, [given]) => sum + String(given).length, 0);
    const stream = engine();
    let before = { parsed: 0, rows: 0 };
    const measured = (work: () => unknown) => {
      segmented.mockClear();
      highlighted.mockClear();
      before = stream.work;
      work();
      return {
        parsed: stream.work.parsed - before.parsed,
        rows: stream.work.rows - before.rows,
        segmented: length(segmented.mock.calls),
        highlighted: length(highlighted.mock.calls),
      };
    };
    const steps = [measured(() => stream.push(text.slice(0, -300)))];
    const lives = [measured(() => stream.live(ROWS_SHOWN))];
    for (let at = text.length - 300; at < text.length; at += 12) {
      steps.push(measured(() => stream.push(text.slice(at, at + 12))));
      lives.push(measured(() => stream.live(ROWS_SHOWN)));
    }
    steps.push(measured(() => stream.end()));
    const most = (all: typeof steps, key: keyof (typeof steps)[0]) => Math.max(...all.map((work) => work[key]));
    const keys = ['parsed', 'rows', 'segmented', 'highlighted'] as const;
    const summary = (all: typeof steps) => Object.fromEntries(keys.map((key) => [key, most(all, key)]));
    return { step: summary(steps), live: summary(lives) };
  }

  it.each([
    ['English', 'some words and more of them '],
    ['Chinese', '这是一个很长的中文段落，里面没有任何空格。'],
    ['Japanese', 'これはとても長い段落です。カタカナも'],
    ['Korean', '이것은 매우 긴 단락입니다 '],
    ['Russian', 'Привет мир и всё такое '],
    ['Arabic with vowels', 'مَرحَبًا بِالعَالَم '],
    ['Thai', 'ภาษาไทยไม่มีช่องว่าง'],
    ['accents', 'e\u0301a\u0300o\u0302 '],
    ['emoji', '🙂🎉🚀✨'],
    ['a word', 'abc'],
    ['a URL', 'https://example.com/a/'],
  ])('is parsed once for a live view, and split into characters without a segmenter: %s', (_, words) => {
    const { step, live } = mostWork(filled(words, SIZE - 100).toWellFormed());
    expect(live['parsed']).toBeLessThanOrEqual(SIZE);
    expect(live['rows']).toBeLessThanOrEqual(ROWS_SHOWN);
    // Only the width of a character with a mark takes one, once.
    expect(live['segmented']).toBeLessThanOrEqual(100);
    expect(step['segmented']).toBeLessThanOrEqual(100);
  });

  it.each([
    ['Hindi', 'नमस्ते दुनिया '],
    ['Hindi without blanks', 'नमस्तेदुनिया'],
    ['families and flags', '👨‍👩‍👧🇩🇪'],
    ['many accents', `a${'\u0301'.repeat(20)}`],
  ])('is segmented once, and what is shown of it once more: %s', (_, words) => {
    const { step, live } = mostWork(filled(words, SIZE - 100));
    expect(live['parsed']).toBeLessThanOrEqual(SIZE);
    expect(live['segmented']).toBeLessThanOrEqual(SIZE * 3.5);
    expect(step['segmented']).toBeLessThanOrEqual(SIZE * 3.5);
  });

  it('of code in one line is highlighted as far as it is seen, and once it is whole', () => {
    const { step, live } = mostWork(`\`\`\`ts\n${filled('const a = {b: "c", d: [1, 2]}; ', 2000)}`);
    expect(live['highlighted']).toBeLessThanOrEqual(80);
    expect(step['highlighted']).toBeLessThanOrEqual(2000);
    const long = mostWork(`\`\`\`ts\n${filled('const a = {b: "c", d: [1, 2]}; ', 64 * KILOBYTE)}`);
    expect(long.live['highlighted']).toBeLessThanOrEqual(80);
    expect(long.step['highlighted']).toBe(0);
  });

  it.each([
    ['a comment', '/*\n'],
    ['a string', 'x = `\n'],
  ])('of code in %s is highlighted from not too far back', (_, start) => {
    const text = numbered(SIZE * 3, (index) => `words of line ${index} and more of them\n`);
    const { live } = mostWork(`\`\`\`js\n${start}${text}`);
    expect(live['highlighted']).toBeLessThanOrEqual(SIZE + 80);
  });

  it.each(['这是一个很长', 'words and '])('of a table, a cell of many %j, is parsed once for a live view', (words) => {
    const { live } = mostWork(`| a | b |\n|---|---|\n| ${filled(words, SIZE - 100)}`);
    expect(live['parsed']).toBeLessThanOrEqual(SIZE);
    expect(live['segmented']).toBe(0);
  });
});
