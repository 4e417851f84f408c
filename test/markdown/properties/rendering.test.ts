import { describe, expect, it } from 'vitest';
import { plainRows } from '../../helpers/rows.ts';

/** A small document, and its rows in forty columns. */
type Case = readonly [name: string, text: string, rows: readonly string[]];

function check(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, text, rows) => {
    expect(plainRows(text, { width: 40 })).toEqual(rows);
  });
}

describe('headings', () => {
  check([
    [
      'of all kinds stand alone',
      '# One\n## Two ##\ntext\n\nTitle\n===\nmore\n---\n',
      ['# One', '', '## Two', '', 'text', '', '# Title', '', '## more'],
    ],
    ['of two lines are one', 'a\nb\n---\n', ['## a b']],
    ['need a blank behind their signs', '#no\n\n####### no\n', ['#no', '', '####### no']],
    ['wrap', `# ${'word '.repeat(10)}`, ['# word word word word word word word', '  word word word']],
    ['have no signs before their rows where the window is narrow', '### a b c d', ['### a b c d']],
  ]);
});

describe('paragraphs', () => {
  check([
    ['join their lines', 'one\ntwo\n  three\n', ['one two three']],
    ['keep hard breaks', 'a  \nb\\\nc<br>d<br/>e', ['a', 'b', 'c', 'd', 'e']],
    ['show escaped characters', '\\*a\\* 1\\. \\# \\\\', ['*a* 1. # \\']],
    [
      'decode entities once, and not in code',
      '&copy; &mdash; &amp;lt; &#38;lt; &#x41; `&amp;` &nope;',
      ['© — &lt; &lt; A &amp; &nope;'],
    ],
    [
      'wrap wide characters by their columns',
      '日本語のテキストはどこでも折り返すことができます。',
      ['日本語のテキストはどこでも折り返すことが', 'できます。'],
    ],
    [
      'do not begin a row with closing punctuation',
      `${'日本'.repeat(10)}。次`,
      ['日本日本日本日本日本日本日本日本日本日', '本。次'],
    ],
    ['break a word only where it is wider than the window', `a ${'x'.repeat(45)} b`, ['a', 'x'.repeat(40), 'xxxxx b']],
  ]);
});

describe('lists', () => {
  check([
    [
      'nest, of any kind',
      '- a\n- b\n  - c\n    1. d\n    2. e\n- f\n',
      ['• a', '• b', '  • c', '    1. d', '    2. e', '• f'],
    ],
    ['count from their first number', '7. a\n8. b\n1. c\n', ['7. a', '8. b', '9. c']],
    [
      'count on over blank lines, code and nested lists',
      '1. a\n\n   ```\n   x\n   ```\n\n1. b\n   - c\n1. d\n',
      ['1. a', '', '   ──', '   x', '', '2. b', '   • c', '3. d'],
    ],
    ['keep their delimiter, and end with another', '1) a\n2) b\n3. c\n', ['1) a', '2) b', '', '3. c']],
    ['keep what is in their items together', '- a\n\n  more\n\n- b\n', ['• a', '', '  more', '', '• b']],
    ['have blank rows only where the source has blank lines', '- a\n- b\n\n- c\n', ['• a', '• b', '', '• c']],
    [
      'wrap behind their markers',
      `10. ${'word '.repeat(9)}`,
      ['10. word word word word word word word', '    word word'],
    ],
    ['have boxes for tasks, once', '- [ ] a\n- [x] b\n  - [X] c\n', ['☐ a', '☑ b', '  ☑ c']],
    [
      'have boxes behind numbers',
      `1. [ ] ${'word '.repeat(8)}`,
      ['1. ☐ word word word word word word word', '     word'],
    ],
    ['have empty items', '- a\n-\n- b\n', ['• a', '•', '• b']],
    [
      'have headings, rules and quotes in them',
      '- # h\n- ***\n- > q\n  > r\n',
      ['• # h', '• ' + '─'.repeat(38), '• │ q r'],
    ],
    [
      'begin in the middle of a paragraph, but not with a year',
      'a\n- b\n\nin\n1986. no\n',
      ['a', '', '• b', '', 'in 1986. no'],
    ],
    ['go on with a line that is not indented', '- a\nb\n', ['• a b']],
  ]);
});

describe('quotes', () => {
  check([
    ['have a bar before each row', `> ${'word '.repeat(9)}`, ['│ word word word word word word word', '│ word word']],
    ['nest', '> a\n>\n> > b\n> - c\n>   d\n', ['│ a', '│', '│ │ b', '│', '│ • c d']],
    [
      'hold code, in its item',
      '> - x\n>   ```\n>   y\n>\n>     z\n>   ```\n',
      ['│ • x', '│   ──', '│   y', '│', '│     z'],
    ],
    [
      'go on with a line without a marker, but not with code',
      '> a\nb\n\n> c\n    d\n\n    e\n',
      ['│ a b', '', '│ c d', '', '──', 'e'],
    ],
    ['end before what follows', '> a\n\nb\n', ['│ a', '', 'b']],
  ]);
});

