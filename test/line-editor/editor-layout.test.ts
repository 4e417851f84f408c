import { describe, expect, it } from 'vitest';
import { complete } from '../../src/line-editor/completion.ts';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { layOutEditor, layOutFinished } from '../../src/line-editor/editor-layout.ts';
import { handlePaste } from '../../src/line-editor/handle-key.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { play } from './play-keys.ts';

/** The rows, with a bar at the cursor. */
function rows(editor: Editor, width = 20, maxRows = 8): string[] {
  const layout = layOutEditor(editor, { width, maxRows, widthOf });
  return layout.rows.map((row, index) => {
    const text = row.map((segment) => segment.text).join('');
    if (index !== layout.cursor.row) return text;
    let at = 0;
    while (widthOf(text.slice(0, at)) < layout.cursor.column) at++;
    return `${text.slice(0, at)}|${text.slice(at)}`;
  });
}

const after = (keys: string, width?: number, maxRows?: number) => rows(play(keys).editor, width, maxRows);

describe('the rows of a text', () => {
  it('start with a prompt and an indent', () => {
    expect(after('')).toEqual(['> |']);
    expect(after('one<ctrl-j>two<ctrl-j>')).toEqual(['> one', '  two', '  |']);
  });

  it('wrap between words', () => {
    expect(after('some more words', 12)).toEqual(['> some more', '  words|']);
    expect(after('some more words', 11)).toEqual(['> some more', '  words|']);
    expect(after('some more words', 10)).toEqual(['> some', '  more', '  words|']);
    expect(after('a longerword b', 10)).toEqual(['> a', '  longerwo', '  rd b|']);
    expect(after('ab 日本語 cd', 10)).toEqual(['> ab 日本', '  語 cd|']);
  });

  it('do not show the blank that ends a full row, where the cursor stands before it or in the next row', () => {
    expect(after('abcdef ', 8)).toEqual(['> abcdef', '  |']);
    expect(after('abcdef <left>', 8)).toEqual(['> abcdef|', '  ']);
    expect(after('abcdef  g', 8)).toEqual(['> abcdef', '   g|']);
    expect(after('abcdef g<left>', 8)).toEqual(['> abcdef', '  |g']);
    expect(after('abcdef g<left><left>', 8)).toEqual(['> abcdef|', '  g']);
  });

  it('take the cursor along with the word that it is in', () => {
    expect(after('ab cdefg<left><left>', 8)).toEqual(['> ab', '  cde|fg']);
    expect(after('ab cdefg<ctrl-a>', 8)).toEqual(['> |ab', '  cdefg']);
  });

  it('wrap words that are wider than a row between characters', () => {
    expect(after('abcdefgh', 8)).toEqual(['> abcdef', '  gh|']);
    expect(after('abcde日本', 8)).toEqual(['> abcde', '  日本|']);
    expect(after('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧x', 7)).toEqual(['> 👩‍👩‍👧👩‍👩‍👧', '  👩‍👩‍👧x|']);
  });

  it('have the cursor where the next character goes', () => {
    expect(after('abcdef', 8)).toEqual(['> abcdef|']);
    expect(after('abcdefg<left>', 8)).toEqual(['> abcdef', '  |g']);
    expect(after('abcde日<left>', 8)).toEqual(['> abcde', '  |日']);
  });

  it('extend tabs to the next multiple of four columns', () => {
    expect(rows(handlePaste(play('a').editor, '\tb\t\tc'))).toEqual(['> a   b       c|']);
    expect(rows(handlePaste(play('abcde').editor, '\tx'), 8)).toEqual(['> abcde', '  x|']);
  });

  it('wrap the label of a paste like text', () => {
    const editor = play('z<left>', handlePaste(play('a ').editor, 'x\n'.repeat(20))).editor;
    expect(rows(editor, 40)).toEqual(['> a [pasted 20 lines]|z']);
    expect(rows(editor, 12)).toEqual(['> a [pasted', '  20 lines]|z']);
    expect(rows(editor, 11)).toEqual(['> a [pasted', '  20', '  lines]|z']);
  });

  it('have no prompt in a very narrow terminal', () => {
    expect(after('日本', 3)).toEqual(['日', '本|']);
  });

  it('are shown around the cursor if there are too many, with hints at the hidden ones', () => {
    const text = 'a<ctrl-j>b<ctrl-j>c<ctrl-j>d<ctrl-j>e<ctrl-j>f<ctrl-j>g';
    expect(after(text, 20, 5)).toEqual(['… 3 lines above', '  d', '  e', '  f', '  g|']);
    expect(after(`${text}<up><up><up>`, 20, 5)).toEqual(['… 2 lines above', '  c', '  d|', '  e', '… 2 lines below']);
    expect(after(`${text}<alt-<>`, 20, 5)).toEqual(['> |a', '  b', '  c', '  d', '… 3 lines below']);
  });
});

describe('the rows of a search', () => {
  const history = createEditor(['make all', 'git commit']);

  it('start with the query', () => {
    expect(rows(play('<ctrl-r>mit', history).editor, 40)).toEqual(["(search)'mit': git com|mit"]);
  });

  it('tell when it is not found', () => {
    expect(rows(play('<ctrl-r>mitx', history).editor, 40)).toEqual(["(not found)'mitx': git com|mit"]);
  });
});

