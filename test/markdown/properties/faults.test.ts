import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainRows, rowsOf } from '../../helpers/rows.ts';

/** What marked-terminal gets wrong when it is used alone; each of these fails without what is done about it here. */
describe('what marked-terminal gets wrong comes out right', () => {
  afterEach(() => vi.restoreAllMocks());

  it('bold text and code in the items of a tight list', () => {
    expect(plainRows('- **b** and `c`\n')).toEqual(['• b and c']);
  });

  it('a list in a list: no empty rows, no stray resets', () => {
    expect(rowsOf('- a\n  - b\n- c\n', { color: 1, theme: { marker: '' } })).toEqual(['• a', '  • b', '• c']);
  });

  it('a task: one box', () => {
    expect(plainRows('- [ ] t\n')).toEqual(['☐ t']);
  });

  it('a list that begins with seven', () => {
    expect(plainRows('7. a\n8. b\n')).toEqual(['7. a', '8. b']);
  });

  it('a long item: wrapped', () => {
    expect(plainRows('- one two three\n', { width: 9 })).toEqual(['• one two', '  three']);
  });

  it('a wide table: no wider than the window', () => {
    const rows = plainRows(`| a | b |\n|---|---|\n| ${'word '.repeat(20)} | ${'more '.repeat(20)} |\n`, { width: 40 });
    expect(Math.max(...rows.map((row) => row.length))).toBe(40);
  });

  it('a paragraph of wide characters: wrapped by columns', () => {
    expect(plainRows('日本語日本語', { width: 6 })).toEqual(['日本語', '日本語']);
  });

  it('entities: decoded, and once', () => {
    expect(plainRows('&copy; &mdash; a&nbsp;b &amp;lt;')).toEqual(['© — a\u00a0b &lt;']);
    expect(plainRows('[&copy;](http://e.x) ![&copy;](http://e.x)')).toEqual(['© (http://e.x) © (http://e.x)']);
  });

  it('colons: no emoji, and no placeholder in code', () => {
    expect(plainRows('a:b:c `d:e`')).toEqual(['a:b:c d:e']);
  });

  it('a tag for a line break: a line break', () => {
    expect(plainRows('a<br>b')).toEqual(['a', 'b']);
  });

  it('HTML: apart from the block that follows', () => {
    expect(plainRows('<p>\n\ntext')).toEqual(['<p>', '', 'text']);
  });

  it('an unknown language: nothing on stderr', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const error = vi.spyOn(console, 'error').mockReturnValue();
    expect(plainRows('```nope\nx\n```')).toEqual(['── nope', 'x']);
    expect(write).not.toHaveBeenCalled();
    expect(error).not.toHaveBeenCalled();
  });

  it('no language: no guess', () => {
    expect(rowsOf('```\nconst x = "a";\n```', { color: 1 })).toEqual([
      '\u001b[2m──\u001b[0m',
      '\u001b[36mconst x = "a";\u001b[0m',
    ]);
  });

  it('a long line of code: whole', () => {
    expect(plainRows('```\nabcdef\n```', { width: 4 })).toEqual(['──', 'abcdef']);
  });

  it('bold text in a quote: what follows is styled as before', () => {
    const row = rowsOf('> *a **b** c*', { color: 1, theme: { quoteBar: '' } })[0];
    expect(row).toBe('│ \u001b[3ma \u001b[1mb\u001b[0m\u001b[3m c\u001b[0m');
  });

  it('a link: OSC 8 as it is asked for, ended by ST, its text not lost', () => {
    expect(rowsOf('[a **b**](http://e.x)', { color: 0, hyperlinks: true })[0]).toMatch(
      /^\u001b\]8;id=[a-z\d]+;http:\/\/e\.x\u001b\\a b\u001b\]8;;\u001b\\$/,
    );
    expect(plainRows('[a](http://e.x)')).toEqual(['a (http://e.x)']);
  });

  it('an image: its text, in its place', () => {
    expect(plainRows('a ![b](http://e.x/i.png "t") c')).toEqual(['a b (http://e.x/i.png) c']);
  });

  it('a heading: in the style that is asked for, its number signs apart', () => {
    expect(rowsOf('### a *b* c', { color: 1, theme: { heading: 'red' } })).toEqual([
      '\u001b[2m###\u001b[0m \u001b[31ma \u001b[3mb\u001b[0m\u001b[31m c\u001b[0m',
    ]);
  });
});