describe('code', () => {
  check([
    [
      'has a label with its language, no frame and no indent',
      'a\n\n```js\nlet x;\n\n  y\n```\n\nb\n',
      ['a', '', '── js', 'let x;', '', '  y', '', 'b'],
    ],
    ['has a label without a language, too', 'a\n```\nx\n```\n', ['a', '', '──', 'x']],
    ['has a label with a language that is not highlighted', '~~~ mermaid {a}\nx\n', ['── mermaid', 'x']],
    ['has a label without the rest of its info', '```{.py title="a b"}\nx\n```\n', ['── py', 'x']],
    ['has a label that fits', `\`\`\`${'a'.repeat(50)}\nx\n`, [`── ${'a'.repeat(36)}…`, 'x']],
    [
      'stands at the column of its item, however deep',
      '- a\n  1. b\n\n     ```\n     x\n\n       y\n     ```\n',
      ['• a', '  1. b', '', '     ──', '     x', '', '       y'],
    ],
    ['stands below the marker of an item that begins with it', '- ```\n  x\n  ```\n- b\n', ['• ──', '  x', '• b']],
    ['has no blanks at the ends of its lines', '```\na  \n\t \nb\t\n```\n', ['──', 'a', '', 'b']],
    [
      'may be fenced by tildes, and by more than three',
      '~~~\n```\n~~~\n\n`````\n````\n`````\n',
      ['──', '```', '', '──', '````'],
    ],
    ['is not ended by a fence with a language', '```\na\n```js\n```\n', ['──', 'a', '```js']],
    ['goes on to the end where its fence is not closed', '```\nx\n\ny', ['──', 'x', '', 'y']],
    ['ends with the item that it stands in', '- ```\n  x\ny\n', ['• ──', '  x', '', 'y']],
    ['may be indented', '    a\n\n      b\n\n\nc\n', ['──', 'a', '', '  b', '', 'c']],
    [
      'keeps its lines, however wide',
      `> - \`\`\`\n>   ${'ab '.repeat(150)}x\n>   \`\`\``,
      ['│ • ──', `│   ${'ab '.repeat(150)}x`],
    ],
    ['has its tabs expanded', '```\na\tb\n\tc\n日\td\n```', ['──', 'a   b', '    c', '日  d']],
    ['is not Markdown', '```\n**a** &amp; [b](c)\n```\n', ['──', '**a** &amp; [b](c)']],
  ]);
});

describe('tables', () => {
  check([
    [
      'align their columns',
      '| a | long name | r |\n|:--|:-:|--:|\n| 1 | x | 22 |\n',
      ['a │ long name │  r', '──┼───────────┼───', '1 │     x     │ 22'],
    ],
    ['need no outer pipes', 'a | b\n--|--\n1 | 2\n', ['a │ b', '──┼──', '1 │ 2']],
    [
      'fill short rows, and keep what is too much',
      '|a|b|\n|-|-|\n|1|\n|1|2|3|\n',
      ['a │ b', '──┼──────', '1 │', '1 │ 2 | 3'],
    ],
    ['have pipes in cells', '|a|\n|-|\n| x \\| `y \\| z` |\n', ['a', '─────────', 'x | y | z']],
    [
      'wrap their cells where the window is narrow',
      '| name | what it does |\n|---|---|\n| first | a longer text that has to wrap somewhere |\n',
      [
        'name  │ what it does',
        '──────┼─────────────────────────────────',
        'first │ a longer text that has to wrap',
        '      │ somewhere',
      ],
    ],
    [
      'have a thin rule between their rows where one of these wraps',
      `| a | b |\n|---|---|\n| 1 | ${'word '.repeat(9)}|\n| 2 | x |\n| 3 | y |\n`,
      [
        'a │ b',
        '──┼─────────────────────────────────────',
        '1 │ word word word word word word word',
        '  │ word word',
        '╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌',
        '2 │ x',
        '╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌',
        '3 │ y',
      ],
    ],
    ['end with a blank line or another block', '|a|\n|-|\n|1|\n# h\n', ['a', '─', '1', '', '# h']],
    ['wide characters count as two columns', '|日本|b|\n|-|-|\n|x|y|\n', ['日本 │ b', '─────┼──', 'x    │ y']],
    ['may stand in items and quotes', '- |a|\n  |-|\n  |1|\n\n> |b|\n> |-|\n', ['• a', '  ─', '  1', '', '│ b', '│ ─']],
  ]);

  it('become records where there is no room for columns', () => {
    expect(plainRows('| name | value |\n|---|---|\n| a | b |\n| c | d |\n', { width: 8 })).toEqual([
      'name: a',
      'value: b',
      '────────',
      'name: c',
      'value: d',
    ]);
  });
});

