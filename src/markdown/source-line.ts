/** A line, or the rest of one behind the markers of its containers. */
export interface Line {
  readonly text: string;
  /** The column it begins at: tabs stop at every fourth. */
  readonly column: number;
  /** Its indentation, in columns. */
  readonly indent: number;
  /** Its text without the indentation; empty if the line is blank. */
  readonly content: string;
}

/** A line indented by this much is code where a block may begin, and never a marker. */
export const CODE_INDENT = 4;

export function lineFrom(text: string, column = 0): Line {
  const { at, width } = indentation(text, column);
  return { text, column, indent: width, content: text.slice(at) };
}

/** The line without `columns` columns of its indentation; a tab that reaches further leaves spaces behind. */
export function dropIndent({ text, column }: Line, columns: number): Line {
  const { at, width } = indentation(text, column, columns);
  const left = Math.max(0, width - columns);
  return lineFrom(' '.repeat(left) + text.slice(at), column + width - left);
}

/** Where the indentation ends and how wide it is, or as much of it as fills `columns` columns. */
function indentation(text: string, column: number, columns = Number.POSITIVE_INFINITY) {
  let width = 0;
  let at = 0;
  for (; width < columns; at++) {
    if (text[at] === ' ') width++;
    else if (text[at] === '\t') width += 4 - ((column + width) % 4);
    else break;
  }
  return { at, width };
}

/** The line without its indentation and the marker of `length` characters behind it. */
export function dropMarker({ column, indent, content }: Line, length: number): Line {
  return lineFrom(content.slice(length), column + indent + length);
}

/** Longer lines and paragraphs are taken in parts, so that what is held of a reply stays bounded. */
export const MAX_TEXT = 8192;

/** Code is not, as far as that can be helped. */
export const MAX_CODE_LINE = 1_048_576;

/** Where a text that is longer than `max` is cut: before the last blank that allows it, or between two characters. */
export function lastBreak(text: string, max: number): number {
  const head = text.slice(0, max);
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  if (blank > 0) return blank;
  return /[\ud800-\udbff]$/.test(head) ? max - 1 : max;
}

export function isBlank({ content }: Line): boolean {
  return content === '';
}

/** Without the spaces and tabs at its ends: Markdown knows no other blanks. */
export function trimBlanks(text: string): string {
  return trimBlanksEnd(text).replace(/^[ \t\n]+/, '');
}

export function trimBlanksEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\n'.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}
