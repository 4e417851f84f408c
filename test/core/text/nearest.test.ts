import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KNOWN_MODELS } from '../../../src/core/config/known-models.ts';
import { nearest, oneEditAway } from '../../../src/core/text/nearest.ts';

describe('the nearest candidates', () => {
  test.each([
    ['modle', ['model', 'color'], ['model']],
    ['model', ['mode', 'model', 'models'], ['mode', 'models']],
    ['MODEL', ['model'], ['model']],
    ['ab', ['cd', 'a', 'abcd', 'abcde'], ['a', 'cd', 'abcd']],
    ['xyz', ['abc'], []],
    ['abcdefghi', ['abcdefxyz', 'abcdewxyz'], ['abcdefxyz']],
    ['', ['a', 'ab', 'abc'], ['a', 'ab']],
  ])('to %j in %j are %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toEqual(expected);
  });

  test('are at most three, or as many as asked for', () => {
    const candidates = ['aa', 'ab', 'ac', 'ad'];
    expect(nearest('ax', candidates)).toEqual(['aa', 'ab', 'ac']);
    expect(nearest('ax', candidates, 1)).toEqual(['aa']);
    expect(nearest('ax', candidates, 9)).toEqual(candidates);
  });

  test('are never what was typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), (word) => {
        expect(nearest(word, [word])).toEqual([]);
      }),
    );
  });

  test('are those that a few added, removed, changed or swapped letters lead to', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    const steps = (a: string, b: string): number => {
      if (a === '' || b === '') return a.length + b.length;
      if (a[0] === b[0]) return steps(a.slice(1), b.slice(1));
      const ways = [steps(a.slice(1), b), steps(a, b.slice(1)), steps(a.slice(1), b.slice(1))];
      if (a.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(steps(a.slice(2), b.slice(2)));
      return 1 + Math.min(...ways);
    };
    fc.assert(
      fc.property(letters, letters, (word, candidate) => {
        expect(nearest(word, [candidate])).toEqual(
          word !== candidate && steps(word, candidate) <= 2 ? [candidate] : [],
        );
        expect(oneEditAway(word, [candidate])).toBe(steps(word, candidate) === 1 ? candidate : undefined);
      }),
      { numRuns: 500 },
    );
  });
});

test('a mistyped model is recognized, a model of another family is not', () => {
  expect(nearest('claude-opsu-5-5', KNOWN_MODELS)[0]).toBe('claude-opus-5-5');
  expect(nearest('gpt-4', KNOWN_MODELS)).toEqual([]);
});
