import { describe, expect, it, test } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../helpers/steps.ts';
import { nestingFaults } from '../helpers/html-text.ts';
import { markdownHtml } from '../../src/export/markdown-html.ts';

describe('on a page', () => {
  it.each([
    ['a tight list has no paragraphs', '- a\n- b\n', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n'],
    [
      'a loose list has some in every item',
      '- a\n- b\n\n- c\n',
      '<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n<li><p>c</p>\n</li>\n</ul>\n',
    ],
    [
      'a tight list in a loose one stays tight',
      '- a\n\n  - b\n  - c\n',
      '<ul>\n<li><p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n</ul>\n',
    ],
    ['a numbered list begins where it did', '7. a\n9. b', '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>\n'],
    ['an empty item is one', '1. a\n2.\n3. b', '<ol>\n<li>a</li>\n<li></li>\n<li>b</li>\n</ol>\n'],
    [
      'tasks have boxes that cannot be clicked',
      '- [ ] a\n- [x] b',
      '<ul>\n<li><input type="checkbox" disabled=""> a</li>\n<li><input type="checkbox" checked="" disabled=""> b</li>\n</ul>\n',
    ],
    [
      'code in an item stays in it',
      '- a\n  ```\n  b\n  ```\n- c',
      '<ul>\n<li>a\n<pre><code>b</code></pre>\n</li>\n<li>c</li>\n</ul>\n',
    ],
    ['lines of code are one block', '    a\n\n    b', '<pre><code>a\n\nb</code></pre>\n'],
    [
      'a quote in a quote',
      '> a\n> > b',
      '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n',
    ],
    [
      'an alert has its label',
      '> [!WARNING]\n> a',
      '<blockquote class="alert warning">\n<p class="label">WARNING</p>\n<p>a</p>\n</blockquote>\n',
    ],
    [
      'a footnote is a part of its own',
      'a[^x]\n\n[^x]: b',
      '<p>a[^x]</p>\n<div class="footnote">\n<span class="label">[^x]:</span>\n<p>b</p>\n</div>\n',
    ],
    [
      'a table scrolls, and its columns are aligned',
      '|a|b|c|\n|-|:-:|-:|\n|1|*2*|',
      '<div class="table"><table>\n<thead>\n<tr><th>a</th><th align="center">b</th><th align="right">c</th></tr>\n</thead>\n' +
        '<tbody>\n<tr><td>1</td><td align="center"><em>2</em></td><td align="right"></td></tr>\n</tbody>\n</table></div>\n',
    ],
    [
      'a table may have no rows',
      '|a|\n|-|',
      '<div class="table"><table>\n<thead>\n<tr><th>a</th></tr>\n</thead>\n</table></div>\n',
    ],
    [
      'a folded part is shown below its summary',
      '<details>\n<summary>a **b**</summary>\n\nc\n\n</details>',
      '<p class="summary">a <strong>b</strong></p>\n<p>c</p>\n',
    ],
    [
      'an image tag alone on its line is a link',
      '<img src="http://x.example/a.png" alt="a">',
      '<p><a href="http://x.example/a.png" rel="noopener noreferrer">a</a></p>\n',
    ],
    [
      'a definition counts above it too, and is shown',
      '[a]\n\n[a]: http://x.example "t"',
      '<p><a href="http://x.example" rel="noopener noreferrer">a</a></p>\n<p class="definition">[a]: http://x.example &quot;t&quot;</p>\n',
    ],
    ['a rule', 'a\n***', '<p>a</p>\n<hr>\n'],
  ])('%s', (_, text, html) => {
    expect(markdownHtml(text)).toBe(html);
  });

  test('a long paragraph is one', () => {
    const words = 'word '.repeat(5000).trim();
    expect(markdownHtml(words).replace(/\s+/g, ' ')).toBe(`<p>${words}</p> `);
  });
});

const repeated: readonly (readonly [string, string])[] = [
  ['paragraphs', 'some words\n\n'],
  ['items', '- a\n'],
  ['loose items', '- a\n\n'],
  ['nested items', '- a\n  - b\n'],
  ['tasks', '- [x] a\n'],
  ['quotes', '> a\n\n'],
  ['lines of HTML', '<p>\n'],
  ['footnotes', '[^a]: b\n'],
  ['rows', '| a | b |\n|---|---|\n'],
  ['lines of code', '    a = 1\n'],
  ['alerts', '> [!TIP]\n> a\n\n'],
];

describe('what a page costs', () => {
  test.each(repeated)('grows with the number of %s, not with its square', async (_, text) => {
    const [some, many] = [1000, 4000].map((count) => text.repeat(count));
    const cost = async (document: string) => await stepsOf(() => void markdownHtml(document));
    await cost(some!);
    // V8 may drop some counts; a square would be sixteen times as much.
    expect(await cost(many!)).toBeLessThan(6 * (await cost(some!)));
    expect(nestingFaults(markdownHtml(many!))).toEqual([]);
  });

  test('deep markup is written, too', () => {
    expect(nestingFaults(markdownHtml('**a '.repeat(1000) + 'b** '.repeat(1000)))).toEqual([]);
    expect(nestingFaults(markdownHtml('<b>'.repeat(1100) + '</b>'.repeat(1100)))).toEqual([]);
    expect(nestingFaults(markdownHtml('> - '.repeat(1000)))).toEqual([]);
  });
});
