import { blanksEnd, destinationAt, labelAt, normalizeLabel, titleEnd, type Part } from './link-parts.ts';
import type { Source } from './source.ts';

/** An opening bracket that may yet begin a link or an image. */
export interface Bracket {
  readonly marker: '[' | '![';
  /** Where it stands among the entries, and where the text behind it begins. */
  readonly entry: number;
  readonly from: number;
  /** A link must not hold another, so that a bracket before a link begins none. */
  isActive: boolean;
  /** Another bracket stands behind it: the text is no label. */
  holdsBracket: boolean;
}

/** Where the link leads to that the bracket at `close` ends, and where it ends. */
export function targetOf(source: Source, bracket: Bracket, close: number): Part | undefined {
  return inlineTarget(source.text, close + 1) ?? definedTarget(source, bracket, close);
}

/** `(destination "title")` */
function inlineTarget(text: string, at: number): Part | undefined {
  if (text[at] !== '(') return undefined;
  const start = blanksEnd(text, at + 1);
  const destination = destinationAt(text, start);
  if (destination === undefined) return undefined;
  const { value, end } = destination;
  const next = blanksEnd(text, end);
  const title = next > end ? titleEnd(text, next) : undefined;
  const close = title === undefined ? next : blanksEnd(text, title);
  return text[close] === ')' ? { value, end: close + 1 } : undefined;
}

/** `[label]`, `[]` or nothing: what the definition of the label says. */
function definedTarget({ text, links }: Source, { from, holdsBracket }: Bracket, close: number): Part | undefined {
  const label = labelAt(text, close + 1);
  const end = label?.end ?? (text.startsWith('[]', close + 1) ? close + 3 : close + 1);
  if (label === undefined && holdsBracket) return undefined;
  const value = links[label?.value ?? normalizeLabel(text.slice(from, close))]?.href;
  return value === undefined ? undefined : { value, end };
}