describe('links', () => {
  check([
    [
      'are never broken, however long',
      `- see http://e.x/${'a/'.repeat(30)} and more`,
      ['• see', `  http://e.x/${'a/'.repeat(30)}`, '  and more'],
    ],
    ['are text and target', '[t](http://e.x) [r](./a.md)', ['t (http://e.x) r (./a.md)']],
    [
      'are shown once where the text is the target',
      '<http://a.b> http://c.d/e www.f.g x@y.zz',
      ['http://a.b http://c.d/e www.f.g x@y.zz'],
    ],
    [
      'take their targets from definitions',
      '[r]: http://e.x\n\n[r] [t][r] [R][]\n',
      ['[r]: http://e.x', '', 'r (http://e.x) t (http://e.x) R', '(http://e.x)'],
    ],
    [
      'take the first of two definitions',
      '[r]: http://a\n[r]: http://b\n\n[r]',
      ['[r]: http://a', '[r]: http://b', '', 'r (http://a)'],
    ],
    [
      'are images, by their alternative text',
      '![alt](http://i/j.png) ![](http://k)',
      ['alt (http://i/j.png) http://k'],
    ],
    ['may hold an image', '[![alt](http://i)](http://e.x)', ['alt (http://i) (http://e.x)']],
    ['in a definition above a heading are shown', '[r]: /u\nTitle\n===\n', ['[r]: /u', '', '# Title']],
  ]);
});

describe('alerts', () => {
  check([
    ['have their kind as a label', '> [!NOTE]\n> a\n>\n> - b\n', ['│ NOTE', '│ a', '│', '│ • b']],
    [
      'are of five kinds, in any case',
      '> [!Tip]\n> a\n\n> [!caution]\n> b\n',
      ['│ TIP', '│ a', '', '│ CAUTION', '│ b'],
    ],
    ['may have text behind their marker', '> [!WARNING] a\n> b\n', ['│ WARNING', '│ a b']],
    ['may stand in an item', '- > [!IMPORTANT]\n  > a\n', ['• │ IMPORTANT', '  │ a']],
    ['are quotes otherwise', '> [!NOTHING]\n> [!NOTE]\n\n[!NOTE]\n', ['│ [!NOTHING] [!NOTE]', '', '[!NOTE]']],
  ]);
});

describe('footnotes', () => {
  check([
    ['are shown where they are defined', 'text[^1]\n\n[^1]: the note\n', ['text[^1]', '', '[^1]: the note']],
    [
      'are apart, with their rows below one another',
      '[^1]: a note of many words that has to wrap\n[^two]: and `another`\n\n    with more\n\nend\n',
      [
        '[^1]: a note of many words that has to',
        '      wrap',
        '[^two]: and another',
        '',
        '        with more',
        '',
        'end',
      ],
    ],
    ['are no link definitions', '[^1]: http://e.x\n\na[^1]\n', ['[^1]: http://e.x', '', 'a[^1]']],
    ['end a paragraph', 'a\n[^1]: b\nc\n', ['a', '', '[^1]: b c']],
    ['may be empty', '[^1]:\n\na\n', ['[^1]:', '', 'a']],
  ]);

  it('are named even where there is no room before them', () => {
    expect(plainRows('[^name]: a b\n\n    c', { width: 5 })).toEqual(['[^nam', 'e]:', 'a b', '', 'c']);
  });
});

describe('all else', () => {
  check([
    ['a rule fills the row', 'a\n\n---\n\nb\n', ['a', '', '─'.repeat(40), '', 'b']],
    ['HTML is shown as it is', 'a <x>y</x>\n\n<div>\n  y\n</div>\n', ['a <x>y</x>', '', '<div>', '  y', '</div>']],
    [
      'comments are hidden',
      'a <!-- b --> c\n\n<!-- d\n\n e -->\n\n- <!-- f -->\n- g\n<!-- h -->\n',
      ['a c', '', '•', '• g'],
    ],
    [
      'a folded part is shown by its summary',
      '<details>\n<summary>a <b>b</b></summary>\n\nc\n\n</details>\n\nd\n',
      ['▸ a b', '', 'c', '', 'd'],
    ],
    [
      'tags that say how text looks are not shown',
      'x<sup>2</sup> H<sub>2</sub>O <kbd>Ctrl</kbd>+<kbd>C</kbd><br/><b>b <i>i</i></b> <mark>m</mark>',
      ['x² H₂O Ctrl+C', 'b i m'],
    ],
    [
      'raised and lowered text without characters of its own is shown behind a sign',
      'a<sup>x/y</sup> b<sub>i,j</sub> c<sup>!</sup> d<sup>[1]</sup> e<sup>-1</sup>',
      ['a^(x/y) b_(i,j) c^! d[1] e⁻¹'],
    ],
    [
      'images and links of HTML are such',
      '<img src="http://i" alt="a &amp; b"> <a href="http://e.x">t</a> <a name="x">u</a>',
      ['a & b (http://i) t (http://e.x) u'],
    ],
    [
      'tags that do not belong together are shown',
      '<b>a</i> <sub>b *c</sub>* </kbd>',
      ['<b>a</i> <sub>b c</sub> </kbd>'],
    ],
    ['a link without a target is text', '[a *b*]() [](<>)', ['a b']],
    ['colons are no emoji', 'a:b:c :smile:', ['a:b:c :smile:']],
    ['nothing is nothing', '\n \n\t\n', []],
  ]);
});
