import type { Token, Tokens } from 'marked';
import { targetOf, type Bracket } from './brackets.ts';
import { codeSpan } from './code-span.ts';
import { resolve, runAt, type Parsed, type Run } from './delimiters.ts';
import { formulaSpan } from './formula-span.ts';
import { autolink, htmlSpan } from './html-spans.ts';
import { literalLink, literalStarts } from './literal-links.ts';
import type { Emphasis, Links, Source, SpanConstruct } from './source.ts';
import { escape, lineEnd, reference } from './text-spans.ts';
import { imageToken, linkToken, plainOf, textToken } from './tokens.ts';

/** What can be read from its start alone; the first that takes a place has it. */
const CONSTRUCTS: readonly SpanConstruct[] = [formulaSpan, codeSpan, escape, reference, autolink, htmlSpan, lineEnd];

const STARTS = new Set(
  [/\*+|_+|~+|!?\[|\]/, ...CONSTRUCTS.map(({ mayStart }) => mayStart)].map(({ source }) => source),
);

/** A link of plain text, unless it turns out to stand in the text of a link. */
type Entry = Parsed | Run | { readonly kind: 'literal'; readonly token: Tokens.Link };

/**
 * The inline markup of a text as tokens, as CommonMark and GitHub's extension of it say. The `raw` of all tokens is the
 * text. It takes time in proportion to the text, whatever that is.
 */
export function parseInline(text: string, links: Links, emphasis: Emphasis): Token[] {
  const source: Source = { text, links, emphasis, memory: { missing: new Set() } };
  const entries: Entry[] = [];
  const brackets: Bracket[] = [];
  const start = new RegExp([...literalStarts(text), ...STARTS].join('|'), 'g');
  let plainFrom = 0;

  /** Takes what stands between `at` and `end`, and the plain text before it. */
  const take = (at: number, end: number, entry?: Entry) => {
    if (at > plainFrom) entries.push(parsed(textToken(text.slice(plainFrom, at))));
    if (entry !== undefined) entries.push(entry);
    plainFrom = end;
    start.lastIndex = end;
  };
  const open = (at: number, marker: '[' | '![') => {
    const last = brackets.at(-1);
    if (last !== undefined) last.holdsBracket = true;
    const from = at + marker.length;
    take(at, from, parsed(textToken(marker)));
    brackets.push({ marker, entry: entries.length - 1, from, isActive: true, holdsBracket: false });
  };
  const close = (at: number) => {
    const bracket = brackets.pop();
    const target = bracket?.isActive === true ? targetOf(source, bracket, at) : undefined;
    if (bracket === undefined || target === undefined) {
      start.lastIndex = at + 1;
      return;
    }
    take(at, target.end);
    const isLink = bracket.marker === '[';
    const inside = resolve(
      entries
        .splice(bracket.entry)
        .slice(1)
        .map((entry) => decided(entry, isLink)),
    );
    const raw = text.slice(bracket.from - bracket.marker.length, target.end);
    entries.push(
      parsed(isLink ? linkToken(raw, target.value, inside) : imageToken(raw, target.value, plainOf(inside))),
    );
    if (isLink) deactivate(brackets);
  };

  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const { index: at, 0: marker } = found;
    start.lastIndex = at + 1;
    const literal = /^[\w.+-]/.test(marker) ? literalLink(source, at) : undefined;
    if (literal !== undefined) take(at, at + literal.raw.length, { kind: 'literal', token: literal });
    else if (marker === '[' || marker === '![') open(at, marker);
    else if (marker === ']') close(at);
    else if (/^[*_~]/.test(marker)) {
      const run = runAt(source, at);
      if (run === undefined) start.lastIndex = at + marker.length;
      else take(at, at + run.length, run);
    } else {
      const token = spanAt(source, at);
      if (token !== undefined) take(at, at + token.raw.length, parsed(token));
    }
  }
  take(text.length, text.length);
  return resolve(entries.map((entry) => decided(entry, false)));
}

const parsed = (token: Token): Parsed => ({ kind: 'token', token });

function decided(entry: Entry, isInLink: boolean): Parsed | Run {
  if (entry.kind !== 'literal') return entry;
  const { raw, text } = entry.token;
  return parsed(isInLink ? textToken(raw, text) : entry.token);
}

function spanAt(source: Source, at: number): Token | undefined {
  for (const construct of CONSTRUCTS) {
    const token = construct.parse(source, at);
    if (token !== undefined) return token;
  }
  return undefined;
}

/** Brackets before a link begin none; those before the first of them that is not active are so already. */
function deactivate(brackets: readonly Bracket[]): void {
  for (let index = brackets.length - 1; index >= 0; index--) {
    const bracket = brackets[index]!;
    if (bracket.marker === '![') continue;
    if (!bracket.isActive) return;
    bracket.isActive = false;
  }
}
