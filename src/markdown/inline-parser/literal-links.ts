import type { Tokens } from 'marked';
import { matchAt, type Source } from './source.ts';
import { linkToken, textToken } from './tokens.ts';
import { unescape } from './text-spans.ts';

/** Patterns of where a link may begin that nothing marks as one; most texts have none, and need not be searched for them. */
export function literalStarts(text: string): string[] {
  const starts: string[] = [];
  if (text.includes('://')) starts.push('[hH][tT][tT][pP][sS]?://');
  if (/www\./i.test(text)) starts.push('[wW]{3}\\.');
  if (text.includes('@')) starts.push('(?<![\\w.+/-])(?:[mM][aA][iI][lL][tT][oO]:)?[\\w.+-]+@');
  return starts;
}

const PROTOCOL = /(?<![a-z])https?:\/\/(?![\s\p{P}\p{S}])/iuy;
const WWW = /(?<![^\s*_~([\]])(?=www\..)/iuy;
const HOST = /(?:[^\s\p{P}\p{S}]|[-._])+/uy;
/** It ends at a blank, a tag, and at the end of a link's text. */
const REST = /(?:[^\s<\]]|\](?![([]))*/uy;
const MAIL = /(?<![\w.+/-])(?:mailto:)?[\w.+-]+@(?:[\w-]|\.(?=[a-z\d]))+/iy;

/** A link that GitHub finds in plain text: an address of the web, or of mail. */
export function literalLink(source: Source, at: number): Tokens.Link | undefined {
  const protocol = matchAt(PROTOCOL, source, at)?.[0];
  if (protocol !== undefined) return webLink(source, at, at + protocol.length, '');
  const mail = matchAt(MAIL, source, at)?.[0];
  // A version is no address: `react@18.2.0`.
  if (mail !== undefined && /@.*\..*[a-z]$/i.test(mail)) {
    return linkToken(mail, /^mailto:/i.test(mail) ? mail : `mailto:${mail}`, [textToken(mail)]);
  }
  return matchAt(WWW, source, at) === null ? undefined : webLink(source, at, at, 'http://');
}

function webLink(source: Source, start: number, host: number, prefix: string): Tokens.Link | undefined {
  const raw = withoutTrail(source.text.slice(start, host) + matchAt(REST, source, host)![0]);
  const [name = ''] = matchAt(HOST, source, host) ?? [];
  const segments = name.slice(0, start + raw.length - host).split('.');
  if (segments.join('') === '' || segments.slice(-2).some((segment) => segment.includes('_'))) return undefined;
  if (prefix !== '' && segments.length < 2) return undefined;
  const shown = unescape(raw, false);
  return linkToken(raw, prefix + shown, [textToken(raw, shown)]);
}

/** An address without the punctuation behind it; a closing parenthesis belongs to it if it has the opening one. */
function withoutTrail(address: string): string {
  let end = address.length;
  let extra = count(address, ')') - count(address, '(');
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (last === ')') {
      if (extra <= 0) break;
      extra--;
    } else if (last === ';') {
      const reference = /&[a-z]+;$/i.exec(address.slice(Math.max(0, end - 40), end));
      if (reference !== null) end -= reference[0].length - 1;
    } else if (!/[!"'*,.:?\]_~]/.test(last)) break;
  }
  return address.slice(0, end);
}

const count = (text: string, character: string) => text.split(character).length - 1;
