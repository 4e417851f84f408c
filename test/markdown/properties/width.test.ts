import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../../src/markdown/block-parser.ts';
import { createCleaner } from '../../../src/markdown/clean.ts';
import { expandTabs } from '../../../src/markdown/layout/wrap.ts';
import type { MarkdownStreamOptions } from '../../../src/markdown/markdown-stream.ts';
import { MarkdownStream } from '../../../src/markdown/markdown-stream.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { examples, nastyDocuments, wholeDocuments, type Document } from '../../helpers/documents.ts';
import { plainRows, rowsOf, SEQUENCES, withoutSequences } from '../../helpers/rows.ts';

const width = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 500 }));
const settings: fc.Arbitrary<MarkdownStreamOptions> = fc.record({
  width,
  color: fc.constantFrom(0, 1, 3),
  hyperlinks: fc.boolean(),
  wrap: fc.constantFrom<('auto' | number)[]>('auto', 60, 1),
});

/** The lines of code in a text, as they are shown. */
function codeLines(text: string): string[] {
  const lines: string[] = [];
  const parser = new BlockParser((block) => {
    if (block.type === 'fenced-code' || block.type === 'indented-code') lines.push(expandTabs(block.line).trimEnd());
  });
  const cleaner = createCleaner();
  for (const line of (cleaner.push(text) + cleaner.end()).split('\n')) parser.line(line);
  parser.end();
  return lines;
}

/** A row that holds nothing but a word with a URL, behind markers. */
const URL_ROW = /^[ │•☐☑\d.)]*[^ ]*(?::\/\/|www\.)[^ ]*$/i;

/** The parts of a row in their order: sequences, and the text between them. */
const opens = (row: string) => ({
  sgr: [...row.matchAll(/\u001b\[([\d;]*)m/g)].map(([, code]) => code),
  links: [...row.matchAll(/\u001b\]8;([^\u001b]*)\u001b\\/g)].map(([, link]) => link),
});

function expectRow(row: string, options: MarkdownStreamOptions, code: readonly string[] = []): void {
  const plain = withoutSequences(row);
  const isWhole = URL_ROW.test(plain) || code.some((line) => line !== '' && plain.endsWith(line));
  if (!isWhole) expect(widthOf(plain)).toBeLessThanOrEqual(options.width as number);
  expect(plain).not.toMatch(/[ \t]$/);
  expect(row).not.toContain('\n');
  const { sgr, links } = opens(row);
  // The last style is a reset, the last link an end, and no link opens inside of another.
  if (sgr.length > 0) expect(['0', '']).toContain(sgr.at(-1));
  expect(links.every((link, index) => (link === ';') === (index % 2 === 1))).toBe(true);
  expect(links.length % 2).toBe(0);
  if (options.color === 0) expect(sgr).toEqual([]);
  if (options.hyperlinks === false) expect(links).toEqual([]);
  for (const link of links) expect(link).toMatch(/^(?:;|id=[a-z\d]+;(?:https?|mailto|file):[\x21-\x7e]*)$/i);
}

function expectRows(text: string, options: MarkdownStreamOptions): void {
  const code = codeLines(text);
  for (const row of rowsOf(text, options)) expectRow(row, options, code);
  const stream = new MarkdownStream(options);
  stream.push(text);
  for (const row of stream.live()) {
    expectRow(row, options, code);
    expect(widthOf(withoutSequences(row))).toBeLessThanOrEqual(options.width as number);
  }
}

describe('a row is no wider than the window but for code and URLs, and closes what it opens', () => {
  it.each([1, 2, 7, 20, 80, 500])('in every example of the specifications, in a window of %i columns', (columns) => {
    expect.hasAssertions();
    for (const { text } of examples) expectRows(text, { width: columns, color: 1, hyperlinks: true });
  });

  it.each(wholeDocuments)('in $name', ({ text }: Document) => {
    expect.hasAssertions();
    for (const columns of [9, 40, 100]) expectRows(text, { width: columns, color: 3, hyperlinks: true });
  });

  it('in random documents, in windows of any width', () => {
    expect.hasAssertions();
    fc.assert(fc.property(nastyDocuments(), settings, expectRows), { numRuns: 1500 });
  });

  it('has no blanks at its end', () => {
    fc.assert(
      fc.property(nastyDocuments(), (text) => {
        for (const row of plainRows(text, { width: 300 })) expect(row).not.toMatch(/[ \t]$/);
      }),
      { numRuns: 500 },
    );
  });

  it('only where it is asked to: prose that is not wrapped keeps its lines whole', () => {
    const text = 'word '.repeat(40).trim();
    expect(plainRows(text, { width: 20, wrap: 'none' })).toEqual([text]);
  });
});

