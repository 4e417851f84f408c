import { describe, expect, it } from 'vitest';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';
import { MarkdownEngine } from '../../../src/markdown/markdown-engine.ts';
import { demos, readmes } from '../../helpers/documents.ts';

const KILOBYTE = 1024;
const FRAMES = 40;
const ROWS = 16;

const engine = () =>
  new MarkdownEngine({ width: () => 80, proseWidth: () => 80, styles: createStyles(1), hyperlinks: false });

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
