import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  handleApprovalInput,
  INITIAL,
  isAllSeen,
  rowAt,
  see,
  type ApprovalState,
  type Pages,
} from '../../../src/terminal/approval/approval-state.ts';
import type { Input } from '../../../src/terminal/input/keys.ts';

const key = (chord: string): Input => ({ type: 'key', key: { chord, text: chord.length === 1 ? chord : '' } });
const paste = (text: string): Input => ({ type: 'paste', text });
/** Rows of ten characters each. */
const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ start: 10 * at, end: 10 * at + 10 }));
const short: Pages = { rows: rows(3), size: 3, head: 3, isAllowable: true };
const long: Pages = { rows: rows(30), size: 8, head: 4, isAllowable: true };
const seenShort = see(INITIAL, short.rows);

function press(chords: readonly string[], state = seenShort, pages = short) {
  let step: ReturnType<typeof handleApprovalInput> = { state };
  for (const chord of chords) step = handleApprovalInput(step.state, key(chord), pages);
  return step;
}

describe('a key answers', () => {
  test.each([
    ['y', 'once'],
    ['Y', 'once'],
    ['a', 'always'],
    ['A', 'always'],
    ['n', { refused: undefined }],
    ['N', { refused: undefined }],
  ])('%s', (chord, answer) => {
    expect(press([chord])).toEqual({ state: seenShort, effect: { type: 'answer', answer } });
  });

  test.each(['escape', 'ctrl-c', 'ctrl-d'])('%s by interrupting', (chord) => {
    expect(press([chord])).toEqual({ state: seenShort, effect: { type: 'interrupt' } });
    expect(press([chord], INITIAL)).toEqual({ state: INITIAL, effect: { type: 'interrupt' } });
  });

  test('but Ctrl-Z only stops the program', () => {
    expect(press(['ctrl-z'])).toEqual({ state: seenShort, effect: { type: 'suspend' } });
  });

  test.each(['enter', 'x', 'ctrl-j', 'tab', 'ctrl-y', 'alt-y', ' ', 'down', 'b', '__proto__'])(
    'but %j does not',
    (chord) => {
      expect(press([chord])).toEqual({ state: { ...seenShort, note: 'key' } });
    },
  );

  test('and clears what was said about the last', () => {
    expect(press(['x', 'e']).state.note).toBeUndefined();
    expect(press(['x', 'n']).state.note).toBeUndefined();
    expect(press(['x', 'ctrl-c']).state.note).toBeUndefined();
    expect(press(['x', 'y']).state.note).toBeUndefined();
    expect(press(['x', ' '], INITIAL, long).state.note).toBeUndefined();
  });

  test('but not a text that is pasted', () => {
    expect(handleApprovalInput(seenShort, paste('y'), short)).toEqual({ state: { ...seenShort, note: 'paste' } });
  });
});

describe('a call is not allowed', () => {
  test.each(['y', 'a'])('by %s before all of it was on the screen, but refused', (chord) => {
    const half = see(INITIAL, [{ start: 0, end: 29 }]);
    expect(press([chord], half)).toEqual({ state: { ...half, note: 'unseen' } });
    expect(press([chord], INITIAL)).toEqual({ state: { ...INITIAL, note: 'unseen' } });
    expect(press(['n'], INITIAL).effect).toEqual({ type: 'answer', answer: { refused: undefined } });
  });

  test('where it cannot be shown', () => {
    expect(press(['y'], seenShort, { ...short, isAllowable: false })).toEqual({
      state: { ...seenShort, note: 'unseen' },
    });
  });
});

describe('what was seen', () => {
  test.each<[string, [number, number][], [number, number][]]>([
    [
      'in order',
      [
        [0, 10],
        [10, 20],
      ],
      [[0, 20]],
    ],
    [
      'in another order',
      [
        [20, 30],
        [0, 10],
      ],
      [
        [0, 10],
        [20, 30],
      ],
    ],
    [
      'twice',
      [
        [0, 30],
        [10, 20],
      ],
      [[0, 30]],
    ],
    [
      'with an overlap',
      [
        [0, 15],
        [10, 20],
      ],
      [[0, 20]],
    ],
  ])('%s is joined', (_, spans, seen) => {
    const toSpans = (pairs: [number, number][]) => pairs.map(([start, end]) => ({ start, end }));
    expect(toSpans(spans).reduce((state, span) => see(state, [span]), INITIAL).seen).toEqual(toSpans(seen));
    expect(see(INITIAL, toSpans(spans)).seen).toEqual(toSpans(seen));
  });

  test('is all if nothing is missing, however it was wrapped', () => {
    const all = (...spans: [number, number][]) =>
      isAllSeen(
        see(
          INITIAL,
          spans.map(([start, end]) => ({ start, end })),
        ),
        short,
      );
    expect(all([0, 30])).toBe(true);
    expect(all([0, 7], [7, 30])).toBe(true);
    expect(all()).toBe(false);
    expect(all([1, 30])).toBe(false);
    expect(all([0, 29])).toBe(false);
    expect(all([0, 10], [11, 30])).toBe(false);
  });
});

