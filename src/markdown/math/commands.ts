import type { Table } from './tex-nodes.ts';

/** Blanks of any width, in columns. */
export const SPACES: ReadonlyMap<string, number> = new Map([
  ['quad', 2],
  ['qquad', 4],
  ...[
    ',',
    ':',
    ';',
    '>',
    ' ',
    '\n',
    'thinspace',
    'medspace',
    'thickspace',
    'space',
    'enspace',
    'enskip',
    'nobreakspace',
  ].map((name) => [name, 1] as const),
  ...['!', 'negthinspace', 'negmedspace'].map((name) => [name, 0] as const),
]);

/** What changes only the size or the place of something. */
export const IGNORED: ReadonlySet<string> = new Set(
  [
    'displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag middle',
    'big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm',
  ].flatMap((names) => names.split(' ')),
);

/** What does not show, with its argument. */
export const DROPPED: ReadonlySet<string> = new Set(['label', 'hspace', 'hspace*', 'vspace']);

/** What is set as text, not as a formula. */
export const TEXTS: ReadonlySet<string> = new Set(
  'text textrm textbf textit textsf texttt textnormal textup mbox hbox'.split(' '),
);

/** Marks that combine with the character before them; a wide one may stand at each of several. */
export const ACCENTS: ReadonlyMap<string, { readonly mark: string; readonly isWide: boolean }> = new Map(
  [
    ['hat', '\u0302', false],
    ['widehat', '\u0302', false],
    ['check', '\u030c', false],
    ['tilde', '\u0303', false],
    ['widetilde', '\u0303', false],
    ['acute', '\u0301', false],
    ['grave', '\u0300', false],
    ['dot', '\u0307', false],
    ['ddot', '\u0308', false],
    ['dddot', '\u20db', false],
    ['breve', '\u0306', false],
    ['mathring', '\u030a', false],
    ['vec', '\u20d7', false],
    ['overrightarrow', '\u20d7', false],
    ['bar', '\u0304', false],
    ['overline', '\u0305', true],
    ['underline', '\u0332', true],
  ].map(([name, mark, isWide]) => [name as string, { mark: mark as string, isWide: isWide as boolean }]),
);

/** Arrows that grow with what stands above them. */
export const ARROWS: ReadonlyMap<string, string> = new Map([
  ['xrightarrow', '→'],
  ['xRightarrow', '⇒'],
]);

/** A relation with a stroke through it, if Unicode has it. */
export function negated(symbol: string): string | undefined {
  const text = `${symbol}\u0338`.normalize();
  return text.includes('\u0338') ? undefined : text;
}

type Environment = Omit<Table, 'rows'> & {
  /** Its columns are declared behind its name. */
  readonly columns?: true;
};

const LINES: Environment = { kind: 'lines', open: '', close: '' };
const matrix = (open: string, close: string): Environment => ({ kind: 'matrix', open, close });

/** The environments that are set as rows, by their names. */
export const ENVIRONMENTS: ReadonlyMap<string, Environment> = new Map<string, Environment>([
  ...['aligned', 'align', 'align*', 'split', 'gather', 'gather*', 'gathered', 'equation', 'equation*'].map(
    (name) => [name, LINES] as const,
  ),
  ['matrix', matrix('', '')],
  ['smallmatrix', matrix('', '')],
  ['pmatrix', matrix('(', ')')],
  ['bmatrix', matrix('[', ']')],
  ['Bmatrix', matrix('{', '}')],
  ['vmatrix', matrix('|', '|')],
  ['Vmatrix', matrix('‖', '‖')],
  ['array', { ...matrix('', ''), columns: true }],
  ['cases', { kind: 'cases', open: '{', close: '' }],
]);
