/** Everything on an emulator's screen and above it, and the number of rows that scrolled away. */
export function screenOf(terminal) {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.baseY + terminal.rows }, (_, row) => buffer.getLine(row));
  const text = lines.map((line) => line.translateToString(true)).join('\n');
  return {
    scrolled: buffer.baseY,
    cursor: { x: buffer.cursorX, row: buffer.baseY + buffer.cursorY },
    rows: lines.map((line) => rowOf(line, terminal.cols)),
    text: text.trimEnd(),
  };
}

/**
 * A row as texts and backgrounds of one style each. A text has no blanks at its ends and no two in a row: viewers of
 * SVG disagree about which blanks count. A wide character is a text of its own, since fonts disagree about its width.
 */
function rowOf(line, cols) {
  const texts = [];
  const backgrounds = [];
  for (let x = 0; x < cols; x += 1) {
    const cell = line.getCell(x);
    const cells = cell.getWidth();
    if (cells === 0) continue;
    const { background, ...style } = styleOf(cell);
    if (background !== undefined) addBackground(backgrounds, { x, cells, background });
    const text = cell.getChars().trim();
    if (text !== '') addText(texts, { x, cells, text, style, wide: cells > 1 });
  }
  return { texts, backgrounds };
}

function addBackground(backgrounds, next) {
  const last = backgrounds.at(-1);
  if (last?.background === next.background && next.x === endOf(last)) last.cells += next.cells;
  else backgrounds.push(next);
}

function addText(texts, next) {
  const last = texts.at(-1);
  const gap = last === undefined ? Infinity : next.x - endOf(last);
  if (gap > 1 || last.wide || next.wide || JSON.stringify(last.style) !== JSON.stringify(next.style)) {
    texts.push(next);
    return;
  }
  last.text += ' '.repeat(gap) + next.text;
  last.cells += gap + next.cells;
}

const endOf = ({ x, cells }) => x + cells;

function styleOf(cell) {
  const color = colorOf(cell.getFgColorMode(), cell.getFgColor());
  const background = colorOf(cell.getBgColorMode(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  return {
    color: inverse ? (background ?? 'background') : color,
    background: inverse ? (color ?? 'foreground') : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    strike: cell.isStrikethrough() !== 0,
  };
}

/** The emulator's colour modes: 0 is the default, 3 is RGB; the others number the palette. */
function colorOf(mode, value) {
  if (mode === 0) return undefined;
  return mode >> 24 === 3 ? `#${value.toString(16).padStart(6, '0')}` : value;
}
