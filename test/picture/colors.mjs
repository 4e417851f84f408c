/** Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones. */
// oxfmt-ignore
const DARK = {
  text: '#d3d7de', paper: '#16191f', edge: '#2b303b',
  palette: [
    '#16191f', '#e06c75', '#8ccf7e', '#e5c07b', '#6cb0f5', '#c792ea', '#5fc9d4', '#d3d7de',
    '#6b7280', '#f28b93', '#a8e39b', '#f2d59b', '#92c7fa', '#dab6f2', '#8bdde5', '#ffffff',
  ],
};

// oxfmt-ignore
const LIGHT = {
  text: '#24292f', paper: '#fbfbfa', edge: '#d0d7de',
  palette: [
    '#24292f', '#cf222e', '#1a7f37', '#8a5a00', '#0550ae', '#8250df', '#0f6f7c', '#57606a',
    '#6e7781', '#a40e26', '#116329', '#6f4600', '#0969da', '#6639ba', '#0b5a66', '#24292f',
  ],
};

/** Styles for both colour schemes: the terminal's own colours follow the reader's. */
export const css = `.b{font-weight:bold}
.d{fill-opacity:.65}
.i{font-style:italic}
.u{text-decoration:underline}
.s{text-decoration:line-through}
${schemeCss(DARK)}
@media(prefers-color-scheme:light){${schemeCss(LIGHT)}}`;

function schemeCss({ text, paper, edge, palette }) {
  const colors = palette.map((color, index) => `.c${index}{fill:${color}}`).join('');
  return `text,.foreground,.cursor{fill:${text}}.paper{fill:${paper};stroke:${edge}}.background{fill:${paper}}${colors}`;
}

/** How an element gets a colour: the class of one of the terminal's own, or the attribute of any other. */
export function paint(color) {
  if (color === undefined) return {};
  if (typeof color === 'number' && color < 16) return { class: `c${color}` };
  if (color === 'foreground' || color === 'background') return { class: color };
  return { style: `fill:${typeof color === 'string' ? color : indexed(color)}` };
}

/** The colours 16 to 255 of the palette. */
function indexed(number) {
  return number < 232 ? cube(number - 16) : gray(8 + (number - 232) * 10);
}

function cube(number) {
  const levels = [Math.floor(number / 36), Math.floor(number / 6) % 6, number % 6];
  return `#${levels.map((n) => (n === 0 ? '00' : (55 + n * 40).toString(16))).join('')}`;
}

function gray(level) {
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}
