/**
 * Lines folded at blanks, so that a terminal `columns` wide need not cut words; what is folded is indented by two.
 * `undefined`: no terminal, nothing is folded. A word that is too long stays whole.
 */
export function fold(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 10) return text;
  return text
    .split('\n')
    .map((line) => foldLine(line, columns))
    .join('\n');
}

function foldLine(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const indent = /^ */.exec(line)![0];
  const rows = [];
  let row = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    if (row.trim() !== '' && row.length + 1 + word.length > columns) {
      rows.push(row);
      row = `${indent}  ${word}`;
    } else {
      row += row.trim() === '' ? word : ` ${word}`;
    }
  }
  return [...rows, row].join('\n');
}