describe('paging', () => {
  const from = (chords: readonly string[], state: ApprovalState = INITIAL) => press(chords, state, long).state.from;

  test('goes to what was left out, then on by what fits', () => {
    expect(from([' '])).toBe(40);
    expect(from([' ', ' '])).toBe(120);
    expect(from([' ', 'pagedown'])).toBe(120);
    expect(from([' ', ' ', ' ', ' '])).toBe(220);
    expect(from([' ', ' ', ' ', ' ', ' '])).toBe(220);
  });

  test('goes back, by rows, to the start and to the end', () => {
    expect(from([' ', ' ', 'b'])).toBe(40);
    expect(from([' ', ' ', 'pageup', 'b'])).toBe(0);
    expect(from(['b'])).toBe(0);
    expect(from(['down'])).toBe(10);
    expect(from(['down', 'down', 'up'])).toBe(10);
    expect(from(['up'])).toBe(0);
    expect(from(['end'])).toBe(220);
    expect(from(['end', 'down'])).toBe(220);
    expect(from(['end', 'home'])).toBe(0);
  });

  test('starts where the screen did, if the window has another size', () => {
    const wide: Pages = {
      rows: rows(30).map(({ start, end }) => ({ start: 3 * start, end: 3 * end })),
      size: 5,
      head: 3,
      isAllowable: true,
    };
    expect(press(['down'], { ...INITIAL, from: 100 }, wide).state.from).toBe(120);
  });

  test('has nothing to do where all is on the screen', () => {
    expect(press([' '], seenShort, { ...short, size: 2 }).state.from).toBe(10);
    expect(press([' ']).state).toEqual({ ...seenShort, note: 'key' });
  });

  test('finds the row of a place', () => {
    expect([0, 9, 10, 299, 1000, -1].map((place) => rowAt(long.rows, place))).toEqual([0, 0, 1, 29, 29, 0]);
  });
});

describe('the reason for a refusal', () => {
  const type = (text: string) => Array.from(text);

  test('is typed, and sent with Enter', () => {
    const step = press(['e', ...type(' use y instead '), 'enter']);
    expect(step.effect).toEqual({ type: 'answer', answer: { refused: 'use y instead' } });
    expect(press(['e', ...type('yan'), 'backspace']).state.reason?.text).toBe('ya');
  });

  test('may be pasted', () => {
    const pasted = handleApprovalInput(press(['e']).state, paste('no\nway'), short).state;
    expect(press(['enter'], pasted).effect).toEqual({ type: 'answer', answer: { refused: 'no\nway' } });
  });

  test('is not sent empty', () => {
    const step = press(['e', ' ', 'enter']);
    expect(step.effect).toBeUndefined();
    expect(step.state.reason?.text).toBe('');
  });

  test('is dropped with Escape, and the call can be allowed again', () => {
    expect(press(['e', 'x', 'escape'])).toEqual({ state: seenShort });
    expect(press(['e', 'escape', 'y']).effect).toEqual({ type: 'answer', answer: 'once' });
  });

  test.each([
    [['e', 'x', 'ctrl-c'], 'interrupt'],
    [['e', 'ctrl-d'], 'interrupt'],
    [['e', 'x', 'ctrl-z'], 'suspend'],
  ])('is left with %j', (chords, type) => {
    expect(press(chords).effect).toEqual({ type });
  });

  test.each(['tab', 'ctrl-l'])('is edited as a line is, where %s does nothing', (chord) => {
    const step = press(['e', 'x', chord]);
    expect(step.effect).toBeUndefined();
    expect(step.state.reason?.text).toBe('x');
  });
});

test('whatever is pressed, a call is allowed only by y or a, and only once all of it was on the screen', () => {
  const chord = fc.constantFrom(
    'y',
    'a',
    'Y',
    'e',
    'n',
    'enter',
    ' ',
    'b',
    'up',
    'down',
    'home',
    'end',
    'escape',
    'x',
    'backspace',
  );
  const input = fc.oneof({ weight: 9, arbitrary: chord.map(key) }, fc.constantFrom(paste('y'), paste('a\n')));
  const shown = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(input, fc.option(shown)), { maxLength: 60 }), (steps) => {
      let state = INITIAL;
      const seen = new Set<number>();
      for (const [next, span] of steps) {
        if (span !== null) {
          const [start, end] = span[0] < span[1] ? span : [span[1], span[0]];
          for (let at = start; at < end; at++) seen.add(at);
          state = see(state, [{ start, end }]);
        }
        const { effect, ...step } = handleApprovalInput(state, next, long);
        if (effect?.type === 'answer' && typeof effect.answer === 'string') {
          expect(seen.size).toBe(300);
          expect(next).toEqual(
            effect.answer === 'once' ? key(next.type === 'key' && next.key.chord === 'Y' ? 'Y' : 'y') : key('a'),
          );
        }
        state = step.state;
      }
    }),
    { numRuns: 500 },
  );
});
