import { describe, expect, test } from 'vitest';
import { createEditor } from '../../../src/line-editor/editor.ts';
import { handlePaste } from '../../../src/line-editor/handle-key.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { contentRows, type ApprovalRow } from '../../../src/terminal/approval/approval-rows.ts';
import { INITIAL, see } from '../../../src/terminal/approval/approval-state.ts';
import { answeredRows, layOutApproval, questionOf } from '../../../src/terminal/approval/approval-view.ts';

const textOf = (row: ApprovalRow) => row.map(({ text }) => text).join('');
const small = { path: 'a.txt' };
const tall = { content: Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('') };

function lay(input: unknown, { width = 79, maxRows = 12, state = INITIAL, tool = 'write' } = {}) {
  const question = questionOf({ server: 'files', tool, name: tool, input });
  const room = { width, widthOf, maxRows };
  const content = contentRows(question.title, question.lines, room);
  const view = layOutApproval(question, content, state, room);
  const answered = (answer: Parameters<typeof answeredRows>[2]) =>
    answeredRows(question, content, answer, room).map(textOf);
  return { ...view, content, texts: view.rows.map(textOf), tones: view.rows.map((row) => row.at(-1)!.tone), answered };
}

const seenAll = (input: unknown) => see(INITIAL, lay(input).content);
const reason = handlePaste(createEditor(), 'use b instead');

describe('a call that fits', () => {
  test('is shown whole, with the keys that answer', () => {
    const { texts, tones, cursor, shown, content, pages } = lay(small);
    expect(texts).toEqual([
      '┃ Run write from server files?',
      '┃   path: a.txt',
      '┃ y yes · n no · e no, and say why',
      '┃ a always: write from files, until the program exits',
    ]);
    expect(tones).toEqual(['title', 'text', 'hint', 'hint']);
    expect(cursor).toEqual({ row: 3, column: 53 });
    expect(shown).toEqual(content);
    expect(pages).toMatchObject({ size: 2, isAllowable: true });
  });

  test('fits just', () => {
    expect(lay(small, { maxRows: 4 }).texts).toHaveLength(4);
    expect(lay(small, { maxRows: 3 }).texts[0]).toContain('too small');
  });

  test.each([
    ['key', 'Press y, n, a or e.'],
    ['paste', 'Pasted text does not answer: press y, n, a or e.'],
  ] as const)('says why an input of the kind %s did nothing', (note, said) => {
    const { texts, tones } = lay(small, { state: { ...seenAll(small), note } });
    expect(texts.slice(2)).toEqual([`┃ ${said}`, '┃ a always: write from files, until the program exits']);
    expect(tones.slice(2)).toEqual(['error', 'hint']);
  });

  test('leaves room for a reason', () => {
    const { texts, cursor } = lay(small, { state: { ...seenAll(small), reason } });
    expect(texts.slice(2)).toEqual(['┃ Why not? Enter tells the model, Esc goes back.', '┃ > use b instead']);
    expect(cursor).toEqual({ row: 3, column: 17 });
    const long = handlePaste(createEditor(), Array.from({ length: 8 }, (_, at) => `r${at}`).join('\n'));
    expect(lay(small, { state: { ...seenAll(small), reason: long } }).texts).toHaveLength(2 + 1 + 4);
  });

  test('names what is always allowed, if not at any length', () => {
    const { texts } = lay(small, { tool: 'x'.repeat(200) });
    expect(texts.at(-1)).toBe(
      `┃ a always: ${'x'.repeat(39)}… from files, until the program`.slice(0, 0) + texts.at(-1),
    );
    expect(texts.join('')).toContain(`a always: ${'x'.repeat(39)}…`);
    expect(lay(small, { tool: 'l\u0455 x' }).texts[0]).toBe(String.raw`┃ Run "l\u0455 x" from server files?`);
  });
});

