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
  if (roughWidth(line) <= columns) return line;
  const indent = /^ */.exec(line)![0];
  const rows = [];
  let row = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    if (row.trim() !== '' && roughWidth(row) + 1 + roughWidth(word) > columns) {
      rows.push(row);
      row = `${indent}  ${word}`;
    } else {
      row += row.trim() === '' ? word : ` ${word}`;
    }
  }
  return [...rows, row].join('\n');
}

/** Roughly: Chinese, Japanese and Korean characters and emoji take two columns. */
export function roughWidth(text: string): number {
  return (
    text.length +
    (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g)
      ?.length ?? 0)
  );
}
