import { describe, expect, it } from 'vitest';
import { MarkdownStream } from '../../../src/markdown/markdown-stream.ts';
import { rowsOf, withoutSequences } from '../../helpers/rows.ts';

/** Styles as they are opened, in words: `{bold}text{}`. */
const NAMES: Readonly<Record<string, string>> = {
  0: '',
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  9: 'struck',
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  35: 'magenta',
  36: 'cyan',
  53: 'overlined',
};

function styled(text: string, options: ConstructorParameters<typeof MarkdownStream>[0] = {}): string {
  const rows = rowsOf(text, { color: 1, ...options });
  return rows.join('\n').replace(/\u001b\[(\d+)m/g, (_, code: string) => `{${NAMES[code] ?? code}}`);
}

describe('styles', () => {
  it.each([
    ['bold', '**a** __b__', '{bold}a{} {bold}b{}'],
    ['italic', '*a* _b_', '{italic}a{} {italic}b{}'],
    ['struck through', '~~a~~', '{struck}a{}'],
    ['bold in italic', '*a **b** c*', '{italic}a {bold}b{}{italic} c{}'],
    ['italic in bold', '**a *b* c**', '{bold}a {italic}b{}{bold} c{}'],
    ['both at once', '***a*** b', '{italic}{bold}a{} b'],
    ['bold in struck', '~~a **b** c~~', '{struck}a {bold}b{}{struck} c{}'],
    ['code in bold', '**a `b` c**', '{bold}a {cyan}b{}{bold} c{}'],
    ['code in an item', '- a `b` **c**', '{cyan}• {}a {cyan}b{} {bold}c{}'],
    ['a heading, and bold in it', '## a **b** c', '{dim}##{} {bold}a b c{}'],
    ['the first heading', '# a', '{dim}#{} {bold}{underline}a{}'],
    ['a link', '[a](http://e.x)', 'a ({blue}{underline}http://e.x{})'],
    ['a quote, its bar', '> a **b**', '{dim}│ {}a {bold}b{}'],
    ['HTML', 'a <x>c</x>\n\n<p>', 'a {dim}<x>{}c{dim}</x>{}\n\n{dim}<p>{}'],
    ['an alert', '> [!TIP]\n> a', '{bold}{green}│ TIP{}\n{bold}{green}│ {}a'],
    ['a summary', '<summary>a</summary>', '{cyan}▸{} {bold}a{}'],
    ['a footnote', '[^1]: a', '{cyan}[^1]: {}a'],
    ['keys', '<kbd>a</kbd>', '{cyan}a{}'],
    ['a link without a target', '[a]()', 'a'],
    ['a definition', '[r]: /u', '{dim}[r]: /u{}'],
    [
      'code of a language',
      '```js\nlet a = "x"; // 1\n```',
      '{dim}── js{}\n{magenta}let{} a = {green}"x"{}; {dim}{italic}// 1{}',
    ],
    ['code of an unknown language', '```nope\nlet a = 1\n```', '{dim}── nope{}\n{cyan}let a = 1{}'],
    ['code without a language', '```\nlet a = 1\n```', '{dim}──{}\n{cyan}let a = 1{}'],
    [
      'a comment over lines',
      '```js\n/* a\nb */ let\n```',
      '{dim}── js{}\n{dim}{italic}/* a{}\n{dim}{italic}b */{} {magenta}let{}',
    ],
    ['the head of a table', '|a|\n|-|\n|b|', '{bold}a{}\n{dim}─{}\nb'],
  ])('%s', (_, text, shown) => {
    expect(styled(text)).toBe(shown);
  });

  it('go on in the next row, and are closed in each', () => {
    expect(styled('**one two three**', { width: 8 })).toBe('{bold}one two{}\n{bold}three{}');
  });

  it('are none where there are no colours', () => {
    expect(styled('# **a** `b` [c](http://d)\n\n```js\nlet x\n```', { color: 0 })).toBe(
      '# a b c (http://d)\n\n── js\nlet x',
    );
  });

  it('can be changed, and taken away', () => {
    expect(styled('**a** `b`', { theme: { strong: 'red', code: '' } })).toBe('{red}a{} b');
    expect(styled('**a** b', { theme: { strong: 'overline' } })).toBe('{overlined}a{} b');
  });

  it('of code are the same in every run, whatever other languages were used before', () => {
    const names = [...MarkdownStream.grammars, 'unknown', ''];
    const text = (all: readonly string[]) =>
      all.map((name) => `\`\`\`${name}\n<p class="a">let x = 'y'; // 1 # 2\n/* open\n\`\`\`\n\n`);
    const apart = names.map((name) => rowsOf(text([name]), { color: 1 }));
    const together = rowsOf(text(names.toReversed()), { color: 1 });
    expect(together).toEqual(
      apart
        .toReversed()
        .map((rows) => rows.join('\n'))
        .join('\n\n')
        .split('\n'),
    );
  });
});

describe('hyperlinks', () => {
  const linked = (text: string, width = 80) => rowsOf(text, { color: 0, hyperlinks: true, width });

  it('are opened and closed in each row, and are one by their id', () => {
    const rows = linked('[one two three](http://e.x/a)', 8);
    const open = /^\u001b\]8;(id=[a-z\d]+);http:\/\/e\.x\/a\u001b\\(.*)\u001b\]8;;\u001b\\$/;
    const [first, second] = rows.map((row) => open.exec(row)!);
    expect([first![2], second![2]]).toEqual(['one two', 'three']);
    expect(first![1]).toBe(second![1]);
  });

  it.each(['http://e.x', 'https://e.x', 'mailto:a@b.cc', 'file:///etc/hosts', 'HTTPS://E.X'])('go to %s', (target) => {
    expect(linked(`[t](${target})`)[0]).toContain(`;${target}\u001b\\t\u001b]8;;`);
  });

  it.each(['javascript:x', 'data:text/html,x', 'vscode://x', './a.md', '/etc', 'ssh://h', 'java&#115;cript:x'])(
    'do not go to %s, which is shown',
    (target) => {
      expect(linked(`[t](${target})`)).toEqual([`t (${target.replace('&#115;', 's')})`]);
    },
  );

  it('have targets of printable ASCII only', () => {
    const [row] = linked('[t](<http://e.x/a b/ü/\u009d&#27;]8;;&#7;>)');
    expect(row).toContain(';http://e.x/a%20b/%C3%BC/]8;;\u001b\\t');
  });

  it('leave a text that can be copied', () => {
    expect(linked('see http://e.x/a_b_c and [t](http://e.x)').map(withoutSequences)).toEqual([
      'see http://e.x/a_b_c and t',
    ]);
  });
});
