import type { BlockParser } from './block-parser.ts';
import { createCleaner } from './clean.ts';
import { lastBreak, MAX_CODE_LINE, MAX_TEXT } from './source-line.ts';

/**
 * Cuts growing text into the lines of a parser, and lines that are too long into parts. Where it cuts depends on nothing
 * but the text, so that all that is made of one text is made of the same blocks.
 */
export class LineReader {
  readonly #clean = createCleaner();
  readonly #parser: BlockParser;
  /** The text after the last line feed. */
  #partial = '';
  /** The line has been taken in parts; `#partial` is what is left of it. */
  #inLongLine = false;
  /** How much of a line is held that is longer than text may be. */
  #most: number | undefined;

  constructor(parser: BlockParser) {
    this.#parser = parser;
  }

  push(text: string): void {
    this.#take(this.#clean.push(text));
  }

  /** No more text: the parser has ended, too. */
  end(): void {
    this.#take(this.#clean.end());
    this.feedPartial(this.#parser);
    this.#partial = '';
    this.#parser.end();
  }

  /** The line that is not complete. `isRest`: more of it has been taken. */
  get partial(): { readonly text: string; readonly isRest: boolean } {
    return { text: this.#partial, isRest: this.#inLongLine };
  }

  /** Gives the line that is not complete to a parser, such as that of a live view. */
  feedPartial(parser: BlockParser): void {
    if (this.#partial !== '') this.#feed(this.#partial, parser);
  }

  #take(text: string): void {
    const lines = text.split('\n');
    lines[0] = this.#partial + lines[0]!;
    const last = lines.pop()!;
    for (const line of lines) {
      this.#feed(this.#shorten(line));
      this.#inLongLine = false;
      this.#most = undefined;
    }
    this.#partial = this.#shorten(last);
  }

  /** Takes all but the end of a line that is too long. */
  #shorten(line: string): string {
    let rest = line;
    for (let max = this.#mostOf(rest); rest.length > max; max = MAX_TEXT) {
      const cut = lastBreak(rest, max);
      this.#feed(rest.slice(0, cut));
      this.#inLongLine = true;
      rest = rest.slice(cut);
    }
    return rest;
  }

  /** How much of a line is held. Asked for each piece of it, but looked up once. */
  #mostOf(line: string): number {
    if (line.length <= MAX_TEXT || this.#inLongLine) return MAX_TEXT;
    this.#most ??= this.#parser.isCode(line) ? MAX_CODE_LINE : MAX_TEXT;
    return this.#most;
  }

  #feed(text: string, parser = this.#parser): void {
    if (this.#inLongLine) parser.more(text);
    else parser.line(text);
  }
}
