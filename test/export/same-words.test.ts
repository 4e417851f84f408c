import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { BlockParser } from '../../src/markdown/block-parser.ts';
import { noLinks, splitDefinitions } from '../../src/markdown/inline/link-definitions.ts';
import { LineReader } from '../../src/markdown/line-reader.ts';
import { cases, examples, NASTY_LINES, nastyDocuments, wholeDocuments } from '../helpers/documents.ts';
import { htmlText, nestingFaults } from '../helpers/html-text.ts';
import { rowsOf, withoutSequences } from '../helpers/rows.ts';

/** Wide enough for every table and formula of these documents. */
const WIDTH = 100_000;

/** The words and boxes of a text, raised and lowered letters as others; bars, bullets and punctuation are left out. */
const wordsOf = (text: string): string[] => text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+|[☐☑]/gu) ?? [];

/** A document with its link definitions before it too: rows are final, so only a page knows those that follow. */
function withDefinitionsFirst(document: string): string {
  const lines: string[] = [];
  const parser = new BlockParser((block) => {
    if (block.type === 'paragraph') lines.push(...splitDefinitions(block.text, noLinks()).lines);
  });
  const reader = new LineReader(parser);
  reader.push(document);
  reader.end();
  return lines.length === 0 ? document : `${lines.join('\n')}\n\n${document}`;
}

function terminalWords(document: string): string[] {
  const rows = rowsOf(document, { width: WIDTH, wrap: 'none', color: 0, hyperlinks: true });
  return wordsOf(rows.map(withoutSequences).join('\n'));
}

function expectSameWords(text: string): void {
  const document = withDefinitionsFirst(text);
  const html = markdownHtml(document);
  expect(nestingFaults(html)).toEqual([]);
  expect(wordsOf(htmlText(html))).toEqual(terminalWords(document));
}

describe('the words of a page are the words of the terminal', () => {
  it.each(examples)('in $name', ({ text }) => {
    expectSameWords(text);
  });

  it.each([...wholeDocuments, ...cases])('in $name', ({ text }) => {
    // A terminal shows the lines of several cells side by side.
    expectSameWords(text.replace(/<br>(?=.*\|)/g, ' '));
  });

  it.each(NASTY_LINES)('in %j', (text) => {
    expectSameWords(text);
  });

  it('in any document of nasty lines', () => {
    fc.assert(fc.property(nastyDocuments(), expectSameWords), { numRuns: 1000 });
  });
});
