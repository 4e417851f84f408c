import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkdownStream, type MarkdownStreamOptions } from '../../../src/markdown/markdown-stream.ts';
import {
  cutAt,
  demos,
  examples,
  nastyDocuments,
  recordings,
  wholeDocuments,
  type Document,
} from '../../helpers/documents.ts';
import { rowsOf } from '../../helpers/rows.ts';

const SETTINGS: readonly MarkdownStreamOptions[] = [
  { width: 80, color: 1, hyperlinks: true },
  { width: 33, color: 3, hyperlinks: false },
  { width: 5, color: 0, wrap: 'none' },
];

const cuts = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 30 });

/** Fails unless the document gives the same rows whole, in these pieces and one character at a time. */
function expectSame(text: string, options: MarkdownStreamOptions, pieces: readonly string[]): void {
  const whole = rowsOf(text, options);
  expect(rowsOf(pieces, options)).toEqual(whole);
}

describe('the rows are the same however the text arrives', () => {
  const characters = (text: string) => text.split('');

  it('one UTF-16 unit at a time, for every example of the specifications', () => {
    expect.hasAssertions();
    for (const { text } of examples) for (const options of SETTINGS) expectSame(text, options, characters(text));
  });

  it('with carriage returns for line feeds, and cut between the two', () => {
    for (const { text } of examples) {
      const whole = rowsOf(text, { color: 1 });
      for (const end of ['\r\n', '\r']) {
        expect(rowsOf(characters(text.replaceAll('\n', end)), { color: 1 })).toEqual(whole);
      }
    }
  });

  it.each(wholeDocuments)('one UTF-16 unit at a time, for $name', ({ text }: Document) => {
    expect.hasAssertions();
    expectSame(text, SETTINGS[0]!, characters(text));
  });

  it.each(wholeDocuments)('in random pieces, for $name', ({ text }: Document) => {
    expect.hasAssertions();
    fc.assert(
      fc.property(cuts, (at) => expectSame(text, SETTINGS[1]!, cutAt(text, at))),
      { numRuns: 3 },
    );
  });

  it('in random pieces, for random documents of nasty lines', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(nastyDocuments(), cuts, fc.constantFrom(...SETTINGS), (text, at, options) => {
        expectSame(text, options, cutAt(text, at));
        expectSame(text, options, characters(text));
      }),
      { numRuns: 1500 },
    );
  });

  it('with a look at the live rows between any two pieces', () => {
    fc.assert(
      fc.property(nastyDocuments(), cuts, (text, at) => {
        const stream = new MarkdownStream({ color: 1 });
        const rows = cutAt(text, at).flatMap((piece) => {
          stream.live(8);
          const final = stream.push(piece);
          stream.live();
          return final;
        });
        expect([...rows, ...stream.end()]).toEqual(rowsOf(text, { color: 1 }));
      }),
      { numRuns: 500 },
    );
  });

  it('for lines that are too long to be held whole', () => {
    expect.hasAssertions();
    const long = fc.tuple(
      fc.constantFrom('', '- ', '> ', '```\n', '    ', '# ', '| a |\n|---|\n| ', '<div>', '[r]: '),
      fc.constantFrom('word ', 'x', '日本', '🙂', '**b** ', '`c` ', '| '),
      fc.integer({ min: 8100, max: 26_000 }),
    );
    fc.assert(
      fc.property(long, cuts, ([start, word, length], at) => {
        const text = `${start}${word.repeat(Math.ceil(length / word.length))}\n\nafter\n`;
        expectSame(text, { color: 1 }, cutAt(text, at));
      }),
      { numRuns: 60 },
    );
  });
});

describe('rows that were given out stand', () => {
  /** Rows of the prefixes of a text: each list begins with the one before. */
  function expectGrowth(text: string, step: number): void {
    const whole = rowsOf(text, { color: 1 });
    const stream = new MarkdownStream({ color: 1 });
    let count = 0;
    for (let at = 0; at < text.length; at += step) {
      const rows = stream.push(text.slice(at, at + step));
      expect(rows).toEqual(whole.slice(count, count + rows.length));
      count += rows.length;
    }
    expect([...whole.slice(0, count), ...stream.end()]).toEqual(whole);
  }

  it('whatever follows, for every example of the specifications before every other text', () => {
    const tails = [
      '\n===\n',
      '\n| - |\n',
      '\n\n[foo]: /elsewhere\n',
      '\n    x\n',
      '\n- x\n\n\n  y\n',
      '\n```\n',
      '**`\n\n> x',
    ];
    for (const { text } of examples) {
      const first = new MarkdownStream({ color: 1 });
      const rows = first.push(text);
      for (const tail of tails) expect(rowsOf([text, tail], { color: 1 }).slice(0, rows.length)).toEqual(rows);
    }
  });

  it.each([...demos, ...recordings])('at any place in $name', ({ text }: Document) => {
    expect.hasAssertions();
    expectGrowth(text, 7);
  });

  it('at any place in random documents', () => {
    fc.assert(fc.property(nastyDocuments(), fc.integer({ min: 1, max: 9 }), expectGrowth), { numRuns: 500 });
  });
});

describe('nothing is shared between two streams', () => {
  it('so that one in the middle of a document does not change another', () => {
    fc.assert(
      fc.property(nastyDocuments(), nastyDocuments(), (text, other) => {
        const alone = rowsOf(text, { color: 1 });
        const disturbing = new MarkdownStream({ color: 3, hyperlinks: true, width: 20 });
        const stream = new MarkdownStream({ color: 1 });
        const half = Math.floor(text.length / 2);
        const rows = stream.push(text.slice(0, half));
        disturbing.push(other);
        rows.push(...stream.push(text.slice(half)));
        disturbing.end();
        expect([...rows, ...stream.end()]).toEqual(alone);
      }),
      { numRuns: 200 },
    );
  });
});
