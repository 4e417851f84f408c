export const FOREGROUND = '#d3d7de';
const BACKGROUND = '#16191f';

/** Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones. */
// oxfmt-ignore
const PALETTE = [
  '#16191f', '#e06c75', '#8ccf7e', '#e5c07b', '#6cb0f5', '#c792ea', '#5fc9d4', '#d3d7de',
  '#6b7280', '#f28b93', '#a8e39b', '#f2d59b', '#92c7fa', '#dab6f2', '#8bdde5', '#ffffff',
];

export const css = `.paper{fill:${BACKGROUND}}
.bold{font-weight:bold}
.dim{fill-opacity:.6}
.italic{font-style:italic}
.underline{text-decoration:underline}
.strike{text-decoration:line-through}`;

/** A colour for SVG: `foreground`, `background`, an index into the 256-colour palette, or RGB unchanged. */
export function hex(color) {
  if (color === 'foreground') return FOREGROUND;
  if (color === 'background') return BACKGROUND;
  if (typeof color === 'string') return color;
  if (color < 16) return PALETTE[color];
  return color < 232 ? cube(color - 16) : gray(8 + (color - 232) * 10);
}

function cube(number) {
  const levels = [Math.floor(number / 36), Math.floor(number / 6) % 6, number % 6];
  return `#${levels.map((n) => (n === 0 ? '00' : (55 + n * 40).toString(16))).join('')}`;
}

function gray(level) {
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}
