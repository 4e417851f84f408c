import { describe, expect, it } from 'vitest';
import { fencesOf } from '../../../src/markdown/fences.ts';
import { MarkdownStream } from '../../../src/markdown/markdown-stream.ts';
import { plainRows, rowsOf } from '../../helpers/rows.ts';

/** A small document, and its rows in forty columns. */
function check(cases: readonly (readonly [name: string, text: string, rows: readonly string[]])[]): void {
  it.each(cases)('%s', (_, text, rows) => {
    expect(plainRows(text, { width: 40 })).toEqual(rows);
  });
}

describe('a formula on lines of its own', () => {
  check([
    ['between dollars', 'a\n\n$$\nx^2\n$$\n\nb', ['a', '', '  x²', '', 'b']],
    ['between brackets', '\\[\nx^2\n\\]', ['  x²']],
    ['on one line', '$$ x^2 $$\n\\[ y = z \\]', ['  x²', '', '  y = z']],
    ['with punctuation behind it', '\\[ y = z \\].\n', ['  y = z.']],
    ['that is an environment', '\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}', ['  a = b', '    = c']],
    ['that interrupts a paragraph', 'so\n$$\nx^2\n$$\nthen', ['so', '', '  x²', '', 'then']],
    ['whose opening ends a paragraph', 'so: $$\nx^2\n$$\nthen', ['so:', '', '  x²', '', 'then']],
    [
      'with lines that look like Markdown',
      '$$\na\n- b\n= c\n# d_1*e*\n> f\n$$',
      ['$$', 'a', '- b', '= c', '# d_1*e*', '> f', '$$'],
    ],
    ['in a list', '1. a\n   $$\n   x\n   - y\n   $$\n2. b', ['1. a', '     x − y', '2. b']],
    ['that begins an item', '- $$\n  x^2\n  $$', ['•   x²']],
    ['in a quote', '> $$\n> x^2\n> $$', ['│   x²']],
    ['that is indented', '  $$\n      x^2\n  $$', ['  x²']],
    ['with code behind it', '$$\nx\n$$\n```\ncode\n```', ['  x', '', '──', 'code']],
    [
      'that is too wide for rows',
      '$$\\frac{a + b + c + d + e + f}{g} = h + i + j + k$$',
      ['  (a + b + c + d + e + f)/g = h + i + j', '  + k'],
    ],
    ['that is not certain', '$$\n\\foo{a} \\\\\n- b\n$$', ['$$', '\\foo{a} \\\\', '- b', '$$']],
  ]);

  it('has a style of its own', () => {
    expect(rowsOf('$$ x $$', { color: 1, theme: { math: 'red' } })).toEqual(['  \u001b[31mx\u001b[0m']);
  });

  it('is shown as its source if that is asked for', () => {
    expect(plainRows('$$\nx^2 \\\\\n- y\n$$\n\nand $x_{i}^{*}$ or \\(a\\)', { math: 'source' })).toEqual([
      '$$',
      'x^2 \\\\',
      '- y',
      '$$',
      '',
      'and $x_{i}^{*}$ or \\(a\\)',
    ]);
  });
});

describe('what is not closed is Markdown', () => {
  check([
    ['after a blank line', '$$\n- a\n- b\n\nc', ['$$', '', '• a', '• b', '', 'c']],
    ['at the end', '$$\n- *a*', ['$$', '', '• a']],
    ['where the item ends', '- $$\n  a\n- b', ['• $$ a', '• b']],
    ['where the quote goes on without a marker', '> $$\n> x\ny', ['│ $$ x y']],
    ['before code', '$$\na\n```\nb\n```', ['$$ a', '', '──', 'b']],
    ['before another opening', '$$ a\n\\[ b = c\nd', ['$$ a [ b = c d']],
    ['behind text on its line', '$$ x^2 $$ where\ny', ['x² where y']],
    ['as part of the paragraph before', 'text\n$$ is a pid\n- item', ['text $$ is a pid', '', '• item']],
    ['if its opening ended the paragraph', 'text $$\nmore\n\nend', ['text $$ more', '', 'end']],
    ['if it is words', '$$\nsome words\n$$', ['$$ some words $$']],
    ['if it is an escaped bracket', '\\[1\\]\n\\[x\\] and\n\\[TODO\\]', ['[1] [x] and [TODO]']],
    [
      'if it is longer than a formula',
      `$$\n${'- x\n'.repeat(3000)}`,
      ['$$', '', ...Array.from({ length: 3000 }, () => '• x')],
    ],
  ]);

  it('so that no code in it is lost to --extract', () => {
    expect(fencesOf('$$\n```js\na\nb\n```\n')).toEqual([{ language: 'js', code: 'a\nb\n' }]);
  });
});