describe('a line of code that is very long', () => {
  const line = `const a = [${'1, '.repeat(30_000)}]`;
  const places: readonly (readonly [string, (line: string) => string, string])[] = [
    ['in a fence', (code) => `\`\`\`\n${code}\n\`\`\`\n`, ''],
    ['indented', (code) => `    a\n    ${code}\n`, ''],
    ['in a quote in an item', (code) => `- > ~~~js\n  > ${code}\n  > ~~~\n`, '  │ '],
  ];

  it.each(places)('is one row %s, however it arrives', (_, make, lead) => {
    for (const size of [100_000, 8192, 997]) {
      const pieces = make(line).match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      expect(plainRows(pieces, { width: 40 }).includes(lead + line)).toBe(true);
      expect(plainRows(pieces, { wrap: 'none' }).includes(lead + line)).toBe(true);
    }
  });

  it('is cut off in a live view', () => {
    const stream = new MarkdownStream({ color: 0, width: 20 });
    stream.push(`> \`\`\`\n> ${line}`);
    expect(stream.live()).toEqual(['│ ──', '│ const a = [1, 1, …']);
  });

  it('is cut after a mebibyte, so that what is held stays bounded', () => {
    const rows = plainRows(`\`\`\`\n${'x'.repeat(1_048_577)}\n\`\`\`\n`);
    expect(rows.map(({ length }) => length)).toEqual([2, 1_048_576, 1]);
  });

  it('is text once its quote has ended, and cut as text is', () => {
    const rows = plainRows(`> \`\`\`\n> a\n${'x'.repeat(10_000)}\n`, { wrap: 'none' });
    expect(rows.map(({ length }) => length)).toEqual([4, 3, 0, 8192, 1808]);
  });
});

describe('the width of the window', () => {
  it('counts from the next block on when it changes', () => {
    let columns = 40;
    const stream = new MarkdownStream({ width: () => columns, color: 0 });
    const line = 'one two three four five six\n\n';
    expect(stream.push(line)).toEqual(['one two three four five six']);
    columns = 10;
    expect(stream.push(line)).toEqual(['', 'one two', 'three four', 'five six']);
  });

  it('is left alone by prose beyond a hundred columns, and kept by all else', () => {
    const rows = plainRows(`${'word '.repeat(60)}\n\n\`\`\`\n${'x'.repeat(150)}\n\`\`\`\n`, { width: 200 });
    expect(Math.max(...rows.slice(0, -2).map(widthOf))).toBeLessThanOrEqual(100);
    expect(rows.at(-1)).toBe('x'.repeat(150));
  });

  it('never loses or doubles a word when it changes at random', () => {
    const widths = fc.array(fc.integer({ min: 8, max: 100 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 5, max: 60 }), (all, count) => {
        const words = Array.from({ length: count }, (_, index) => `w${index}w`);
        const text = words
          .map((word, index) => `${['', '- ', '> ', '# '][index % 4]}${word}${index % 3 === 0 ? '\n\n' : '\n'}`)
          .join('');
        let turn = 0;
        const rows = plainRows(text.split(/(?<=\n)/), { width: () => all[turn++ % all.length]! });
        expect(rows.join(' ').match(/w\d+w/g)).toEqual(words);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a table', () => {
  const cell = fc.constantFrom(
    'a',
    'two words',
    '**bold**',
    '`code`',
    '日本語',
    '🙂',
    'a longer cell of many words',
    '',
    'http://e.x/y',
  );
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .chain(([columns, rows]) =>
      fc.tuple(
        fc.array(fc.constantFrom('---', ':--', '--:', ':-:'), { minLength: columns, maxLength: columns }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows + 1,
          maxLength: rows + 1,
        }),
      ),
    )
    .map(([delimiters, [header, ...rows]]) =>
      [header!, delimiters, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    );

  it('has columns that are all equally wide, wherever they have room', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 120 }), (text, columns) => {
        const rows = rowsOf(text, { width: columns, color: 1, hyperlinks: true });
        const plain = rows.map(withoutSequences);
        for (const row of plain) if (!URL_ROW.test(row)) expect(widthOf(row)).toBeLessThanOrEqual(columns);
        fc.pre(plain.some((row, index) => index > 0 && /^─+┼[─┼]+$/.test(row)));
        const bars = plain.map((row) => row.split(/[│┼]/).slice(0, -1).map(widthOf).join());
        expect(new Set(bars).size).toBe(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a sequence', () => {
  it('is one of those that are allowed for', () => {
    const rows = rowsOf('**bold** [a](http://e.x/ü?q=1&amp;r=2) `c`', { color: 3, hyperlinks: true });
    expect(rows.join('').replace(SEQUENCES, '')).toBe('bold a c');
  });
});
