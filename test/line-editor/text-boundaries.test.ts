import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longWordStart,
  boundaryFrom,
  lineEnd,
  lineStart,
  nextCharacter,
  previousCharacter,
  splitCharacters,
  wordEnd,
  wordStart,
} from '../../src/line-editor/text-boundaries.ts';

const FAMILY = '👩‍👩‍👧';
/** Stands for a paste. */
const PASTE = '\ud800';
const texts = fc.string({
  unit: fc.constantFrom('a', '1', ' ', '.', '\n', 'e\u0301', '\u0301', '日', '🙂', '🇩', FAMILY, PASTE, '\udbff'),
  maxLength: 20,
});

/** The indexes between the characters of a text, with its start and end. */
function boundaries(text: string): number[] {
  const found = [0];
  for (const character of splitCharacters(text)) found.push(found.at(-1)! + character.length);
  return found;
}

describe('characters', () => {
  it.each([
    ['a\u0301\n\u0301b', ['a\u0301', '\n', '\u0301', 'b']],
    [`a${PASTE}\u0301`, ['a', PASTE, '\u0301']],
    ['\udbff🙂\ud800', ['\udbff', '🙂', '\ud800']],
    [`${FAMILY}🇩🇪`, [FAMILY, '🇩🇪']],
    ['', []],
  ])('of %j are %j', (text, characters) => {
    expect(splitCharacters(text)).toEqual(characters);
  });

  it('are crossed one at a time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const all = boundaries(text);
        for (const [index, at] of all.entries()) {
          expect(nextCharacter(text, at)).toBe(all[index + 1] ?? text.length);
          expect(previousCharacter(text, at)).toBe(all[index - 1] ?? 0);
        }
      }),
    );
  });

  it('end at the next boundary', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (let at = -1; at <= text.length + 1; at++) {
          expect(boundaryFrom(text, at)).toBe(boundaries(text).find((end) => end >= at) ?? text.length);
        }
      }),
    );
  });
});

describe('a line', () => {
  it('lies between line breaks', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 20 }), (text, place) => {
        const at = Math.min(place, text.length);
        const [before, behind] = [text.slice(0, at), text.slice(at)];
        expect(text.slice(lineStart(text, at), at)).toBe(before.split('\n').at(-1));
        expect(text.slice(at, lineEnd(text, at))).toBe(behind.split('\n')[0]);
      }),
    );
  });
});

describe('with the cursor at the bar,', () => {
  /** Moves the bar. */
  function moved(marked: string, motion: (text: string, at: number) => number): string {
    const text = marked.replace('|', '');
    const at = motion(text, marked.indexOf('|'));
    return `${text.slice(0, at)}|${text.slice(at)}`;
  }

  it.each([
    ['|one two', 'one| two'],
    ['o|ne two', 'one| two'],
    ['one| two', 'one two|'],
    ['one|, .two.', 'one, .two|.'],
    ['one |', 'one |'],
    ['one|...', 'one...|'],
    ['|caf\u0065\u0301s x', 'caf\u0065\u0301s| x'],
    ['|日本 語', '日本| 語'],
    ['|x1y_z', 'x1y|_z'],
    [`|a${PASTE}b`, `a|${PASTE}b`],
    [`a|${PASTE}b`, `a${PASTE}|b`],
    [`a| ${PASTE}${PASTE}`, `a ${PASTE}|${PASTE}`],
    ['one|\ntwo', 'one\ntwo|'],
    ['|🙂a b', '🙂a| b'],
  ])('the word of %j ends at %j', (from, to) => {
    expect(moved(from, wordEnd)).toBe(to);
  });

  it.each([
    ['one two|', 'one |two'],
    ['one tw|o', 'one |two'],
    ['one |two', '|one two'],
    ['one, .|', '|one, .'],
    ['  |', '|  '],
    ['|one', '|one'],
    ['caf\u0065\u0301s|', '|caf\u0065\u0301s'],
    ['x_y1|', 'x_|y1'],
    ['._\u0301a|', '.|_\u0301a'],
    [`a${PASTE}b|`, `a${PASTE}|b`],
    [`a${PASTE}|b`, `a|${PASTE}b`],
    [`a${PASTE} .|b`, `a|${PASTE} .b`],
    ['one\n|two', '|one\ntwo'],
    ['a 𝒳𝒴|', 'a |𝒳𝒴'],
    ['a 🙂|', '|a 🙂'],
  ])('the word of %j starts at %j', (from, to) => {
    expect(moved(from, wordStart)).toBe(to);
  });

  it.each([
    ['see /a/b.c|', 'see |/a/b.c'],
    ['see /a/b.c  |', 'see |/a/b.c  '],
    ['a\tb|', 'a\t|b'],
    ['a\nb|', 'a\n|b'],
    ['a🙂 🙂b|', 'a🙂 |🙂b'],
    [`a${PASTE}b|`, `a${PASTE}|b`],
    [`a${PASTE} |`, `a|${PASTE} `],
    ['  |', '|  '],
    ['|a', '|a'],
  ])('the long word of %j starts at %j', (from, to) => {
    expect(moved(from, longWordStart)).toBe(to);
  });
});
