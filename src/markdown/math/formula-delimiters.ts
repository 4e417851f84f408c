/** A formula in a text. */
export interface Formula {
  /** All of it, with its delimiters. */
  readonly source: string;
  /** What stands between them. */
  readonly tex: string;
}

/** Between delimiters: neither others nor backticks, since code comes first. A backslash takes the character behind it along. */
const DOLLARS = /\$\$((?:\\[^]|[^\\$`])+)\$\$(?!\$)/y;
const DOLLAR = /\$(?![\s$])((?:\\[^]|[^\\$`])+)(?<!\s)\$(?![\w$])/y;
const PARENTHESES = /\\\(((?:\\[^()[\]]|[^\\`])+)\\\)/y;
const BRACKETS = /\\\[((?:\\[^()[\]]|[^\\`])+)\\\]/y;

/** The same where the text ends before the formula does. */
const OPEN = /(?:\$(?![\s$])|\$\$|\\[([])((?:\\[^()[\]]|[^\\$`])+)[\\$]?$/y;

/** Whatever may begin a formula or hide one. */
const MARKS = /`+|\$+|\\[^]/g;

/** The formula that begins at this place; `before` is the character before it. */
export function formulaAt(text: string, at: number, before = text[at - 1] ?? ''): Formula | undefined {
  const isBrackets = text.startsWith('\\[', at);
  const isDouble = text.startsWith('$$', at);
  const pattern = isDouble ? DOLLARS : text[at] === '$' ? DOLLAR : isBrackets ? BRACKETS : PARENTHESES;
  // Money, as in US$5, and a variable, as in a$b, begin no formula.
  if (pattern === DOLLAR && /[\w$]/.test(before)) return undefined;
  pattern.lastIndex = at;
  const [source, tex] = pattern.exec(text) ?? [];
  if (source === undefined || tex === undefined) return undefined;
  return (isBrackets ? isCalculation(tex) : isFormula(tex)) ? { source, tex } : undefined;
}

/** The formulas of a text, with their places. Code spans and escaped characters hide what is in them. */
export function formulasIn(text: string): (Formula & { readonly at: number })[] {
  if (!/\$|\\[([]/.test(text)) return [];
  const found: (Formula & { readonly at: number })[] = [];
  forEachOpening(text, (at) => {
    const formula = formulaAt(text, at);
    if (formula !== undefined) found.push({ ...formula, at });
    return formula?.source.length;
  });
  return found;
}

/** Where a formula begins that is still being written, as far as that can be told. */
export function openFormulaIn(text: string): number | undefined {
  let open: number | undefined;
  forEachOpening(
    text,
    (at) => {
      const formula = formulaAt(text, at);
      OPEN.lastIndex = at;
      const isOpen = text[at] !== '$' || !/[\w$]/.test(text[at - 1] ?? '');
      const tex = formula === undefined && isOpen ? OPEN.exec(text)?.[1] : undefined;
      if (tex !== undefined && /[\\^_{]/.test(tex) && isFormula(tex)) open ??= at;
      return formula?.source.length;
    },
    true,
  );
  return open;
}

/** Asks at each opening delimiter how many characters to skip. */
function forEachOpening(text: string, lengthAt: (at: number) => number | undefined, isUnfinished = false): void {
  MARKS.lastIndex = 0;
  const unclosed = new Set<number>();
  for (let match = MARKS.exec(text); match !== null; match = MARKS.exec(text)) {
    const [mark] = match;
    const { index } = match;
    const next = MARKS.lastIndex;
    if (mark.startsWith('`')) {
      const end = unclosed.has(mark.length) ? -1 : endOfCode(text, next, mark.length);
      // Of a text that is still being written, the rest is code.
      if (end === -1 && isUnfinished) return;
      if (end === -1) unclosed.add(mark.length);
      MARKS.lastIndex = end === -1 ? next : end;
    } else if (mark.startsWith('$') || mark === '\\(' || mark === '\\[') {
      const length = lengthAt(index);
      MARKS.lastIndex = length === undefined ? next : index + length;
    }
  }
}

function endOfCode(text: string, from: number, length: number): number {
  for (const { 0: run, index } of text.slice(from).matchAll(/`+/g)) {
    if (run.length === length) return from + index + length;
  }
  return -1;
}

/** What has no signs of a formula and these words is a text. */
const WORDS =
  /[a-z]{4}|[A-Za-z]{2,}[\s,.;:]+[A-Za-z]{2,}|(?<![A-Za-z])(?:and|as|at|but|by|for|if|in|is|it|not|of|on|or|per|the|to|vs)(?![A-Za-z])/;

/** Whether a text between delimiters is a formula, and not words or an amount of money. */
export function isFormula(tex: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(tex)) return false;
  return /[\\^_{}=<>]/.test(tex) || !WORDS.test(tex);
}

/** The same on one line between `\[` and `\]`, which also stand around what is not to be a link: there, more is asked for. */
export function isCalculation(tex: string): boolean {
  return isFormula(tex) && /[\\^_{}=<>]|[\w)]\s*[+*/|−-]\s+[\w(]/.test(tex);
}

/** How a formula of its own is closed, by how it is opened. */
const CLOSING: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]' };
/** An environment that is a formula of its own needs no delimiters. */
const ENVIRONMENT = /^\\begin\{((?:align|equation|gather)\*?)\}/;

export interface Opening {
  readonly open: string;
  readonly closing: string;
  /** What follows it on its line. */
  readonly rest: string;
}

/** The opening of a formula of its own, at the start of a line. */
export function openingOf(content: string): Opening | undefined {
  const [environment, name] = ENVIRONMENT.exec(content) ?? [];
  const open = environment ?? content.slice(0, 2);
  const closing = name === undefined ? CLOSING[open] : `\\end{${name}}`;
  if (closing === undefined || content[2] === '$') return undefined;
  return { open, closing, rest: content.slice(open.length) };
}

/**
 * Where the last line of a text opens a formula with its last characters. One that stands alone on its line has been taken
 * for a formula before, and was none.
 */
export function openingAtEnd(text: string): number | undefined {
  const at = text.length - 2;
  const open = text.slice(-2);
  if (CLOSING[open] === undefined) return undefined;
  const before = text.slice(text.lastIndexOf('\n') + 1, at).trimEnd();
  if (/(?:^|[\\$])$/.test(before.slice(-1))) return undefined;
  const isPaired = open === '$$' && (text.match(/\$\$/g)?.length ?? 0) % 2 === 0;
  return isPaired ? undefined : at;
}

/** A line of a formula of its own: whether it ends it, and with what text before that; `undefined`: it cannot be one. */
export function closingIn(
  line: string,
  closing: string,
): { readonly tex: string; readonly isLast: boolean } | undefined {
  const match =
    /^((?:\\(?!end\{(?:align|equation|gather)\*?\})[^()[\]]|[^\\$]|\$(?!\$))*)(\\end\{\w+\*?\}|\\[()[\]]|\$\$|\\?$)([^]*)$/.exec(
      line,
    );
  const [, tex = '', mark = '', rest = ''] = match ?? [];
  if (mark === '' || mark === '\\') return { tex: line, isLast: false };
  // In a formula with delimiters, an environment is one of its parts.
  const after = /^[ \t]*([.,;:!?]?)[ \t]*$/.exec(rest);
  if (mark !== closing || after === null) return undefined;
  return { tex: (mark.startsWith('\\end') ? tex + mark : tex) + after[1]!, isLast: true };
}