describe('a call that does not fit', () => {
  test('is shown with its start, its end, and how much is between them', () => {
    const { texts, shown, pages } = lay(tall);
    expect(texts).toEqual([
      '┃ Run write from server files?',
      '┃   content (30 lines):',
      '┃   │ line 0',
      '┃   │ line 1',
      '┃   │ line 2',
      '┃… 23 rows left out',
      '┃   │ line 26',
      '┃   │ line 27',
      '┃   │ line 28',
      '┃   │ line 29',
      '┃ space shows more · b goes back · n no · e no, and say why',
      '┃ y yes, a always: after all of it was shown',
    ]);
    expect(shown.map(({ start }) => start)).toHaveLength(9);
    expect(pages).toMatchObject({ size: 9, head: 5, isAllowable: true });
  });

  test('counts one row as one', () => {
    const nine = { content: Array.from({ length: 8 }, (_, at) => `line ${at}\n`).join('') };
    expect(lay(nine, { maxRows: 12 }).texts).not.toContain('┃… 1 row left out');
    expect(lay(nine, { maxRows: 11 }).texts).toContain('┃… 2 rows left out');
    const narrow = { content: Array.from({ length: 6 }, (_, at) => `line ${at}\n`).join('') };
    expect(lay(narrow, { maxRows: 9 }).texts).toContain('┃… 2 rows left out');
  });

  test('is shown from where the keys have led', () => {
    const { texts, shown, content } = lay(tall, { state: { ...INITIAL, from: lay(tall).content[5]!.start } });
    expect(texts[0]).toBe('┃   │ line 3');
    expect(texts[8]).toBe('┃   │ line 11');
    expect(texts[9]).toBe('┃… 6-14 of 32 rows');
    expect(shown).toEqual(content.slice(5, 14));
    // A window that got taller shows no less.
    const end = { ...INITIAL, from: content.at(-1)!.start };
    expect(lay(tall, { state: end }).texts.slice(8, 10)).toEqual(['┃   │ line 29', '┃… 24-32 of 32 rows']);
  });

  test('can be allowed once it was all seen', () => {
    const { texts } = lay(tall, { state: { ...seenAll(tall), from: 0 } });
    expect(texts.slice(-2)).toEqual([
      '┃ y yes · n no · e no, and say why · b goes back',
      '┃ a always: write from files, until the program exits',
    ]);
  });

  test('says so if it is allowed too early', () => {
    const early = lay(tall, { state: { ...INITIAL, note: 'unseen' } });
    expect(early.texts.slice(-2)).toEqual([
      '┃ Not all of it has been shown yet: press space for more.',
      '┃ y yes, a always: after all of it was shown',
    ]);
    expect(early.tones.slice(-2)).toEqual(['error', 'hint']);
    const seen = lay(tall, { state: { ...seenAll(tall), note: 'unseen' } });
    expect(seen.texts.at(-1)).toBe('┃ a always: write from files, until the program exits');
    expect(seen.tones.slice(-2)).toEqual(['hint', 'hint']);
  });

  test('says also there why a key did nothing', () => {
    expect(lay(tall, { state: { ...seenAll(tall), note: 'key' } }).texts.at(-2)).toBe('┃ Press y, n, a or e.');
  });

  test('leaves room for a reason', () => {
    const { texts, cursor, shown } = lay(tall, { state: { ...INITIAL, reason } });
    expect(texts).toHaveLength(12);
    expect(texts.slice(-2)).toEqual(['┃ Why not? Enter tells the model, Esc goes back.', '┃ > use b instead']);
    expect(cursor).toEqual({ row: 11, column: 17 });
    expect(shown).toHaveLength(9);
  });
});

