import { describe, expect, it } from 'vitest';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { handlePaste } from '../../src/line-editor/handle-key.ts';
import { expand, fold, pasteOf, sanitizeInput, type Pastes } from '../../src/line-editor/pastes.ts';
import { marked, play, submitted } from './play-keys.ts';

const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');
const labels = ({ pastes }: Pick<Editor, 'pastes'>) => pastes.map(({ label }) => label);

describe('a paste', () => {
  it('is shown in full if it is short', () => {
    expect(marked(handlePaste(play('a').editor, lines(10)))).toBe(`a${lines(10)}|`);
  });

  it.each([
    [lines(120), '[pasted 120 lines]'],
    [`${lines(11)}\n`, '[pasted 11 lines]'],
    ['x'.repeat(1_048_576), '[pasted 1,048,576 characters]'],
  ])('is folded into one character if it is long', (text, label) => {
    const editor = handlePaste(createEditor(), text);
    expect(editor.text).toHaveLength(1);
    expect(labels(editor)).toEqual([label]);
  });

  it('is submitted in full with the text around it', () => {
    const editor = handlePaste(handlePaste(play('a ').editor, lines(20)), lines(30));
    expect(submitted(' z<enter>', editor)).toEqual([`a ${lines(20)}${lines(30)} z`]);
  });

  it('is crossed, killed and yanked as one character', () => {
    const { editor } = play('b<left><left>', handlePaste(play('a').editor, lines(20)));
    expect(editor.cursor).toBe(1);
    expect(submitted('<delete><enter>', editor)).toEqual(['ab']);
    expect(submitted('<alt-f><left>x<enter>', editor)).toEqual([`ax${lines(20)}b`]);
    expect(submitted('<alt-d><ctrl-e><ctrl-y><ctrl-y><enter>', editor)).toEqual([`ab${lines(20)}${lines(20)}`]);
    expect(submitted('<ctrl-e><ctrl-w><ctrl-w><ctrl-_><enter>', editor)).toEqual([`a${lines(20)}`]);
  });

  it('can be yanked after Enter if it was killed', () => {
    const { editor } = play('<ctrl-w>said<enter><ctrl-y>', handlePaste(createEditor(), lines(20)));
    expect(submitted('<enter>', editor)).toEqual([lines(20)]);
  });

  it('is forgotten after Enter if it was not killed', () => {
    expect(play('<enter>', handlePaste(createEditor(), lines(20))).editor.pastes).toEqual([]);
    expect(play('a<ctrl-w>b<enter>', handlePaste(createEditor(), lines(20))).editor.pastes).toEqual([]);
  });

  it('stays a character of its own before a combining mark', () => {
    const editor = handlePaste(handlePaste(createEditor(), lines(20)), '\u0301');
    expect(submitted('<backspace><enter>', editor)).toEqual([lines(20)]);
  });

  it('is undone apart from the typing before and after it', () => {
    const editor = handlePaste(play('a').editor, 'bc');
    expect(marked(play('<ctrl-_>', editor).editor)).toBe('a|');
    expect(marked(play('d<ctrl-_>', editor).editor)).toBe('abc|');
  });

  it('hides the candidates', () => {
    const completion = { from: 0, candidates: [], listed: true };
    expect(handlePaste({ ...createEditor(), completion }, 'a').completion).toBeUndefined();
  });

  it('extends the query of a search, as one line', () => {
    const { editor } = play('<ctrl-r>', createEditor(['a b']));
    expect(handlePaste(editor, 'a\nb').search?.query).toBe('a b');
  });

  it('is copied once, however long, and never read again by later keys', () => {
    const text = 'x'.repeat(1 << 20);
    const editor = handlePaste(createEditor(), text);
    const { editor: later } = play('abc<left><backspace><alt-b><ctrl-k><ctrl-_>', editor);
    expect(later.text.length).toBeLessThan(10);
    expect(later.pastes).toBe(editor.pastes);
  });
});

describe('folding', () => {
  it.each([
    ['10 lines', lines(10), undefined],
    ['10 lines with a line break at the end', `${lines(10)}\n`, undefined],
    ['11 lines', lines(11), '11 lines'],
    ['1,000 characters', 'x'.repeat(1000), undefined],
    ['1,001 characters', 'x'.repeat(1001), '1,001 characters'],
    ['1,200 lines', '\n'.repeat(1200), '1,200 lines'],
    ['an empty text', '', undefined],
  ])('labels %s with its size if it is long', (_, text, size) => {
    const folded = fold(text, [], 'recalled');
    expect(folded.pastes).toEqual(size === undefined ? [] : [{ text, label: `[${size}]` }]);
    expect(expand(folded)).toBe(text);
  });

  it('reuses a paste with the same text and label', () => {
    const once = fold(lines(11), [], 'pasted');
    const other = fold(lines(12), once.pastes, 'pasted');
    const again = fold(lines(11), other.pastes, 'pasted');
    expect(again).toEqual({ text: once.text, pastes: other.pastes });
    expect(labels(fold(lines(11), other.pastes, 'recalled'))).toEqual([
      ...['[pasted 11 lines]', '[pasted 12 lines]', '[11 lines]'],
    ]);
    const sameLabel = fold(`${lines(10)}\nx`, once.pastes, 'pasted');
    expect(sameLabel.pastes).toHaveLength(2);
  });

  it('stops at 1,024 pastes', () => {
    let pastes: Pastes = [];
    for (let n = 0; n < 1024; n++) ({ pastes } = fold(`${n}${'x'.repeat(1000)}`, pastes, 'pasted'));
    expect(pastes).toHaveLength(1024);
    const text = 'y'.repeat(1001);
    expect(fold(text, pastes, 'pasted')).toEqual({ text, pastes });
    expect(fold(`1023${'x'.repeat(1000)}`, pastes, 'pasted').text).toBe('\udbff');
  });
});

it.each([
  ['a\r\nb\rc\n', 'a\nb\nc\n'],
  ['a\tb', 'a\tb'],
  ['a\u001b[2Jb\u202e', 'a[2Jb'],
  ['\ud800a\udc00', '\ufffda\ufffd'],
])('%j from outside becomes %j', (raw, text) => {
  expect(sanitizeInput(raw)).toBe(text);
});

it('only a lone surrogate stands for a paste', () => {
  const pastes = [{ text: 'long', label: '[long]' }];
  expect(pasteOf('\ud800', pastes)).toBe(pastes[0]);
  expect(pasteOf('\ud801', pastes)).toBeUndefined();
  expect(pasteOf('\ud800\udc00', pastes)).toBeUndefined();
  expect(expand({ text: 'a\ud800b\ud801\ud800\udc00', pastes })).toBe('alongb\ud800\udc00');
});