describe('while it is written, a formula of its own', () => {
  const live = (text: string) => {
    const stream = new MarkdownStream({ color: 0, width: 40 });
    stream.push(text);
    return stream.live();
  };

  it('is shown as its source, which is no Markdown', () => {
    expect(live('$$\n- *a*\n- b_')).toEqual(['$$', '- *a*', '- b_']);
    expect(live('text\n\\[\n- a')).toEqual(['text', '', '\\[', '- a']);
    expect(live('- $$\n  x')).toEqual(['• $$', '  x']);
  });

  it('does not show half of what closes it', () => {
    for (const end of ['$', '$$']) expect(live(`$$\nx^2\n${end}`)).toEqual(['$$', 'x^2']);
    expect(live('\\[\nx^2\n\\')).toEqual(['\\[', 'x^2']);
  });

  it('does not flash as a paragraph', () => {
    for (const text of ['$', '$$', '\\', '\\[', '\\beg']) expect(live(text)).toEqual([]);
  });
});

describe('in a text, a formula', () => {
  check([
    ['keeps its stars and underscores', '*a $x_{i}^{*} + y_{j}^{*}$ b*', ['a xᵢ* + yⱼ* b']],
    ['does not end emphasis', 'a **b $x*y$ c** *$a*b$*', ['a b x * y c a * b']],
    ['stands in items', '- $x^2$: **\\(a\\)**', ['• x²: a']],
    [
      'stands in cells',
      '| a | b |\n|---|---|\n| $x_1*y*z_1$ | \\(\\|x\\|\\) |',
      ['a           │ b', '────────────┼────', 'x₁ * y * z₁ │ |x|'],
    ],
    [
      'keeps its bars in its cell',
      '| a | b |\n|---|---|\n| $P(A|B)$ | c |',
      ['a      │ b', '───────┼──', 'P(A|B) │ c'],
    ],
    ['goes over lines', 'a $x +\ny$ b', ['a x + y b']],
    ['is no code', '`$x^2$` and $x^2$', ['$x^2$ and x²']],
    ['stands in a link', '[the $x^2$](http://e.x)', ['the x² (http://e.x)']],
    ['is no part of an address', '<http://e.x/$a$b> [a](http://e.x/$x$)', ['http://e.x/$a$b a (http://e.x/$x$)']],
    ['stays as it is if it is not certain', 'a $\\foo{b}_{*c*}$ d', ['a $\\foo{b}_{*c*}$ d']],
    ['is no price', 'from $5 to *$10*, $HOME and US$5/US$6', ['from $5 to $10, $HOME and US$5/US$6']],
  ]);

  it('stands in headings', () => {
    expect(plainRows('# The $x^2$ of \\(y\\)\n').join()).toContain('The x² of y');
  });

  it('that is still being written is shown as its source', () => {
    const stream = new MarkdownStream({ color: 0 });
    stream.push('so **bold $x_{i}^{*} + y_{j}^{*');
    expect(stream.live()).toEqual(['so bold $x_{i}^{*} + y_{j}^{*']);
    stream.push('}$');
    expect(stream.live()).toEqual(['so bold xᵢ* + yⱼ*']);
  });
});