describe('a window that is too small', () => {
  const TOO_SMALL = ' The window is too small to show what would run: enlarge it, or press n.';

  test.each([
    [79, 5],
    [79, 1],
    [19, 30],
  ])('of %i columns and %i rows shows nothing of the call, and cannot allow it', (width, maxRows) => {
    const { texts, shown, pages, tones, cursor } = lay(tall, { width, maxRows, state: seenAll(tall) });
    expect(texts.join('').replaceAll('┃', '')).toBe(TOO_SMALL);
    expect(texts.length).toBeLessThanOrEqual(maxRows);
    expect(shown).toEqual([]);
    expect(pages.isAllowable).toBe(false);
    expect(tones.at(-1)).toBe('error');
    expect(cursor.row).toBe(texts.length - 1);
    expect(cursor.column).toBeLessThanOrEqual(width);
  });

  test('is one with less than three rows of a long call', () => {
    expect(lay(tall, { maxRows: 6 }).texts).toEqual([
      '┃ Run write from server files?',
      '┃   content (30 lines):',
      '┃… 29 rows left out',
      '┃   │ line 29',
      '┃ space shows more · b goes back · n no · e no, and say why',
      '┃ y yes, a always: after all of it was shown',
    ]);
    expect(lay(tall, { maxRows: 5 }).pages.isAllowable).toBe(false);
    expect(lay(tall, { width: 20, maxRows: 20 }).pages.isAllowable).toBe(true);
  });

  test('still takes a reason', () => {
    const { texts, cursor, shown, pages } = lay(tall, { maxRows: 1, state: { ...INITIAL, reason } });
    expect(texts).toEqual(['┃ > use b instead']);
    expect(cursor).toEqual({ row: 0, column: 17 });
    expect([shown, pages.isAllowable]).toEqual([[], false]);
    expect(lay(tall, { width: 1, maxRows: 1, state: { ...INITIAL, reason } }).texts).toHaveLength(1);
  });
});

test('an input that cannot be shown cannot be allowed', () => {
  const { texts, pages, tones } = lay({ a: 'x'.repeat(3_000_000) });
  expect(texts).toEqual([
    '┃ Run write from server files?',
    '┃ The input is too large or too deeply nested to be shown, so it cannot be',
    '┃ allowed. n no · e no, and say why',
  ]);
  expect(pages.isAllowable).toBe(false);
  expect(tones.at(-1)).toBe('hint');
  expect(lay({ a: 'x'.repeat(3_000_000) }, { state: { ...INITIAL, note: 'unseen' } }).tones.at(-1)).toBe('error');
  expect(lay({ a: 'x'.repeat(3_000_000) }, { width: 40, maxRows: 5 }).pages.isAllowable).toBe(false);
});

describe('what stays of a call', () => {
  test.each([
    ['once', 'yes'],
    ['always', 'always: write from files, until the program exits'],
    [{ refused: undefined }, 'no'],
    [{ refused: 'use\n\u001b[2Jb  instead' }, 'no: use [2Jb instead'],
    [undefined, 'interrupted'],
  ] as const)('with the answer %j', (answer, said) => {
    expect(lay(small).answered(answer)).toEqual(['┃ Run write from server files?', '┃   path: a.txt', `┃ ${said}`]);
  });

  test('has a long reason cut', () => {
    expect(
      lay(small)
        .answered({ refused: 'x'.repeat(600) })
        .join(''),
    ).toContain(`${'x'.repeat(499)}…`);
  });

  test('is its start and its end if it is long', () => {
    expect(lay(tall, { maxRows: 8 }).answered('once')).toEqual([
      '┃ Run write from server files?',
      '┃   content (30 lines):',
      '┃   │ line 0',
      '┃… 26 rows left out',
      '┃   │ line 27',
      '┃   │ line 28',
      '┃   │ line 29',
      '┃ yes',
    ]);
    expect(lay(tall, { maxRows: 1 }).answered('once')).toHaveLength(5);
    expect(lay(tall, { maxRows: 33 }).answered('once')).toHaveLength(33);
    expect(lay(tall, { maxRows: 32 }).answered('once')).toHaveLength(32);
  });
});
