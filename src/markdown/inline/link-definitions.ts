import { Lexer } from 'marked';
import type { Links } from './inline.ts';

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
  const added = Object.entries(found).filter(([label]) => !(label in known));
  const room = MAX_KEPT - Object.keys(known).length;
  return Object.assign(noLinks(), known, Object.fromEntries(added.slice(0, room)));
}
