import { decodeHTMLStrict } from 'entities';
import { matchAt, type SpanConstruct } from './source.ts';
import { breakToken, textToken } from './tokens.ts';

const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const HARD_BREAK = /\\\n[ \t]*/y;

/** A backslash before punctuation, or before a line break that is to stay one. */
export const escape: SpanConstruct = {
  mayStart: /\\/,
  parse(source, at) {
    const escaped = matchAt(ESCAPED, source, at);
    if (escaped !== null) return textToken(escaped[0], escaped[1]);
    const hard = matchAt(HARD_BREAK, source, at);
    return hard === null ? undefined : breakToken(hard[0]);
  },
};

const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/iy;
const REFERENCES = new RegExp(REFERENCE.source, 'gi');

/** A character by its number or name. */
export const reference: SpanConstruct = {
  mayStart: /&/,
  parse(source, at) {
    const found = matchAt(REFERENCE, source, at)?.[0];
    if (found === undefined) return undefined;
    const character = decodeHTMLStrict(found);
    return character === found ? undefined : textToken(found, character);
  },
};

/** A text with its character references replaced, and its escapes if it has any. */
export function unescape(text: string, escapes = true): string {
  const plain = /\\([!-/:-@[-`{-~])/g;
  const parts = escapes ? new RegExp(`${plain.source}|${REFERENCES.source}`, 'gi') : REFERENCES;
  return text.replace(parts, (part, escaped?: string | number) =>
    typeof escaped === 'string' ? escaped : decodeHTMLStrict(part),
  );
}

const LINE_END = /([ \t]*)\n[ \t]*/y;

/** The end of a line: a space, or a line break behind two blanks or more. */
export const lineEnd: SpanConstruct = {
  // Only the first blank of a run is asked.
  mayStart: /\n|[ \t](?<![ \t]{2})[ \t]*\n/,
  parse(source, at) {
    const [raw, blanks] = matchAt(LINE_END, source, at) ?? [];
    if (raw === undefined) return undefined;
    return /^ {2,}$/.test(blanks!) ? breakToken(raw) : textToken(raw, '\n');
  },
};
