import type { Token } from 'marked';

/** Link definitions by normalized label. Without a prototype, since `[constructor]` is a label, too. */
export type Links = Readonly<Record<string, { readonly href: string; readonly title?: string | undefined }>>;

/**
 * Which stars and underscores are emphasis. `strict`: those of CommonMark. `lenient`: also those next to Chinese, Japanese
 * and Korean text, and bold labels before a letter, where CommonMark's rules leave the markers as they are.
 */
export type Emphasis = 'lenient' | 'strict';

/** A text whose inline markup is parsed. */
export interface Source {
  readonly text: string;
  readonly links: Links;
  readonly emphasis: Emphasis;
  readonly memory: Memory;
}

/** What constructs remember of a text, so that none searches it to its end again and again. */
interface Memory {
  /** What it has been searched for in vain. */
  readonly missing: Set<string>;
  /** Runs of backticks by their length. */
  backticks?: Map<number, Backticks>;
}

/** Where the runs of one length stand, and which of them is the next. */
export interface Backticks {
  readonly starts: number[];
  next: number;
}

/** A construct that can be read from its start alone: all but emphasis and links in brackets. */
export interface SpanConstruct {
  /** What it begins with: only there it is asked. */
  readonly mayStart: RegExp;
  /** The token that begins at `at`; its `raw` is what it takes from the text. */
  parse(source: Source, at: number): Token | undefined;
}

/** What `pattern`, which is sticky, matches at this place. */
export function matchAt(pattern: RegExp, { text }: Source, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where `end` stands next; a text that has none is searched once. */
export function indexOf({ text, memory }: Source, end: string, from: number): number {
  if (memory.missing.has(end)) return -1;
  const at = text.indexOf(end, from);
  if (at === -1) memory.missing.add(end);
  return at;
}
