import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demos, readmes, type Document } from '../../helpers/documents.ts';
import { plainRows } from '../../helpers/rows.ts';

/** Lines with places for words: each `@` becomes a word of its own. */
const LINES = [
  ['@ @', '@', '# @', '@\n===', '@\n---', '**@** _@_ ~~@~~ ***@***', '`@` ``@``', '@\\\n@', '@  \n@', '- @', '  - @'],
  [
    '1. @',
    '7) @',
    '   - @',
    '- [ ] @',
    '- [x] @ @',
    '> @',
    '> > @',
    '> - @',
    '- > @',
    '```\n@\n```',
    '~~~js\n@\n',
    '    @',
  ],
  ['| @ | @ |\n|---|--:|\n| @ | @ |\n| @ |', '- | @ |\n  |---|\n  | @ |', '<div>@</div>', '@ <b>@</b> @'],
  [
    '[@](http://e.x/@)',
    '![@](http://e.x/@)',
    '<http://e.x/@>',
    'http://e.x/@',
    '[@]: http://e.x/@',
    '[^@]: @',
    '@[^@]',
  ],
  [
    '[@][@]',
    '[@',
    '@](',
    '**@',
    '@**',
    '`@',
    '<@',
    '@ | @',
    '|@',
    '1986. @',
    '\t@',
    '日本@',
    '@&amp;@',
    '',
    '',
    '***',
    '-',
    '>',
  ],
].flat();

const documents = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '> ', '- ', '  ', '    '), fc.constantFrom(...LINES)), {
    minLength: 1,
    maxLength: 14,
  })
  .map((lines) => lines.map((line) => line.join('')).join('\n'))
  .map((text) => {
    const words: string[] = [];
    const filled = text.replaceAll('@', () => {
      words.push(`q${(words.length + 36).toString(36)}`);
      return words.at(-1)!;
    });
    return { text: filled, words };
  });

/** The rows as one text, without what the layout adds, so that a word that was broken is whole again. */
const said = (rows: readonly string[]) => rows.join('').replace(/[\s│─┼•☐☑]/g, '');

describe('no word is lost', () => {
  it('and the words come in the order of the source', () => {
    fc.assert(
      fc.property(documents, ({ text, words }) => {
        const shown = said(plainRows(text, { width: 300, wrap: 'none' }));
        let at = 0;
        for (const word of words) {
          const found = shown.indexOf(word, at);
          expect(found, `${word} in ${shown}`).toBeGreaterThanOrEqual(at);
          at = found;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('in windows of any width', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 3, max: 60 }), ({ text, words }, width) => {
        const shown = said(plainRows(text, { width }));
        for (const word of words) expect(shown).toContain(word);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([...readmes, ...demos])('in $name', ({ text }: Document) => {
    const shown = said(plainRows(text, { width: 1000, wrap: 'none' }));
    // Comments, the languages of fences, the titles of links and how images look are the only words that are not shown.
    const source = text
      .replace(/<img\b[^>]*>/g, (tag) => (tag.match(/\b(?:src|alt)="[^"]*"/g) ?? []).join(' ').replace(/src|alt/g, ''))
      .replace(/<!--[^]*?-->|<\/?(?:details|summary)\b[^>]*>/g, '')
      .replace(/^[ >]*(?:```|~~~).*$/gm, '')
      .replace(/(\]\([^)\s]+) "[^"]*"\)/g, '$1)');
    for (const [word] of source.matchAll(/[A-Za-z]{4,}/g)) expect(shown).toContain(word);
  });

  it('not even of a definition that nothing refers to, or that comes too late', () => {
    const rows = plainRows(
      'see [1] and [one]\n\n[1]: http://e.x/1 "the title"\n[one]:\n  http://e.x/one\n[^note]: says this\n',
    );
    expect(rows).toEqual([
      'see [1] and [one]',
      '',
      '[1]: http://e.x/1 "the title"',
      '[one]:',
      'http://e.x/one',
      '',
      '[^note]: says this',
    ]);
  });
});
