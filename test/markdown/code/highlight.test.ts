import { describe, expect, it } from 'vitest';
import { highlightLine, startHighlighting } from '../../../src/markdown/code/highlight.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';

const styles = { ...createStyles(0) };
for (const name of Object.keys(styles) as (keyof typeof styles)[]) styles[name] = (text) => `«${name} ${text}»`;

const highlighted = (info: string, ...lines: readonly string[]) => {
  let state = startHighlighting(info);
  return lines.map((line) => {
    const { row, after } = highlightLine(state, line, styles);
    state = after;
    return joined(row);
  });
};

/** Neighbours of one style as one: what highlight.js escapes comes in pieces. */
function joined(row: string): string {
  const shorter = row.replace(/(«(\w+) [^»]*)»«\2 /, '$1');
  return shorter === row ? row : joined(shorter);
}

describe('a line of code', () => {
  it.each([
    ['js', 'let a = "x"; // 1', '«keyword let» a = «string "x"»; «comment // 1»'],
    ['js', 'a < b && /c>/', 'a < b && «string /c>/»'],
    ['js', "f('\"&')", "«title f»(«string '\"&'»)"],
    ['json', '{"a": [1, true]}', '{«attribute "a"»: [«number 1», «keyword true»]}'],
    ['diff', '+a', '«addition +a»'],
    ['diff', '-a', '«deletion -a»'],
    ['yaml', 'a: b', '«attribute a:» «string b»'],
    ['nope', 'let a', '«codeBlock let a»'],
    ['', 'let a', '«codeBlock let a»'],
  ])('of %j: %j', (info, line, row) => {
    expect(highlighted(info, line)).toEqual([row]);
  });

  it('is coloured by what began on an earlier line', () => {
    expect(highlighted('js', '/* a', 'let', '*/ let')).toEqual([
      '«comment /* a»',
      '«comment let»',
      '«comment */» «keyword let»',
    ]);
  });

  it('forgets what was closed', () => {
    let state = startHighlighting('js');
    state = highlightLine(state, '/* a', styles).after;
    expect(state.open).toEqual(['/* a']);
    state = highlightLine(state, '*/', styles).after;
    expect(state.open).toEqual([]);
  });

  it('is coloured by the language that it is embedded in, without all lines before it', () => {
    const page = [
      '<style>',
      'a { color: red }',
      '</style>',
      '<script>',
      'let a = 1; /*',
      'let */ let',
      '</script>',
      '<p>',
    ];
    expect(highlighted('html', ...page)).toEqual([
      '<«keyword style»>',
      '«keyword a» { «attribute color»: red }',
      '</«keyword style»>',
      '<«keyword script»>',
      '«keyword let» a = «number 1»; «comment /*»',
      '«comment let */» «keyword let»',
      '</«keyword script»>',
      '<«keyword p»>',
    ]);
    let state = highlightLine(startHighlighting('html'), '<script>', styles).after;
    for (let line = 0; line < 300; line++) state = highlightLine(state, `let a${line} = 1;`, styles).after;
    expect([state.open, state.inner?.open]).toEqual([['<script>'], []]);
  });

  it('leaves the state before it as it is', () => {
    const before = highlightLine(startHighlighting('js'), '/* a', styles).after;
    highlightLine(before, 'b', styles);
    expect(before.open).toEqual(['/* a']);
  });

  it('begins again after 200 lines, and after 8192 characters, in what stays open', () => {
    const open = (lines: number, line: string) => {
      let state = startHighlighting('js');
      for (let index = 0; index < lines; index++) state = highlightLine(state, index === 0 ? '/*' : line, styles).after;
      return state.open.length;
    };
    expect([open(199, ''), open(200, '')]).toEqual([199, 0]);
    expect(open(5, 'a'.repeat(2047))).toBe(5);
    expect(open(5, 'a'.repeat(2048))).toBe(0);
  });

  it('of more than 2048 characters has no colours of its language, and changes none', () => {
    const line = `let ${'a'.repeat(2044)}`;
    expect(highlighted('js', line)[0]).toContain('«keyword let»');
    expect(highlighted('js', '/*', `${line}a`, '*/')).toEqual(['«comment /*»', `«codeBlock ${line}a»`, '«comment */»']);
  });
});
