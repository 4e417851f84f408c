import type { TextFilter } from './flush.ts';
import { roughWidth } from './rough-width.ts';

/** In a narrower window wrapping leaves the rows ragged, so the terminal breaks them. */
const MIN_COLUMNS = 10;

/** Characters of scripts that put no spaces between words: a row may break next to any of them. */
const UNSPACED = String.raw`\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef`;
/** A line break with the blanks before it, blanks, an unspaced character, or a word. The limits bound what is held back. */
const PIECE = new RegExp(`[^\\S\\n]{0,200}\\n|[^\\S\\n]{1,200}|[${UNSPACED}]|[^\\s${UNSPACED}]{1,200}`, 'gu');
const WORD = new RegExp(`^[^\\s${UNSPACED}]`, 'u');

/**
 * Breaks rows between words so that a terminal need not break inside them. `columns`: the current width of the window,
 * `undefined` to break nothing. `margin` starts each row that continues a line. The rows do not depend on where the pieces
 * of text end; the last word is held back, as it may continue. Text after the end starts a row.
 */
export function createWordWrap(columns: () => number | undefined, margin = ''): TextFilter {
  let column = 0;
  let inWord = false;
  let held = '';

  function place(piece: string): string {
    const isRestOfWord = inWord && WORD.test(piece);
    inWord = WORD.test(piece);
    if (piece.endsWith('\n')) {
      column = 0;
      return '\n';
    }
    // A tab's width depends on where it stands.
    const shown = piece.replaceAll('\t', '  ');
    const width = roughWidth(shown);
    const room = columns() ?? 0;
    if (room < MIN_COLUMNS || column + width < room || isRestOfWord) {
      column += width;
      return shown;
    }
    // A break that gains no room would only leave a blank row.
    const lead = column > margin.length ? `\n${margin}` : '';
    column = margin.length;
    if (shown.trim() === '') return lead;
    column += width;
    // The terminal breaks a word that is wider than a row. Beside a margin, what follows starts a new row.
    if (column >= room && margin === '') column = width % room;
    return lead + shown;
  }

  return {
    push(text) {
      const pieces = (held + text).match(PIECE) ?? [];
      // Anything but a line break may continue.
      held = pieces.at(-1)?.endsWith('\n') === false ? pieces.pop()! : '';
      return pieces.map(place).join('');
    },
    end() {
      const rest = held === '' ? '' : place(held);
      held = '';
      column = 0;
      inWord = false;
      return rest;
    },
  };
}

/**
 * Wraps each line of a text into rows of at most `columns`, those after the first indented by `indent` more. `columns`
 * undefined: wraps nothing.
 */
export function wrapWords(text: string, columns: number | undefined, indent = 2): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns, ' '.repeat(/^ */.exec(line)![0].length + indent)))
    .join('\n');
}

const SEPARATOR = ' · ';

/** As `wrapWords`, for lines whose parts ` · ` separates: breaks between parts, and in a part only if it is too wide. */
export function wrapParts(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => breakParts(line.split(SEPARATOR), columns))
    .join('\n');
}

function breakParts(parts: readonly string[], columns: number): string {
  const rows: string[] = [];
  for (const [i, part] of parts.entries()) {
    const end = i === parts.length - 1 ? part : part + SEPARATOR.trimEnd();
    const row = rows.pop();
    if (row === undefined) rows.push(wrapWords(end, columns));
    else if (roughWidth(`${row} ${end}`) <= columns) rows.push(`${row} ${end}`);
    else rows.push(row, wrapWords(`  ${end}`, columns, 0));
    rows.push(...rows.pop()!.split('\n'));
  }
  return rows.join('\n');
}

function wrapLine(line: string, columns: number, margin: string): string {
  if (columns < MIN_COLUMNS || roughWidth(line) <= columns) return line;
  const wrap = createWordWrap(() => columns + 1, margin);
  return (wrap.push(line.trimEnd()) + wrap.end()).replace(/ +$/gm, '');
}
