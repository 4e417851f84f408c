import { describe, expect, it } from 'vitest';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { layOut, layOutAll } from '../../src/line-editor/layout.ts';
import { paste } from '../../src/line-editor/press.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { play } from './play.ts';

/** The rows with a bar where the cursor is. */
function rows(editor: Editor, width = 20, maxRows = 8): string[] {
  const layout = layOut(editor, { width, maxRows, widthOf });
  return layout.rows.map((row, index) => {
    const text = row.map((segment) => segment.text).join('');
    if (index !== layout.cursor.row) return text;
    let at = 0;
    while (widthOf(text.slice(0, at)) < layout.cursor.column) at++;
    return `${text.slice(0, at)}|${text.slice(at)}`;
  });
}

const after = (keys: string, width?: number, maxRows?: number) => rows(play(keys).editor, width, maxRows);

describe('the rows of a line', () => {
  it('begin with a prompt, and go on below it', () => {
    expect(after('')).toEqual(['> |']);
    expect(after('one<ctrl-j>two<ctrl-j>')).toEqual(['> one', '  two', '  |']);
  });

  it('are wrapped where the window ends, with no character cut', () => {
    expect(after('abcdefgh', 8)).toEqual(['> abcdef', '  gh|']);
    expect(after('abcde日本', 8)).toEqual(['> abcde', '  日本|']);
    expect(after('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧x', 7)).toEqual(['> 👩‍👩‍👧👩‍👩‍👧', '  👩‍👩‍👧x|']);
  });

  it('have the cursor where the next character will stand', () => {
    expect(after('abcdef', 8)).toEqual(['> abcdef|']);
    expect(after('abcdefg<left>', 8)).toEqual(['> abcdef', '  |g']);
    expect(after('abcde日<left>', 8)).toEqual(['> abcde', '  |日']);
  });

  it('show a tab as blanks up to the next multiple of four', () => {
    expect(rows(paste(play('a').editor, '\tb\t\tc'))).toEqual(['> a   b       c|']);
    expect(rows(paste(play('abcde').editor, '\tx'), 8)).toEqual(['> abcde ', '  x|']);
  });

  it('show a paste by its size, wrapped like other text', () => {
    const editor = play('z<left>', paste(play('a ').editor, 'x\n'.repeat(20))).editor;
    expect(rows(editor, 40)).toEqual(['> a [pasted 20 lines]|z']);
    expect(rows(editor, 12)).toEqual(['> a [pasted ', '  20 lines]|z']);
  });

  it('have no prompt where there is hardly any room', () => {
    expect(after('日本', 3)).toEqual(['日', '本|']);
  });

  it('are shown around the cursor when there are too many, and what is hidden is hinted at', () => {
    const text = 'a<ctrl-j>b<ctrl-j>c<ctrl-j>d<ctrl-j>e<ctrl-j>f<ctrl-j>g';
    expect(after(text, 20, 5)).toEqual(['… 3 lines above', '  d', '  e', '  f', '  g|']);
    expect(after(`${text}<up><up><up>`, 20, 5)).toEqual(['… 2 lines above', '  c', '  d|', '  e', '… 2 lines below']);
    expect(after(`${text}<alt-<>`, 20, 5)).toEqual(['> |a', '  b', '  c', '  d', '… 3 lines below']);
  });
});

describe('the rows of a search', () => {
  const history = createEditor(['make all', 'git commit']);

  it('begin with what is looked for', () => {
    expect(rows(play('<ctrl-r>mit', history).editor, 40)).toEqual(["(search)'mit': git com|mit"]);
  });

  it('say when it is not found', () => {
    expect(rows(play('<ctrl-r>mitx', history).editor, 40)).toEqual(["(not found)'mitx': git com|mit"]);
  });
});

describe('all rows of a line that is done with', () => {
  const all = (keys: string, mark?: string) =>
    layOutAll(play(keys).editor, { width: 8, widthOf }, mark).map((row) => row.map(({ text }) => text).join(''));

  it('are never too many', () => {
    expect(all('a<ctrl-j>'.repeat(30))).toHaveLength(31);
  });

  it('say how it ended behind the last of it', () => {
    expect(all('abc', '^C')).toEqual(['> abc^C']);
    expect(all('abcdef', '^C')).toEqual(['> abcdef', '^C']);
  });
});
