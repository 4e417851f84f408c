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
  let indent = 0;
  let at = 0;
  for (; ; at++) {
    if (text[at] === ' ') indent++;
    else if (text[at] === '\t') indent += toTabStop(column + indent);
    else break;
  }
  return { text, column, indent, content: text.slice(at) };
}

/** The line without `columns` columns of its indentation; a tab that reaches further leaves spaces behind. */
export function dropIndent({ text, column }: Line, columns: number): Line {
  let dropped = 0;
  let at = 0;
  while (dropped < columns) {
    if (text[at] === ' ') dropped++;
    else if (text[at] === '\t') dropped += toTabStop(column + dropped);
    else break;
    at++;
  }
  const left = Math.max(0, dropped - columns);
  return lineFrom(' '.repeat(left) + text.slice(at), column + dropped - left);
}

/** The line without its indentation and the marker of `length` characters behind it. */
export function dropMarker({ column, indent, content }: Line, length: number): Line {
  return lineFrom(content.slice(length), column + indent + length);
}

/** Longer lines and paragraphs are taken in parts, so that what is held of a reply stays bounded. */
export const MAX_TEXT = 8192;

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

const toTabStop = (column: number) => 4 - (column % 4);
