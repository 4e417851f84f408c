import { wrapStyled } from '../layout/wrap.ts';
import { widthOf } from '../layout/width.ts';
import { closingIn, isCalculation, isFormula, openingAtEnd, openingOf } from '../math/formula-delimiters.ts';
import { isBlank, lineFrom, MAX_TEXT, type Line } from '../source-line.ts';
import type { LeafConstruct, RowContext, Step } from './construct.ts';

export interface OpenMath {
  readonly type: 'math';
  readonly closing: string;
  /** Its lines so far, with the opening. */
  readonly source: string;
  /** The same without the opening. */
  readonly tex: string;
  /** The paragraph that it interrupts: the formula may turn out to be more of its text. */
  readonly before: string;
}

/** A formula of its own. */
export interface MathBlock {
  readonly type: 'math';
  readonly source: string;
  /** `undefined`: it is not complete. */
  readonly tex: string | undefined;
}

/**
 * A formula between `$$` or `\[` and `\]`, on lines of its own. A blank line ends it, as in TeX; if it was not closed by
 * then, its lines are read again, as Markdown.
 */
export const math = {
  type: 'math',
  isVerbatim: true,
  mayStart: /\$\$?|\\(?:\[|b[a-z]*)?/,
  mayEnd: /^[ \t]*(?:\$\$?|\\\]?)[ \t]*$/,
  starts: ({ content }) => opened(content, ''),
  replaces(before, { text, content }) {
    const at = openingAtEnd(before);
    return at === undefined ? opened(content, before) : openedBefore(before, at, text);
  },
  continues(leaf, line) {
    // A fence is never part of a formula, and must not be kept from being code.
    return isBlank(line) || /^(?:`{3}|~{3})/.test(line.content) ? undefined : more(leaf, line.text);
  },
  givesUp: ({ before, source }) => ({
    above: before,
    lines: source.split('\n').map((line) => lineFrom(line)) as [Line, ...Line[]],
  }),
  preview: ({ before, source }) => ({ above: before, blocks: [{ type: 'math', source, tex: undefined }] }),
  rows({ source, tex }, context) {
    const lead = context.lead();
    const room = lead.room > 8 ? lead.room - INDENT.length : lead.room;
    const set = tex === undefined ? undefined : context.inline.formulas.display(tex, room);
    return lead.rows(
      set === undefined ? sourceRows(source, lead.room, context) : formulaRows(set, room, lead.room, context),
    );
  },
} satisfies LeafConstruct<OpenMath, MathBlock>;

const INDENT = '  ';

/** The formula of its own that a text begins with. */
export function formulaAtStart(text: string): MathBlock | undefined {
  const [first = '', ...lines] = text.split('\n');
  let step = first.startsWith('    ') ? undefined : opened(first.trimStart(), '');
  for (const line of lines) {
    if (step?.open === undefined) break;
    step = math.continues(step.open, lineFrom(line));
  }
  return step?.blocks[0];
}

function opened(content: string, before: string): Step<OpenMath, MathBlock> | undefined {
  const opening = openingOf(content);
  if (opening === undefined) return undefined;
  const { open, closing, rest } = opening;
  const isText = rest.trim() !== '' && !isFormula(rest);
  const tex = open.startsWith('\\begin') ? open : '';
  return isText ? undefined : more({ type: 'math', closing, source: open, tex, before }, rest, '');
}

/** The formula whose opening ends the paragraph, with its first line. */
function openedBefore(paragraphText: string, at: number, line: string) {
  const opening = openingOf(paragraphText.slice(at))!;
  const leaf: OpenMath = {
    type: 'math',
    closing: opening.closing,
    source: paragraphText.slice(at),
    tex: '',
    before: paragraphText.slice(0, at).trimEnd(),
  };
  return more(leaf, line);
}

/** The formula with one more line; `undefined` if it is none after all. */
function more(leaf: OpenMath, line: string, lineBreak = '\n'): Step<OpenMath, MathBlock> | undefined {
  const part = closingIn(line, leaf.closing);
  const source = leaf.source + lineBreak + line;
  if (part === undefined || source.length > MAX_TEXT) return undefined;
  const tex = leaf.tex + lineBreak + part.tex;
  if (!part.isLast) return { blocks: [], open: { ...leaf, source, tex } };
  const isOne = leaf.closing === '\\]' && !source.includes('\n') ? isCalculation(tex) : isFormula(tex);
  return isOne ? { above: leaf.before, blocks: [{ type: 'math', source, tex }] } : undefined;
}

function sourceRows(source: string, room: number, { styles }: RowContext): string[] {
  return source.split('\n').flatMap((line) => wrapStyled(styles.math(line.replaceAll('\t', ' ').trim()), room));
}

/** Rows of a formula stand in their places; one that is too wide is wrapped like text. */
function formulaRows(rows: readonly string[], room: number, width: number, { styles }: RowContext): string[] {
  const indent = room < width ? INDENT : '';
  return rows
    .flatMap((row) => (widthOf(row) <= room ? [styles.math(row)] : wrapStyled(styles.math(row), room)))
    .map((row) => indent + row);
}
