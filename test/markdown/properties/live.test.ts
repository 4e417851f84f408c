import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkdownStream } from '../../../src/markdown/markdown-stream.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { demos, examples, nastyDocuments, type Document } from '../../helpers/documents.ts';
import { rowsOf, withoutSequences } from '../../helpers/rows.ts';

const DIM = '\u001b[2m';
const BOLD = '\u001b[1m';
const CODE = '\u001b[36m';
const END = '\u001b[0m';

function live(text: string, options: ConstructorParameters<typeof MarkdownStream>[0] = { color: 1 }): string[] {
  const stream = new MarkdownStream(options);
  stream.push(text);
  return stream.live();
}

/** What is on the screen after each character: the rows that are final, and the live ones. */
function screens(text: string): string[] {
  const stream = new MarkdownStream({ color: 0, width: 200 });
  const final: string[] = [];
  return text.split('').map((character) => {
    final.push(...stream.push(character));
    return [...final, ...stream.live()].join('\n');
  });
}

describe('the live rows', () => {
  it('are at most as many as are asked for, the last ones, and change nothing', () => {
    fc.assert(
      fc.property(nastyDocuments(), fc.integer({ min: 0, max: 6 }), (text, most) => {
        const stream = new MarkdownStream({ color: 1 });
        stream.push(text);
        const rows = stream.live(most);
        expect(rows.length).toBeLessThanOrEqual(most);
        expect(stream.live(most)).toEqual(rows);
        // Of a table that is not whole, only the last rows are laid out, in columns of their own.
        const rest = text.includes('|') ? rows : stream.live().slice(-most || Number.POSITIVE_INFINITY);
        expect(rest).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('are the rest of the rows once the text is whole, but for what is still open', () => {
    const closed = /[*_`~[\]<&|!$\\]/;
    fc.assert(
      fc.property(nastyDocuments(), (text) => {
        fc.pre(!closed.test(text) && text.endsWith('\n'));
        const stream = new MarkdownStream({ color: 1 });
        stream.push(text);
        expect(stream.live()).toEqual(stream.end());
      }),
      { numRuns: 500 },
    );
  });

  it('are none before the first character and after the last', () => {
    const stream = new MarkdownStream();
    expect(stream.live()).toEqual([]);
    stream.push('text');
    expect(stream.live()).toEqual(['text']);
    stream.end();
    expect(stream.live()).toEqual([]);
  });

  it('are no wider than the window', () => {
    for (const { text } of examples) {
      for (const row of live(text.trimEnd(), { width: 10, color: 1, hyperlinks: true })) {
        expect(widthOf(withoutSequences(row))).toBeLessThanOrEqual(10);
      }
    }
  });
});

describe('text is on the screen as soon as it arrives', () => {
  const LINES = [
    'plain words',
    '# heading',
    '- item',
    '  1. nested',
    '> quote',
    '```',
    'let x = 1',
    '```',
    '| a | bc |',
    '|---|---|',
  ];

  it('each letter of it, whatever it stands in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES, '', '| 1 | 2 |', 'a **b** c', '`code` x'), { maxLength: 10 }),
        (lines) => {
          const text = lines.join('\n');
          screens(text).forEach((screen, at) => {
            if (!/[a-z=]/.test(text[at]!) || text.slice(0, at).endsWith('```')) return;
            // The row that the letter stands in ends with it, but for what closes a table's row.
            const shown = screen.replace(/[^a-z=]/g, '');
            const arrived = text.slice(0, at + 1).replace(/[^a-z=]/g, '');
            expect(shown.slice(-3)).toBe(arrived.slice(-3));
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(demos)('the words of $name, as far as they are complete', ({ text }: Document) => {
    const prefixes = Array.from({ length: Math.ceil(text.length / 29) }, (_, index) => text.slice(0, index * 29));
    for (const prefix of prefixes) {
      const last = /([A-Za-z]{3,}) (?:[a-z]+ )*$/.exec(prefix)?.[1];
      if (last === undefined || /^[ >]*(?:```|~~~).*$/.test(prefix.split('\n').at(-1)!)) continue;
      const stream = new MarkdownStream({ color: 0, width: 400 });
      const rows = [...stream.push(prefix), ...stream.live()];
      expect(rows.join('\n')).toContain(last);
    }
  });
});

describe('what is still open looks as it will when it is closed', () => {
  it.each([
    ['bold text', 'so **bold te', `so ${BOLD}bold te${END}`],
    ['code', 'so `a + b', `so ${CODE}a + b${END}`],
    ['bold text in a heading', '## so `co', `${DIM}##${END} ${BOLD}so ${CODE}co${END}`],
    ['bold text in an item', '- so **bo', `${CODE}• ${END}so ${BOLD}bo${END}`],
    ['bold text in a cell', '| a |\n|---|\n| **bo', `${BOLD}bo${END}`],
    ['keys', 'so <kbd>Ct', `so ${CODE}Ct${END}`],
    ['raised text', 'x<sup>2', 'x²'],
    ['bold text in a tag', '<b>so **te', `${BOLD}so te${END}`],
    ['bold text that goes on in the next line', 'so **bold\nte', `so ${BOLD}bold te${END}`],
  ])('%s', (_, text, row) => {
    expect(live(text).at(-1)).toBe(row);
  });

  it('a link, by its text', () => {
    for (const text of ['see [the docs', 'see [the docs]', 'see [the docs](http', 'see [the docs](http://e.x/a']) {
      expect(live(text, { color: 0 })).toEqual(['see the docs']);
    }
  });

  it('but for what stands before the block that is being written', () => {
    expect(live('a **b\n\nc **d', { color: 1 }).at(-1)).toBe(`c ${BOLD}d${END}`);
    expect(live('a **b\n- c', { color: 1 })[0]).toBe('a **b');
  });
});

describe('a marker that is only half there does not flash', () => {
  it.each([
    ['emphasis', 'text **'],
    ['emphasis that closes', 'text **bold*'],
    ['a code span', 'text `'],
    ['a heading', 'text\n\n##'],
    ['an item', 'text\n\n-'],
    ['a numbered item', 'text\n\n12'],
    ['a numbered item with its dot', 'text\n\n12.'],
    ['a quote', 'text\n\n>'],
    ['a fence', 'text\n\n``'],
    ['a fence that is whole', 'text\n\n```'],
    ['a fence with half a language', 'text\n\n```py'],
    ['a rule or an underline', 'text\n--'],
    ['a table', 'text\n\n|'],
    ['a tag', 'text\n\n<d'],
    ['an image', 'text !['],
    ['a closing tag', 'text <kbd>bold</k'],
    ['a tag of a text', 'text <su'],
    ['a comment', 'text <!-- no'],
    ['a comment of its own', 'text\n\n<!-- no\nnot'],
    ['an alert', 'text\n\n> [!NO'],
    ['a footnote', 'text\n\n[^12'],
    ['a footnote with its colon', 'text\n\n[^12]:'],
    ['a folded part', 'text\n\n<details op'],
  ])('of %s', (_, text) => {
    const stream = new MarkdownStream({ color: 0 });
    const shown = [...stream.push(text), ...stream.live()].join('\n').trim();
    expect(shown).toMatch(/^text(?: bold)?$/);
  });

  it('of a fence that ends', () => {
    for (const end of ['`', '``', '```']) expect(live(`\`\`\`\ncode\n${end}`, { color: 0 })).toEqual([]);
    expect(rowsOf('```\ncode\n``', { color: 0 })).toEqual(['──', 'code', '``']);
  });

  it('of the line below the head of a table, which is a table from its first line on', () => {
    const table = live('| a | b |\n|---|---|\n', { color: 0 });
    for (const text of ['| a | b |\n', '| a | b |\n|', '| a | b |\n| --', '| a | b |\n|---|--']) {
      expect(live(text, { color: 0 })).toEqual(table);
    }
  });
});
