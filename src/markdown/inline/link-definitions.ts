import { Lexer } from 'marked';
import type { Links } from './inline.ts';

export interface Split {
  /** The lines of the definitions, as they stand in the source. */
  readonly lines: readonly string[];
  readonly links: Links;
  /** The rest of the paragraph. */
  readonly text: string;
}

/** More of them than a reply would have; looking them up must not become the work. */
const MOST_KEPT = 500;

export function noLinks(): Links {
  return Object.create(null) as Links;
}

/** Link definitions at the start of a paragraph. The first one of a label counts, wherever a later one says otherwise. */
export function splitDefinitions(paragraph: string, known: Links): Split {
  if (!paragraph.startsWith('[')) return { lines: [], links: known, text: paragraph };
  const lexer = new Lexer();
  const lines: string[] = [];
  let text = paragraph;
  for (const token of lexer.blockTokens(paragraph, [])) {
    if (token.type !== 'def' || !text.startsWith(token.raw)) break;
    lines.push(...token.raw.trimEnd().split('\n'));
    text = text.slice(token.raw.length);
  }
  return { lines, links: lines.length === 0 ? known : merge(known, lexer.tokens.links), text };
}

function merge(known: Links, found: Links): Links {
  const links = Object.assign(noLinks(), known);
  let room = MOST_KEPT - Object.keys(known).length;
  for (const [label, link] of Object.entries(found)) {
    if (label in links || room-- <= 0) continue;
    links[label] = link;
  }
  return links;
}
