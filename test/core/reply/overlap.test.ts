import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// First, so that all that follows is counted.
import { stepsOf } from '../../helpers/steps.ts';
import { joinedText } from '../../../src/core/reply/join-text.ts';
import { createOverlapFilter } from '../../../src/core/reply/overlap.ts';
import { cutAt } from '../../helpers/documents.ts';

const withoutOverlap = (before: string, next: string) => joinedText({ before, isContinuation: true }, next);

describe('where a reply is continued', () => {
  const cases: [string, string, string, string][] = [
    ['nothing is said twice', 'The quick brown', ' fox jumps', ' fox jumps'],
    ['the last words are', 'The quick brown fox', 'quick brown fox jumps', ' jumps'],
    ['all of it is', 'The quick brown fox', 'The quick brown fox jumps', ' jumps'],
    ['the last sentence is', 'One. Two words here.', 'Two words here. Three', ' Three'],
    ['the half word is started over', 'as inter', 'international law', 'national law'],
    ['the half word and words before it are', 'the law of inter', 'the law of international', 'national'],
    ['a word is cut and continued', 'as inter', 'national law', 'national law'],
    ['the last line of code is', 'const a = 1;\n  const total = ', 'const total = a + b;', 'a + b;'],
    ['the indented line of code is', 'if (x) {\n    return value', '    return value + 1;', ' + 1;'],
    ['the last row of a table is', '| a | b |\n|---|---|\n| first | one |\n', '| first | one |\n| second', '| second'],
    ['half the row of a table is', '| name | value |\n| alpha | beta | ga', '| alpha | beta | gamma |\n', 'mma |\n'],
    ['a list item is', '1. first thing\n2. second th', '2. second thing\n', 'ing\n'],
    ['it is in another script', 'Это большая соб', 'Это большая собака', 'ака'],
    ['the end is followed by a blank line', 'The quick brown fox', 'The quick brown fox\n\nThen', '\n\nThen'],
    ['there is nothing but the repetition', 'The lazy quick brown fox', 'quick brown fox', ''],
    ['there was nothing before', '', 'The quick', 'The quick'],
    ['the repetition starts with a blank', 'Of those, 15 of the r', ' 15 of the rest', 'est'],
    ['the repetition starts with a line break', 'One.\nTwo words here', '\nTwo words here too', ' too'],
    ['the repetition starts with a mark', 'One, two words here', ', two words here too', ' too'],
    ['the repetition starts in mid-word', 'The quick brown fox', 'ick brown fox jumps', ' jumps'],
    ['the repetition starts and ends in mid-word', 'The quick brown f', 'ick brown fox jumps', 'ox jumps'],
    ['the half word is started over with its blank', 'as inter', ' international law', 'national law'],
    ['the half word of four letters is started over', 'as inte', 'international law', 'rnational law'],
    ['exactly eight letters are repeated', 'abc defgh', 'abc defgh', ''],
    ['exactly four kinds of letters are', 'abcdabcd', 'abcdabcd.', '.'],
  ];
  test.each(cases)('and %s', (_, before, next, rest) => {
    expect(withoutOverlap(before, next)).toBe(rest);
  });

  const meant: [string, string][] = [
    ['it was very', ' very good'],
    ['it was very ', 'very good'],
    ['ha ha ', 'ha ha'],
    ['----------', '----------'],
    ['\n        ', '        return'],
    ['10000000', '10000000'],
    ['a, b, c, ', 'a, b, c, d'],
    ['no, no, no, ', 'no, no, no, never'],
    ['the ', 'theory'],
    ['the', 'theory'],
    ['mississ', 'issippi'],
    ['ab defgh', 'ab defgh'],
    ['abcabcabc', 'abcabcabc'],
    ['in the inter', 'ter'],
    ['all of this', ' this.'],
    ['all of  this', '  this'],
    ['an inter', 'inter'],
  ];
  test.each(meant)('what may well be meant stays: %j and %j', (before, next) => {
    expect(withoutOverlap(before, next)).toBe(next);
  });

  test('the longest repetition is dropped', () => {
    const refrain = 'row your boat, ';
    expect(withoutOverlap(`Row, ${refrain}${refrain}`, `${refrain}${refrain}gently`)).toBe('gently');
  });

  test('a repetition beyond the maximum stays', () => {
    const before = `The quick brown fox ${'and so on '.repeat(100)}`;
    expect(withoutOverlap(before, 'The quick brown fox')).toBe('The quick brown fox');
  });

  test('text is held back only while it may be a repetition', () => {
    const filter = createOverlapFilter('The quick brown fox');
    expect(['brown', ' f', 'oe', ' runs'].map((text) => filter.push(text))).toEqual(['', '', 'brown foe', ' runs']);
    expect(filter.end()).toBe('');
  });

  test('text is not held back for half a character in the middle of it', () => {
    expect(createOverlapFilter('The quick brown fox').push('🙂 yes')).toBe('🙂 yes');
  });

  test('half a character at the end of a piece does not decide', () => {
    const filter = createOverlapFilter('as inter');
    expect(['inter', '\ud835', '\udcb3 x'].map((piece) => filter.push(piece))).toEqual(['', '', '𝒳 x']);
  });

  test('a hundred thousand characters of one letter take a few steps for each piece', async () => {
    const steps = await stepsOf(() => {
      const filter = createOverlapFilter('a'.repeat(100_000));
      for (let i = 0; i < 10_000; i++) filter.push('a');
      filter.end();
    });
    expect(steps).toBeGreaterThan(10_000);
    expect(steps).toBeLessThan(50_000);
  });
});

