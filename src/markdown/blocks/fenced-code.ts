import { languageWord } from '../../core/text/languages.ts';
import { highlightLine, startHighlighting } from '../code/highlight.ts';
import { decodeText } from '../inline/links.ts';
import { clipRow } from '../layout/clip.ts';
import type { Styles } from '../layout/theme-styles.ts';
import { expandTabs } from '../layout/wrap.ts';
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
  isCode: true,
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
  return text.startsWith(char) && text.length >= length && text === char.repeat(text.length);
}

function codeLine(fence: OpenFence, line: string): Step<OpenFence, FencedCode> {
  return { blocks: [{ ...fence, line }], open: { ...fence, isFirst: false } };
}

/**
 * A line of code is one row, however wide: where the terminal wraps it, what is copied has no line break of ours in it. The
 * first stands below a label.
 */
export function codeRows(code: Pick<FencedCode, 'info' | 'line' | 'isFirst'>, context: RowContext): string[] {
  const { memory, styles } = context;
  const info = decodeText(code.info);
  const lead = context.lead();
  const before = (code.isFirst ? undefined : memory.code) ?? startHighlighting(info);
  const { row, after } = highlightLine(before, expandTabs(lead.shown(code.line)).trimEnd(), styles);
  memory.code = after;
  return lead.rows(code.isFirst ? [label(info, lead.room, styles), row] : [row]);
}

/** A short rule and the language, so that code is told from text without colours too. */
function label(info: string, room: number, styles: Styles): string {
  return clipRow(styles.codeLabel(`── ${languageWord(info) ?? ''}`.trimEnd()), room);
}
