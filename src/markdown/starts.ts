/** What a line can begin, by CommonMark 0.31 and GFM; each looks at a line whose indentation has been taken off. */

export interface FenceStart {
  readonly char: string;
  readonly length: number;
  readonly info: string;
}

export function fenceStart(text: string): FenceStart | undefined {
  const match = /^(`{3,})([^`]*)$|^(~{3,})(.*)$/.exec(text);
  if (match === null) return undefined;
  const marker = match[1] ?? match[3]!;
  return { char: marker[0]!, length: marker.length, info: (match[2] ?? match[4] ?? '').trim() };
}

export function closesFence(text: string, { char, length }: FenceStart): boolean {
  const trimmed = text.trimEnd();
  return trimmed.length >= length && trimmed === char.repeat(trimmed.length);
}

/** An ATX heading, its closing sequence taken off. */
export function headingStart(text: string): { readonly depth: number; readonly text: string } | undefined {
  const match = /^(#{1,6})(?:[ \t]+(.*?))?[ \t]*$/.exec(text);
  if (match === null) return undefined;
  const content = (match[2] ?? '').replace(/(^|[ \t]+)#+$/, '');
  return { depth: match[1]!.length, text: content.trim() };
}

export function isRule(text: string): boolean {
  return /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(text);
}

/** The depth of the heading that an underline makes of the paragraph above it. */
export function underlineDepth(text: string): 1 | 2 | undefined {
  if (/^=+[ \t]*$/.test(text)) return 1;
  return /^-+[ \t]*$/.test(text) ? 2 : undefined;
}

export interface ItemStart {
  readonly ordered: boolean;
  /** `-`, `+`, `*`, `.` or `)`: items of one list have the same. */
  readonly delimiter: string;
  readonly number: number;
  readonly markerLength: number;
  readonly empty: boolean;
}

export function itemStart(text: string): ItemStart | undefined {
  const match = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, bullet, digits, delimiter, rest] = match;
  return {
    ordered: bullet === undefined,
    delimiter: bullet ?? delimiter!,
    number: Number(digits ?? 0),
    markerLength: bullet === undefined ? digits!.length + 1 : 1,
    empty: !/[^ \t]/.test(rest!),
  };
}

/** How an HTML block ends: at a line that matches, or (`undefined`) before a blank line. */
export interface HtmlStart {
  readonly end: RegExp | undefined;
  readonly interruptsParagraph: boolean;
}

const HTML_STARTS: readonly (readonly [RegExp, HtmlStart])[] = [
  [
    /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i,
    { end: /<\/(?:script|pre|style|textarea)>/i, interruptsParagraph: true },
  ],
  [/^<!--/, { end: /-->/, interruptsParagraph: true }],
  [/^<\?/, { end: /\?>/, interruptsParagraph: true }],
  [/^<![a-z]/i, { end: />/, interruptsParagraph: true }],
  [/^<!\[CDATA\[/, { end: /\]\]>/, interruptsParagraph: true }],
  [
    /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i,
    { end: undefined, interruptsParagraph: true },
  ],
  [
    /^(?:<[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[a-z][a-z\d-]*\s*>)\s*$/i,
    { end: undefined, interruptsParagraph: false },
  ],
];

export function htmlStart(text: string): HtmlStart | undefined {
  return text.startsWith('<') ? HTML_STARTS.find(([start]) => start.test(text))?.[1] : undefined;
}

export type Alignment = 'left' | 'right' | 'center';

/** The columns that a delimiter row announces, if the line is one. */
export function delimiterRow(text: string): Alignment[] | undefined {
  if (!/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(text) || !/[:|]/.test(text)) return undefined;
  return splitCells(text).map((cell) => {
    const right = cell.endsWith(':');
    return right && cell.startsWith(':') ? 'center' : right ? 'right' : 'left';
  });
}

/** The cells of a table's row; a pipe that is escaped, in code too, belongs to its cell. */
export function splitCells(row: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const inner = row.trim().replace(/^\|/, '');
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '\\' && inner[at + 1] === '|') {
      cell += '|';
      at++;
    } else if (inner[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += inner[at];
    }
  }
  return cell.trim() === '' ? cells : [...cells, cell.trim()];
}
