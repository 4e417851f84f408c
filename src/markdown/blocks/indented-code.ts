import { CODE_INDENT, dropIndent, isBlank } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';
import { codeRows } from './fenced-code.ts';

export interface OpenIndentedCode {
  readonly type: 'indented-code';
  /** Blank lines since the last line of code, each with its line feed: they belong to the code only if more follows. */
  readonly blanks: string;
}

/** A line of code. */
export interface IndentedCode {
  readonly type: 'indented-code';
  readonly line: string;
  readonly isFirst: boolean;
}

export const indentedCode = {
  type: 'indented-code',
  isVerbatim: true,
  isCode: true,
  isIndented: true,
  starts(line, inParagraph) {
    if (inParagraph) return undefined;
    const code = codeLine(dropIndent(line, CODE_INDENT).text);
    return { blocks: [{ ...code, isFirst: true }], open: { type: 'indented-code', blanks: '' } };
  },
  continues(leaf, line) {
    const { text } = dropIndent(line, CODE_INDENT);
    if (isBlank(line)) return { blocks: [], open: { ...leaf, blanks: `${leaf.blanks}${text}\n` } };
    if (line.indent < CODE_INDENT) return undefined;
    return { blocks: `${leaf.blanks}${text}`.split('\n').map(codeLine), open: { ...leaf, blanks: '' } };
  },
  takesMore: (leaf, text) => ({ blocks: [codeLine(text)], open: leaf }),
  closes: ({ blanks }) => ({ blocks: [], isSpaced: blanks !== '' }),
  rows: (block, context) => codeRows({ ...block, info: '' }, context),
} satisfies LeafConstruct<OpenIndentedCode, IndentedCode>;

function codeLine(line: string): IndentedCode {
  return { type: 'indented-code', line, isFirst: false };
}
