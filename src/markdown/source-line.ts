/** A line, or what is left of one after the markers of its containers. `column` is where it stands: tabs stop at every 4th. */
export interface Line {
  readonly text: string;
  readonly column: number;
}

/** How far the line is indented, in columns, and where its text begins. */
export function indentOf({ text, column }: Line): { readonly columns: number; readonly at: number } {
  let columns = 0;
  let at = 0;
  for (; at < text.length; at++) {
    if (text[at] === ' ') columns++;
    else if (text[at] === '\t') columns += 4 - ((column + columns) % 4);
    else break;
  }
  return { columns, at };
}

/** The line without `columns` columns of its indentation; a tab that reaches further leaves blanks behind. */
export function dropIndent(line: Line, columns: number): Line {
  let dropped = 0;
  let at = 0;
  while (dropped < columns && at < line.text.length) {
    if (line.text[at] === ' ') dropped++;
    else if (line.text[at] === '\t') dropped += 4 - ((line.column + dropped) % 4);
    else break;
    at++;
  }
  const left = Math.max(0, dropped - columns);
  return { text: ' '.repeat(left) + line.text.slice(at), column: line.column + dropped - left };
}

/** The line without its first `length` characters, none of them a tab. */
export function dropText({ text, column }: Line, length: number): Line {
  return { text: text.slice(length), column: column + length };
}

export function isBlank({ text }: Line): boolean {
  return !/[^ \t]/.test(text);
}