describe('the rows of a finished text', () => {
  const all = (keys: string, ending?: string) =>
    layOutFinished(play(keys).editor, { width: 8, widthOf }, ending).map((row) => row.map(({ text }) => text).join(''));

  it('are all there', () => {
    expect(all('a<ctrl-j>'.repeat(30))).toHaveLength(31);
  });

  it('end with a hint at how it ended', () => {
    expect(all('abc', '^C')).toEqual(['> abc^C']);
    expect(all('abcd', '^C')).toEqual(['> abcd^C']);
    expect(all('abcdef', '^C')).toEqual(['> abcdef', '^C']);
    expect(all('abcdef  ')).toEqual(['> abcdef']);
  });
});

describe('a row', () => {
  const segments = (editor: Editor, width = 40) =>
    layOutEditor(editor, { width, maxRows: 8, widthOf }).rows.map((row) => row.map(({ text, tone }) => [tone, text]));

  it('consists of prompt, text and pastes', () => {
    const editor = play('b', handlePaste(play('a').editor, 'x\n'.repeat(20))).editor;
    expect(segments(editor)).toEqual([
      [
        ['prompt', '> '],
        ['text', 'a'],
        ['paste', '[pasted 20 lines]'],
        ['text', 'b'],
      ],
    ]);
  });

  it('has text for a tab', () => {
    expect(segments(handlePaste(play('a').editor, '\tb'))).toEqual([
      [
        ['prompt', '> '],
        ['text', 'a   b'],
      ],
    ]);
  });

  it('starts with an indent below the prompt, except in a very narrow terminal', () => {
    expect(segments(play('a<ctrl-j>b').editor)[1]).toEqual([
      ['prompt', '  '],
      ['text', 'b'],
    ]);
    expect(segments(play('a<ctrl-j>b').editor, 3)).toEqual([[['text', 'a']], [['text', 'b']]]);
    expect(segments(play('a<ctrl-j>b').editor, 4)[0]![0]).toEqual(['prompt', '> ']);
  });

  it('starts with the query of a search, which wraps', () => {
    const editor = play('<ctrl-r>mit', createEditor(['git commit'])).editor;
    expect(segments(editor, 10).map((row) => row.map(([, text]) => text).join(''))).toEqual([
      ...["(search)'m", "  it': git", '  commit'],
    ]);
  });

  it('is a hint where rows are hidden', () => {
    const editor = play('a<ctrl-j>'.repeat(20)).editor;
    expect(segments(editor)[0]).toEqual([['hint', '… 14 lines above']]);
    expect(segments(editor, 8)[0]).toEqual([['hint', '… 14 li…']]);
  });

  it('shows the query even in a very narrow terminal', () => {
    expect(segments(play('<ctrl-r>').editor, 3)[0]).toEqual([['prompt', '(se']]);
  });

  it('splits a character too wide for it', () => {
    const layout = layOutEditor(play('👩\u200d👧').editor, { width: 6, maxRows: 8, widthOf: (text) => text.length });
    expect(layout.rows.map((row) => row.map(({ text }) => text).join(''))).toEqual(['> 👩\u200d', '  👧']);
  });

  it('is a hint after a finished text and for a candidate', () => {
    expect(layOutFinished({ text: 'a', pastes: [] }, { width: 8, widthOf }, '^C')[0]!.at(-1)).toEqual({
      text: '^C',
      tone: 'hint',
    });
    const editor = play('<tab>', complete(createEditor(), 0, [{ text: 'b' }, { text: 'c' }])).editor;
    expect(segments(editor)[1]).toEqual([['hint', 'b  c']]);
  });

  it('is never a hint among fewer than three', () => {
    const texts = (maxRows: number) => rows(play('a<ctrl-j>b<ctrl-j>c<ctrl-j>d<up>').editor, 20, maxRows);
    expect(texts(1)).toEqual(['  c|']);
    expect(texts(2)).toEqual(['  b', '  c|']);
    expect(texts(3)).toEqual(['… 2 lines above', '  c|', '  d']);
  });
});

describe('candidates', () => {
  const listed = (count: number, width: number, maxRows: number, length = 3) => {
    const candidates = Array.from({ length: count }, (_, n) => ({ text: `c${n}`.padEnd(length, 'x') }));
    const { editor } = play('<tab>', complete(createEditor(), 0, candidates));
    return rows(editor, width, maxRows).slice(1);
  };

  it('are listed in as many columns as fit', () => {
    expect(listed(5, 13, 8)).toEqual(['c0x  c1x  c2x', 'c3x  c4x']);
    expect(listed(5, 12, 8)).toEqual(['c0x  c1x', 'c2x  c3x', 'c4x']);
  });

  it('are truncated in a narrow terminal', () => {
    expect(listed(2, 4, 8, 6)).toEqual(['c0x…', 'c1x…']);
  });

  it('take up to half of the rows, with a count of the rest', () => {
    expect(listed(4, 3, 8)).toEqual(['c0x', 'c1x', 'c2x', 'c3x']);
    expect(listed(5, 10, 4)).toEqual(['c0x  c1x', '… 3 more']);
    expect(listed(2000, 20, 4, 5)).toEqual(['c0xxx  c1xxx  c2xxx', '… 1,997 more']);
    expect(listed(5, 10, 1)).toEqual([]);
    const { editor } = play('<tab>', complete(play('a<ctrl-j>b<ctrl-j>').editor, 4, [{ text: 'c' }, { text: 'd' }]));
    expect(rows(editor, 20, 3)).toEqual(['  b', '  |', 'c  d']);
  });
});
