import type { Token } from 'marked';
import { attribute } from './html-tags.ts';
import { indexOf, matchAt, type Source, type SpanConstruct } from './source.ts';
import { breakToken, htmlToken, imageToken, linkToken, textToken } from './tokens.ts';

const URI = /<([a-z][a-z\d+.-]{1,31}:[^\s<>\0-\x20]*)>/iy;
const LABEL = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
const MAIL = new RegExp(`<([a-z\\d.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*)>`, 'iy');

/** `<http://...>` and `<mail@...>`. */
export const autolink: SpanConstruct = {
  mayStart: /</,
  parse(source, at) {
    const [raw, uri] = matchAt(URI, source, at) ?? [];
    if (raw !== undefined) return linkToken(raw, uri!, [textToken(uri!)]);
    const [rawMail, address] = matchAt(MAIL, source, at) ?? [];
    return rawMail === undefined ? undefined : linkToken(rawMail, `mailto:${address!}`, [textToken(address!)]);
  },
};

const BLANK = '[ \\t\\n]';
const ATTRIBUTE = `${BLANK}+[a-z_:][\\w.:-]*(?:${BLANK}*=${BLANK}*(?:[^ \\t\\n"'=<>\`]+|'[^']*'|"[^"]*"))?`;
const TAG = new RegExp(`<(?:[a-z][a-z\\d-]*(?:${ATTRIBUTE})*${BLANK}*/?|/[a-z][a-z\\d-]*${BLANK}*)>`, 'iy');

/** What else may stand between angle brackets, by how it begins and ends. */
const ENDS = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
] as const;
const DECLARATION = /<![a-z]/iy;

/** Tags and what else of HTML may stand in a text. */
export const htmlSpan: SpanConstruct = {
  mayStart: /</,
  parse(source, at) {
    const tag = matchAt(TAG, source, at)?.[0] ?? between(source, at);
    if (tag === undefined) return undefined;
    if (tag.startsWith('<!--')) return comment(source, at, tag);
    if (/^<br[ \t\n]*\/?>$/i.test(tag)) return breakToken(tag);
    const image = /^<img[ \t\n]/i.test(tag) ? attribute(tag, 'src') : undefined;
    return image === undefined ? htmlToken(tag) : imageToken(tag, image, attribute(tag, 'alt') ?? '');
  },
};

/** A comment is not shown: of the blanks on both sides, one is left. */
function comment(source: Source, at: number, tag: string): Token {
  const isApart = /^\s?$/.test(source.text.charAt(at - 1));
  const blanks = isApart ? matchAt(/[ \t\n]*/y, source, at + tag.length)![0] : '';
  return textToken(tag + blanks, '');
}

function between(source: Source, at: number): string | undefined {
  const { text } = source;
  const [short] = matchAt(/<!--(?:-?>)/y, source, at) ?? [];
  if (short !== undefined) return short;
  const [start, end] =
    ENDS.find(([one]) => text.startsWith(one, at)) ?? (matchAt(DECLARATION, source, at) ? ['<!', '>'] : []);
  if (start === undefined || end === undefined) return undefined;
  const to = indexOf(source, end, at + start.length);
  return to === -1 ? undefined : text.slice(at, to + end.length);
}
