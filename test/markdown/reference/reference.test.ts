import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonMarkInline } from '../../helpers/commonmark.ts';
import { demos, examples, readmes, type Document } from '../../helpers/documents.ts';
import { ourTree, referenceTree, streamedTree } from '../../helpers/mdast.ts';
import { DEVIATIONS, deviationsOf, EXAMPLES } from './deviations.ts';

const EMPHASES = ['strict', 'lenient'] as const;

const BLOCKS = [
  ['- a', '-', '- ', '1. a', '1.', '10. b', '2)', '> q', '>', '> > x', '  b', '    c', '\tc', '', '', '```', '~~~'],
  ['# h', '#', 'a', '===', '---', '***', '<div>', '<b>', '</b>', '<meta x>', '| a | b |', '|---|---|', '[r]: /u'],
  ['[r]', '[r]:', '/u', '"t"', '\u3000', '# \u3000x\u3000', '- > ', '- - ', '>\t>', '1. >', '+ a', '   - d', '     e'],
  ['***a***', '[x]: \t', '<script>', '- # h', '> - x', '* * a', '-\ta', '> ```', '- ```', '[^n]: a', 'b[^n]', '&copy;'],
].flat();

/** Pieces of texts in which one kind of markup may be mistaken for another. */
const SPANS = {
  'struck text': ['~', '~~', '~~~', 'a', ' ', '.', '*b*', '`', '(', ')'],
  links: ['[', ']', '](', ')', '(', '<', '>', 'a', ' ', '"t"', "'t'", '![', '[]', '\\', '\n', '*', '/u', '(t)'],
  HTML: ['<', '>', 'a', 'b', '/', '="x"', "='y'", ' ', '\n', '<b>', '</b>', '<?', '?>', '<!A', '<![CDATA[', ']]>', '*'],
  'code spans': ['`', '``', '```', 'a', ' ', '  ', '\\', '*', '<b>', '\t'],
  addresses: [
    ['www.', 'http://', 'https://', 'HTTP://', 'WWW.', 'a', 'b.c', '.', '_', '@', '-', '/', '(', ')', '&', ';', '?'],
    ['!', ' ', '<', '*', '1', '例', '],', 'x@y.z', ',', ':', "'", '"', '+', '18.2.0', 'react@'],
  ].flat(),
  'character references': [
    '&amp;',
    '&#35;',
    '&#1234567;',
    '&#12345678;',
    '&#x41;',
    '&copy',
    '&copy;',
    '\\',
    '\\*',
    'a',
  ],
  'line breaks': ['a', ' ', '  ', '\n', '\t', '\\\n', '*', '\\', '\u3000'],
};

const CJK = ['**', '「', '」', '日', '本', '。', 'a', ' ', '"', '(', ')', '한', '！', 'ｱ', '：', '〜', '.'];
const EMPHASIS = ['*', '**', '***', '****', '_', '__', '___', 'a', 'b', ' ', '.', '(', ')', 'é', '`c`', '日', '」'];

const textOf = (pieces: readonly string[], maxLength = 9) =>
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength }).map((all) => `x${all.join('')}`);

describe('documents are read as micromark reads them, but where deviations.ts says so', () => {
  it.each(EMPHASES)('all examples of the specifications, with %s emphasis', (emphasis) => {
    for (const { name, text } of examples) {
      if (EXAMPLES.some(([deviating]) => deviating === name)) continue;
      expect({ name, tree: ourTree(text, emphasis) }).toEqual({ name, tree: referenceTree(text, emphasis) });
    }
  });

  it.each(EXAMPLES)('%s deviates: %s', (name, because) => {
    const { text } = examples.find((example) => example.name === name)!;
    expect(ourTree(text, 'strict')).not.toEqual(referenceTree(text, 'strict'));
    expect(deviationsOf(text).map((deviation) => deviation.because)).toContain(because);
  });

  it('links whose definition comes later are text, since finished rows never change', () => {
    const late = examples.filter(({ text }) => streamedTree(text).join('\n') !== ourTree(text, 'strict').join('\n'));
    expect(late).toHaveLength(49);
    for (const { text } of late) expect(text).toMatch(/\[.*\[.*\]:/s);
  });

  it.each([...readmes, ...demos])('each block of $name', ({ text }: Document) => {
    const all = text.split(/\n{2,}/);
    const blocks = all.filter((block) => deviationsOf(block).length === 0);
    for (const block of blocks) expect(ourTree(block, 'strict')).toEqual(referenceTree(block, 'strict'));
    expect(blocks.length).toBeGreaterThan(all.length / 3);
  });

  it.each(Object.entries(SPANS))('random %s', (_, pieces) => {
    fc.assert(
      fc.property(textOf(pieces), (text) => {
        fc.pre(deviationsOf(text).length === 0);
        expect(ourTree(text, 'strict')).toEqual(referenceTree(text, 'strict'));
      }),
      { numRuns: 1000 },
    );
  });

  it('random bold text next to Chinese, Japanese and Korean', () => {
    fc.assert(
      fc.property(textOf(CJK, 12), fc.constantFrom(...EMPHASES), (text, emphasis) => {
        fc.pre(deviationsOf(text).length === 0);
        expect(ourTree(text, emphasis)).toEqual(referenceTree(text, emphasis));
      }),
      { numRuns: 2000 },
    );
  });

  it('random lines of blocks', () => {
    const documents = fc
      .array(fc.constantFrom(...BLOCKS), { minLength: 1, maxLength: 5 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(documents, (text) => {
        fc.pre(deviationsOf(text).length === 0);
        expect(ourTree(text, 'strict')).toEqual(referenceTree(text, 'strict'));
      }),
      { numRuns: 3000 },
    );
  });
});

it('random emphasis is read as the reference implementation of CommonMark reads it', () => {
  fc.assert(
    fc.property(textOf(EMPHASIS, 12), (text) => {
      expect(ourTree(text, 'strict')).toEqual([`paragraph: ${commonMarkInline(text).replace(/ +/g, ' ').trim()}`]);
    }),
    { numRuns: 4000 },
  );
});

describe('each deviation is still one', () => {
  it.each(DEVIATIONS)('$because', ({ example, where }) => {
    expect(typeof where === 'function' ? where(example) : where.test(example)).toBe(true);
    expect(ourTree(example, 'strict')).not.toEqual(referenceTree(example, 'strict'));
  });
});
