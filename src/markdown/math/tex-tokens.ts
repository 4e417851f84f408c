/** A formula that has no certain form in Unicode. Thrown while it is read or set, and caught in `formula.ts`. */
export class Uncertain extends Error {}

/** A command without its backslash, a character, or blanks between them. */
export interface Token {
  readonly type: 'command' | 'character' | 'blank';
  readonly text: string;
}

const END: Token = { type: 'character', text: '' };

/** The tokens of a formula, and the raw text of arguments that are no formulas. */
export class TexTokens {
  readonly #tex: string;
  readonly #pattern = /\\([A-Za-z]+|[^])|(\s+)|([^])/uy;

  constructor(tex: string) {
    this.#tex = tex;
  }

  /** The next token but blanks, which mean nothing in a formula; its text is empty at the end. */
  peek(): Token {
    const at = this.#pattern.lastIndex;
    const token = this.next();
    this.#pattern.lastIndex = at;
    return token;
  }

  next(): Token {
    const at = this.#pattern.lastIndex;
    const match = this.#pattern.exec(this.#tex);
    if (match === null) {
      this.#pattern.lastIndex = at;
      if (at < this.#tex.length) throw new Uncertain('a backslash at the end');
      return END;
    }
    const [, command, blank, character] = match;
    if (blank !== undefined) return this.next();
    return command === undefined ? { type: 'character', text: character! } : { type: 'command', text: command };
  }

  /** Whether the source has a blank and a differential here: the blank before `dx` shows where the integrand ends. */
  get isBeforeDifferential(): boolean {
    return /\s+d(?:[A-Za-z]|\\[A-Za-z])/y.test(this.#tex.slice(this.#pattern.lastIndex, this.#pattern.lastIndex + 16));
  }

  /** Takes the next token if it is this character. */
  skip(character: string): boolean {
    const token = this.peek();
    if (token.type !== 'character' || token.text !== character) return false;
    this.next();
    return true;
  }

  /** An argument in braces as it stands in the source, or `undefined` if no brace follows. */
  raw(open = '{', close = '}'): string | undefined {
    if (!this.skip(open)) return undefined;
    const start = this.#pattern.lastIndex;
    let depth = 1;
    for (let at = start; at < this.#tex.length; at++) {
      const character = this.#tex[at];
      if (character === '\\') at++;
      else if (character === close && --depth === 0) {
        this.#pattern.lastIndex = at + 1;
        return this.#tex.slice(start, at);
      } else if (character === open) depth++;
    }
    throw new Uncertain(`no ${close}`);
  }
}

/** The text of \text{...}: what looks like TeX in it is not read. */
export function readable(text: string): string {
  const plain = text
    .replace(/\\([#$%&_{}])/g, '$1')
    .replace(/\\[,;: ]|~/g, ' ')
    .replace(/\s+/g, ' ');
  if (/[\\{}^]/.test(text.replace(/\\[#$%&_{},;: ]/g, '')) || /(?<!\\)[$_]/.test(text))
    throw new Uncertain('TeX in a text');
  return plain;
}
