import { highlightLine, startHighlighting } from '../code/highlight.ts';
import { decodeText } from '../inline/links.ts';
import { expandTabs, wrapExactly } from '../layout/wrap.ts';
import { CODE_INDENT, dropIndent } from '../source-line.ts';
import type { LeafConstruct, RowContext, Step } from './construct.ts';

export interface OpenFence {
  readonly type: 'fenced-code';
  readonly char: string;
  readonly length: number;
  /** What stands behind the opening fence: the language first. */
  readonly info: string;
  /** Of the opening fence: as much is taken from each line. */
  readonly indent: number;
  readonly isFirst: boolean;
}

/** A line of code. */
export interface FencedCode extends OpenFence {
  readonly line: string;
}

export const fencedCode = {
  type: 'fenced-code',
  isVerbatim: true,
  mayStart: /`{1,2}|`{3,}[^`\s]*|~{1,2}|~{3,}[^~\s]*/,
  mayEnd: /^[ \t]*(`+|~+)[ \t]*$/,
  starts({ indent, content }) {
    const match = /^(`{3,})([^`]*)$|^(~{3,})(.*)$/.exec(content);
    if (match === null) return undefined;
    const [, ticks, tickInfo, tildes, tildeInfo] = match;
    const { length, [0]: char } = ticks ?? tildes!;
    const info = (tickInfo ?? tildeInfo!).trim();
    return { blocks: [], open: { type: 'fenced-code', char: char!, length, info, indent, isFirst: true } };
  },
  continues(fence, line) {
    if (line.indent < CODE_INDENT && isClosing(line.content.trimEnd(), fence)) return { blocks: [] };
    return codeLine(fence, dropIndent(line, Math.min(line.indent, fence.indent)).text);
  },
  takesMore: (fence, text) => codeLine(fence, text),
  rows: (block, context) => codeRows(block, context),
} satisfies LeafConstruct<OpenFence, FencedCode>;

function isClosing(text: string, { char, length }: OpenFence): boolean {
  return text.length >= length && text === char.repeat(text.length);
}

function codeLine(fence: OpenFence, line: string): Step<OpenFence, FencedCode> {
  return { blocks: [{ ...fence, line }], open: { ...fence, isFirst: false } };
}

/** A line of code stands at the left edge, so that it can be copied as it is; only quotes keep their bars. */
export function codeRows(code: Pick<FencedCode, 'info' | 'line' | 'isFirst'>, context: RowContext): string[] {
  const { memory, styles } = context;
  const marker = context.startsItem ? context.lead().rows(['']) : [];
  const before = (code.isFirst ? undefined : memory.code) ?? startHighlighting(decodeText(code.info));
  const { row, after } = highlightLine(before, expandTabs(code.line).trimEnd(), styles);
  memory.code = after;
  const bars = context.barLead();
  return [...marker, ...bars.rows(wrapExactly(row, bars.room))];
}
