import { describe, expect, it } from 'vitest';
import { indentedCode, type IndentedCode } from '../../../src/markdown/blocks/indented-code.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inItem, layOut } from './lay-out.ts';

const open = (blanks = '') => ({ type: 'indented-code', blanks }) as const;
const code = (line: string, isFirst = false): IndentedCode => ({ type: 'indented-code', line, isFirst });

describe('indented code', () => {
  it.each([
    ['    a', 'a'],
    ['      a ', '  a '],
    ['\ta', 'a'],
    ['  \t a', ' a'],
  ])('begins with %j', (text, line) => {
    expect(indentedCode.starts(lineFrom(text), false)).toEqual({ blocks: [code(line, true)], open: open() });
  });

  it('does not interrupt a paragraph', () => {
    expect(indentedCode.starts(lineFrom('    a'), true)).toBeUndefined();
  });

  it('continues with indented lines', () => {
    expect(indentedCode.continues(open(), lineFrom('     b'))).toEqual({ blocks: [code(' b')], open: open() });
    expect(indentedCode.continues(open(), lineFrom('   b'))).toBeUndefined();
    expect(indentedCode.continues(open('\n'), lineFrom('b'))).toBeUndefined();
  });

  it('keeps blank lines until more code follows', () => {
    expect(indentedCode.continues(open(), lineFrom(''))).toEqual({ blocks: [], open: open('\n') });
    expect(indentedCode.continues(open('\n'), lineFrom('      '))).toEqual({ blocks: [], open: open('\n  \n') });
    expect(indentedCode.continues(open('\n  \n'), lineFrom('    b'))).toEqual({
      blocks: [code(''), code('  '), code('b')],
      open: open(),
    });
  });

  it('drops them where it ends, as a blank line before what follows', () => {
    expect(indentedCode.closes(open('\n'))).toEqual({ blocks: [], isSpaced: true });
    expect(indentedCode.closes(open())).toEqual({ blocks: [], isSpaced: false });
  });

  it('takes more of a long line as another line', () => {
    expect(indentedCode.takesMore(open(), 'a')).toEqual({ blocks: [code('a')], open: open() });
  });

  it('is shown as code without a language', () => {
    expect(layOut([code('let a', true), code('b')], { color: 1 })).toEqual([
      '\u001b[2m──\u001b[0m',
      '\u001b[36mlet a\u001b[0m',
      '\u001b[36mb\u001b[0m',
    ]);
    expect(layOut([code('a', true)], { containers: inItem })).toEqual(['• ──', '  a']);
  });
});