/** Words that all start differently, so that nothing is repeated by accident. */
const word = fc
  .tuple(fc.nat(99_999), fc.constantFrom('', 'é', 'ка', '語', 'x'.repeat(30)))
  .map(([n, more]) => `${String.fromCodePoint(97 + (n % 26))}${n}${more}`);
const gap = fc.constantFrom(' ', ' ', ' ', '\n', ', ', '\n\n- ', ' | ', '\n    ', '. ', ' = ', '(', '`', ' 🙂 ', '—');
const text = fc
  .uniqueArray(word, { minLength: 3, maxLength: 60 })
  .chain((words) =>
    fc.array(gap, { minLength: words.length, maxLength: words.length }).map((gaps) => ({ words, gaps })),
  )
  .map(({ words, gaps }) => words.map((one, i) => one + gaps[i]!).join(''));
const cuts = fc.array(fc.nat(2000), { maxLength: 30 });

describe('any text, cut anywhere', () => {
  test('is complete, however many of its last words are repeated, in any pieces', () => {
    fc.assert(
      fc.property(text, fc.nat(2000), fc.nat(40), cuts, (whole, at, repeated, pieces) => {
        const cut = at % (whole.length + 1);
        const before = whole.slice(0, cut);
        const again = lastWords(before, repeated);
        const filter = createOverlapFilter(before);
        const shown = cutAt(again + whole.slice(cut), pieces).map((piece) => filter.push(piece));
        expect(before + shown.join('') + filter.end()).toBe(whole);
      }),
      { numRuns: 5000 },
    );
  });

  test('is complete, wherever in its last words and however much of them is repeated', () => {
    fc.assert(
      fc.property(text, fc.nat(2000), fc.integer({ min: 1, max: 600 }), cuts, (whole, at, repeated, pieces) => {
        const cut = at % (whole.length + 1);
        const before = whole.slice(0, cut);
        const again = before.slice(-repeated);
        const letters = again.match(/[\p{L}\p{N}]/gu) ?? [];
        fc.pre(again.isWellFormed() && letters.length >= 8 && new Set(letters).size >= 4);
        const filter = createOverlapFilter(before);
        const shown = cutAt(again + whole.slice(cut), pieces).map((piece) => filter.push(piece));
        expect(before + shown.join('') + filter.end()).toBe(whole);
      }),
      { numRuns: 5000 },
    );
  });

  test('loses nothing where it only seems to be repeated', () => {
    const any = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ' ', '\n', '|', '1', 'é', '🙂', 'ab', 'cd ef'));
    const texts = any.map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(30), texts, (before, repeated, after) => {
        const next = before.slice(before.length - Math.min(repeated, before.length)).toWellFormed() + after;
        const dropped = next.slice(0, next.length - withoutOverlap(before, next).length);
        expect(before.endsWith(dropped)).toBe(true);
        const letters = dropped.match(/[\p{L}\p{N}]/gu) ?? [];
        const isHalfWord = /^\s?[\p{L}\p{N}]{4,}$/u.test(dropped);
        expect(dropped === '' || isHalfWord || (letters.length >= 8 && new Set(letters).size >= 4)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('is the same in whatever pieces it continues', () => {
    const alike = fc.array(
      fc.constantFrom('row', ' ', 'boat ', 'rows', 'very ', '\n', '語', '🙂', '𝒳', 'row your boat '),
    );
    const texts = alike.map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, cuts, (before, next, pieces) => {
        const filter = createOverlapFilter(before);
        const shown = cutAt(next, pieces).map((piece) => filter.push(piece));
        expect(shown.join('') + filter.end()).toBe(withoutOverlap(before, next));
        expect(next.endsWith(withoutOverlap(before, next))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

/** The last words of a text, as a model repeats them; none if they are too few to be recognised. */
function lastWords(before: string, count: number): string {
  const starts = [...before.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index);
  const from = starts.at(-count);
  const again = count === 0 || from === undefined ? '' : before.slice(from);
  const letters = again.match(/[\p{L}\p{N}]/gu) ?? [];
  return again.length <= 600 && letters.length >= 8 && new Set(letters).size > 3 ? again : '';
}
