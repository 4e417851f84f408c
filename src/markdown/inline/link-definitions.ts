import { blanksEnd, destinationAt, labelAt, titleEnd } from '../inline-parser/link-parts.ts';
import type { Links } from '../inline-parser/source.ts';

export interface Split {
  /** The lines of the definitions, as they stand in the source. */
  readonly lines: readonly string[];
  readonly links: Links;
  /** The rest of the paragraph. */
  readonly text: string;
}

/** More than a reply would have: looking them up must not take long. */
const MAX_KEPT = 500;

export function noLinks(): Links {
  return Object.create(null) as Links;
}

/** Splits the link definitions from the start of a paragraph. Of several for one label, the first counts. */
export function splitDefinitions(paragraph: string, known: Links): Split {
  const found: Record<string, { readonly href: string }> = Object.create(null);
  let end = 0;
  for (let next = definitionAt(paragraph, 0); next !== undefined; next = definitionAt(paragraph, end)) {
    found[next.label] ??= { href: next.href };
    end = next.end;
  }
  if (end === 0) return { lines: [], links: known, text: paragraph };
  const lines = paragraph.slice(0, end).replace(/\n$/, '').split('\n');
  return { lines, links: merge(known, found), text: paragraph.slice(end) };
}

/** `[label]: destination "title"`, up to the line behind it. */
function definitionAt(text: string, at: number): { label: string; href: string; end: number } | undefined {
  const label = labelAt(text, at);
  if (label === undefined || text[label.end] !== ':') return undefined;
  const start = blanksEnd(text, label.end + 1);
  const destination = destinationAt(text, start);
  if (destination === undefined || destination.end === start) return undefined;
  const next = blanksEnd(text, destination.end);
  const title = next > destination.end ? titleEnd(text, next) : undefined;
  // A line that only begins with a title is none, and the text goes on with it.
  const end = (title === undefined ? undefined : lineEnd(text, title)) ?? lineEnd(text, destination.end);
  return end === undefined ? undefined : { label: label.value, href: destination.value, end };
}

/** Behind the line feed at the end of this line, if only blanks stand before it. */
function lineEnd(text: string, at: number): number | undefined {
  const [blanks, feed] = /^[ \t]*(\n|$)/.exec(text.slice(at)) ?? [];
  return feed === undefined ? undefined : at + blanks!.length;
}

function merge(known: Links, found: Links): Links {
  const added = Object.entries(found).filter(([label]) => !(label in known));
  const room = MAX_KEPT - Object.keys(known).length;
  return Object.assign(noLinks(), known, Object.fromEntries(added.slice(0, room)));
}
