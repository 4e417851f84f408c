import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEditor } from '../../src/line-editor/editor.ts';
import {
  isNothing,
  layOutTypedAhead,
  typeAhead,
  type TypedAhead,
  type TypedInput,
} from '../../src/line-editor/typed-ahead.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';

const NOTHING: TypedAhead = { editor: createEditor(['an older line']), lines: [] };
const key = (chord: string): TypedInput => ({ type: 'key', key: { chord, text: '' } });
const typed = (text: string): TypedInput[] =>
  Array.from(text, (character) => ({ type: 'key', key: { chord: character, text: character } }));
const paste = (text: string): TypedInput => ({ type: 'paste', text });
const after = (...inputs: readonly TypedInput[]): TypedAhead => inputs.reduce(typeAhead, NOTHING);

/** The row, with a bar before the character on which the cursor stands. */
const row = (ahead: TypedAhead, width = 40): string =>
  layOutTypedAhead(ahead, { width, widthOf })
    .map(({ text, tone }) => (tone === 'chosen' ? `|${text}` : text))
    .join('')
    .trimEnd();

const ENTER = key('enter');

test.each([
  ['a text', typed('hello'), '> hello|'],
  ['a text with its end taken back', [...typed('hello'), key('backspace')], '> hell|'],
  ['a text that was killed', [...typed('hello'), key('ctrl-u'), ...typed('Hi')], '> Hi|'],
  ['a cursor that was moved', [...typed('hello'), key('left'), key('left')], '> hel|lo'],
  ['an older line', [key('up')], '> an older line|'],
  ['a line', [...typed('one'), ENTER], '> one · queued'],
  ['a line and a text', [...typed('one'), ENTER, ...typed('two')], '> two|  · queued'],
  ['lines', [...typed('one'), ENTER, ...typed('two'), ENTER], '> two · 2 queued'],
  ['a line that was typed once more', [...typed('one'), ENTER, key('up')], '> one|  · queued'],
  ['Enter alone', [ENTER, ...typed('  '), ENTER, ...typed('one')], '> one|'],
  ['a text of several lines', [paste('one\n\ttwo')], '> one↵ two|'],
  ['a long paste', [...typed('Look: '), paste('x\n'.repeat(99))], '> Look: [pasted 99 lines]|'],
  ['Tab, which only a line can answer', [...typed('/mo'), key('tab')], '> /mo|'],
])('%s is shown in one row', (_, inputs, wanted) => {
  expect(row(after(...inputs))).toBe(wanted);
});

test('of a long text its end is shown, and of a long queued line its start', () => {
  const long = typed('the quick brown fox jumps over the lazy dog');
  expect(row(after(...long), 20)).toBe('> …ver the lazy dog|');
  expect(row(after(...long, key('home')), 20)).toBe('> |the quick brown fo');
  const left = Array.from({ length: 8 }, () => key('left'));
  expect(row(after(...long, ...left), 20)).toBe('> … jumps over the |l');
  expect(row(after(...long, key('home'), key('right'), key('right')), 20)).toBe('> th|e quick brown fo');
  expect(row(after(...long, ENTER), 30)).toBe('> the quick brown fox · queued');
});

test('it is styled as the line editor styles it, with the cursor as a mark, and a queued line as a hint', () => {
  const styled = (...inputs: readonly TypedInput[]) =>
    layOutTypedAhead(after(...inputs), { width: 40, widthOf }).map(({ text, tone }) => [tone, text]);
  expect(styled(...typed('one'), ENTER, paste('x\n'.repeat(99)), paste('\ny'))).toEqual([
    ['prompt', '> '],
    ['paste', '[pasted 99 lines]'],
    ['hint', '↵'],
    ['text', 'y'],
    ['chosen', ' '],
    ['hint', ' · queued'],
  ]);
  expect(styled(...typed('one'), ENTER)).toEqual([
    ['prompt', '> '],
    ['hint', 'one · queued'],
  ]);
});

test('in a narrow window only the text has room', () => {
  const inputs = [...typed('one'), ENTER, ...typed('two and more')];
  expect(row(after(...inputs), 16)).toBe('> two and more|');
  expect(row(after(...inputs), 8)).toBe('…d more|');
  expect(row(after(...inputs), 1)).toBe('|');
});

test('until something is typed, and when all of it was taken back, there is nothing', () => {
  expect(isNothing(NOTHING)).toBe(true);
  expect(isNothing(after(...typed('a')))).toBe(false);
  expect(isNothing(after(...typed('a'), ENTER))).toBe(false);
  expect(isNothing(after(...typed('a'), key('backspace'), ENTER))).toBe(true);
});

const CHORDS = [
  'enter',
  'backspace',
  'left',
  'right',
  'home',
  'end',
  'up',
  'down',
  'ctrl-u',
  'ctrl-w',
  'ctrl-j',
  'ctrl-r',
];
const input: fc.Arbitrary<TypedInput> = fc.oneof(
  fc.constantFrom(...CHORDS).map(key),
  fc.constantFrom(...typed('ab \\"')),
  fc.constantFrom('日本語', '👩‍👩‍👧', 'e\u0301', '\t', '\u001b[2J', '\n'.repeat(20), 'x'.repeat(2000)).map(paste),
);

test('any keys make one row that is never too wide, and cannot steer the terminal', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 60 }), fc.integer({ min: 1, max: 90 }), (inputs, width) => {
      const text = layOutTypedAhead(after(...inputs), { width, widthOf })
        .map((segment) => segment.text)
        .join('');
      expect(widthOf(text)).toBeLessThanOrEqual(Math.max(2, width));
      expect(text).not.toMatch(/\p{Cc}/u);
    }),
  );
});
