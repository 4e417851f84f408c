import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples, NASTY_LINES, wholeDocuments, type Document } from '../../helpers/documents.ts';
import { markedStructure, structure } from '../../helpers/structure.ts';

/** Where marked reads a document in another way than CommonMark and GitHub do, and we do not follow it. */
const MARKED_DEVIATES: readonly { readonly because: string; readonly where: (document: string) => boolean }[] = [
  {
    because: 'an underline, not a delimiter row, decides first: a line of a table can be the text of a heading',
    where: (document) => /\|.*\n(?:.+\n)*? {0,3}(?:=+|-+)[ \t]*(?:\n|$)/.test(document),
  },
  {
    because: 'behind a definition that stands alone, its paragraph goes on with indented text and with tags of a line',
    where: (document) => /^ {0,3}\[[^\]]+\]: .*\n(?:.+\n)*?(?: {4}| {0,3}\t| {0,3}<)/m.test(document),
  },
  {
    because: 'a line above a delimiter row is its header also where it is indented by more than three columns',
    where: (document) => /\n(?: {4,}| {0,3}\t).*\n {0,3}[|: -]*-[|: -]*(?:\n|$)/.test(document),
  },
  {
    because: 'a definition above a delimiter row is the header of a table, as any line is',
    where: (document) => /^ {0,3}\[[^\]]+\]: .*\n {0,3}[|: -]*-[|: -]*(?:\n|$)/m.test(document),
  },
  {
    because: 'cells that are too many are shown here, and dropped there',
    where(document) {
      const lines = document.split('\n');
      const bars = (line: string) => line.split('|').length;
      return lines.some(
        (line, index) =>
          /^[\s|:-]*-[\s|:-]*$/.test(line) && lines.slice(index + 1).some((row) => bars(row) > bars(line)),
      );
    },
  },
  {
    because: 'a tag alone on its line ends a table, as any other block does',
    where: (document) => /(?:^|\n).*-.*\n(?:.+\n)*? {0,3}<\/?[a-z]/i.test(document),
  },
  {
    because: 'formulas are blocks here, and nothing of their own there',
    where: (document) => /\$\$|\\\[|\\begin|\$P\(A\|B/.test(document),
  },
  {
    because: 'a line of nothing but a tab ends a table, as any blank line does',
    where: (document) => /\n[ \t]*\t[ \t]*\n/.test(document),
  },
];

/**
 * Lines that hold no markers of lists and quotes: for what may follow those, marked has rules of its own. Nor tables of
 * one column: cells that are too many are shown here, and dropped there.
 */
const LEAF_LINES = NASTY_LINES.filter(
  (line) =>
    line !== '|---|' &&
    // Footnotes, which marked does not know.
    !line.startsWith('[^') &&
    !/^\s*(?:[-+*>]|\d+[.)])(?!\*)/.test(line) &&
    !/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028]/.test(line),
);

const leafDocuments = fc
  .array(fc.tuple(fc.constantFrom('', '', '', ' ', '   ', '    '), fc.constantFrom(...LEAF_LINES, '---', '***')), {
    minLength: 1,
    maxLength: 8,
  })
  .map((lines) => lines.map((line) => line.join('')).join('\n'));

/** Blocks as people and models write them, any of them in any other. */
const { blocks: writtenDocuments } = fc.letrec<{ blocks: string; block: string }>((tie) => {
  const words = fc.constantFrom('some words', '**bold** words', 'a `code` word', '[a link](http://e.x)', 'two\nlines');
  const inside = (first: string, text: string) => {
    const indent = ' '.repeat(first.length);
    return text
      .split('\n')
      .map((line, i) => (i === 0 ? first + line : line === '' ? '' : indent + line))
      .join('\n');
  };
  const items = (marker: (index: number) => string) =>
    fc
      .tuple(words, fc.array(fc.tuple(words, fc.option(tie('blocks'))), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([, list, loose]) =>
        list
          .map(([text, more], index) => inside(marker(index), more === null ? text : `${text}\n\n${more}`))
          .join(loose ? '\n\n' : '\n'),
      );
  return {
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n\n')),
    block: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      words,
      fc.tuple(fc.integer({ min: 1, max: 6 }), words).map(([n, text]) => `${'#'.repeat(n)} ${text.split('\n')[0]}`),
      fc.constantFrom('Title\n===', 'Title\n---', '***', '| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |'),
      fc.constantFrom('```js\nconst x = 1;\n\nlet y;\n```', '~~~\n```\n~~~', '````md\n```\nx\n```\n````'),
      fc.constantFrom('<div>\nraw\n</div>', '[r]: http://e.x', '<!-- note -->'),
      items(() => '- '),
      items((index) => `${index + 1}. `),
      items((index) => `${index + 7}) `),
      tie('blocks').map((text) => text.replace(/^/gm, '> ')),
    ),
  };
});

describe('the blocks of a document are those that marked finds', () => {
  it('in every example of the specifications', () => {
    for (const { name, text } of examples) {
      // Cells beyond the columns are shown, where GitHub drops them.
      const ours = structure(text).map((leaf) =>
        name.startsWith('GFM example 204 ') ? leaf.replace(' | boo', '') : leaf,
      );
      expect({ name, blocks: ours }).toEqual({ name, blocks: markedStructure(text) });
    }
  });

  it.each(wholeDocuments)('in $name', ({ text }: Document) => {
    expect(structure(text)).toEqual(markedStructure(text));
  });

  it('in documents as they are written, blocks nested in any way', () => {
    fc.assert(
      fc.property(writtenDocuments, (text) => {
        expect(structure(text)).toEqual(markedStructure(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('in random lines that hold no containers, but where marked deviates', () => {
    fc.assert(
      fc.property(leafDocuments, (text) => {
        fc.pre(!MARKED_DEVIATES.some(({ where }) => where(text)));
        expect(structure(text)).toEqual(markedStructure(text));
      }),
      { numRuns: 2000 },
    );
  });
});
