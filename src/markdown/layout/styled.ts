/**
 * Styled text is text with the SGR sequences that chalk writes, and OSC 8 links. As runs, it can be cut anywhere; as rows,
 * each opens and closes its own styles.
 */

/** SGR codes in the order in which they were opened, and the link that is open. */
export interface Style {
  readonly codes: readonly string[];
  /** The whole parameter part of OSC 8: `id=x;https://...`. */
  readonly link: string;
}

export interface Run {
  readonly text: string;
  readonly style: Style;
}

const PLAIN: Style = { codes: [], link: '' };
const PARTS = /\u001b\[([\d;]*)m|\u001b\]8;([^\u001b]*)\u001b\\|[^\u001b]+/g;

/** The codes that each closing code ends. */
const CLOSES: Readonly<Record<string, RegExp>> = {
  0: /^/,
  22: /^[12]$/,
  23: /^3$/,
  24: /^4$/,
  27: /^7$/,
  28: /^8$/,
  29: /^9$/,
  39: /^(3[0-8]|9[0-7])(;|$)/,
  49: /^(4[0-8]|10[0-7])(;|$)/,
  55: /^53$/,
};

export function parseStyled(text: string): Run[] {
  if (!text.includes('\u001b')) return text === '' ? [] : [{ text, style: PLAIN }];
  const runs: Run[] = [];
  let style = PLAIN;
  for (const [part, sgr, link] of text.matchAll(PARTS)) {
    if (sgr !== undefined) style = { link: style.link, codes: afterCode(style.codes, sgr) };
    else if (link !== undefined) style = { codes: style.codes, link: link === ';' ? '' : link };
    else runs.push({ text: part, style });
  }
  return runs;
}

function afterCode(codes: readonly string[], code: string): string[] {
  const closed = CLOSES[code === '' ? '0' : code];
  if (closed !== undefined) return codes.filter((open) => !closed.test(open));
  return codes.includes(code) ? [...codes] : [...codes, code];
}

/** Runs as one row, which leaves no style and no link open. */
export function renderRuns(runs: readonly Run[]): string {
  let row = '';
  let style = PLAIN;
  for (const run of runs) {
    row += change(style, run.style) + run.text;
    style = run.style;
  }
  return row + change(style, PLAIN);
}

function change(from: Style, to: Style): string {
  let sequence = '';
  if (from.link !== to.link && from.link !== '') sequence += '\u001b]8;;\u001b\\';
  const grows = from.codes.length <= to.codes.length && from.codes.every((code, i) => code === to.codes[i]);
  if (!grows) sequence += '\u001b[0m';
  for (const code of grows ? to.codes.slice(from.codes.length) : to.codes) sequence += `\u001b[${code}m`;
  if (from.link !== to.link && to.link !== '') sequence += `\u001b]8;${to.link}\u001b\\`;
  return sequence;
}

/** The text alone. */
export function plainText(styled: string): string {
  return parseStyled(styled).reduce((plain, { text }) => plain + text, '');
}
