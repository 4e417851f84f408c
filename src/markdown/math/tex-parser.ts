import { ALPHABETS, inAlphabet } from './alphabets.ts';
import { ACCENTS, ARROWS, DROPPED, ENVIRONMENTS, IGNORED, negated, SPACES, TEXTS } from './commands.ts';
import type { Symbols } from './symbols.ts';
import type { List, Node } from './tex-nodes.ts';
import { readable, TexTokens, Uncertain, type Token } from './tex-tokens.ts';

/** Deeper than any formula that fits a terminal, and no danger for the stack. */
const MAX_DEPTH = 64;

/** Reads a formula. Throws `Uncertain` at the first thing that it does not know: half a formula is worse than its source. */
export function parseTex(tex: string, symbols: Symbols): readonly (readonly List[])[] {
  const parser = new TexParser(new TexTokens(tex), symbols);
  return parser.rows((token) => isEnd(token));
}

const isEnd = ({ text }: Token) => text === '';
const isCommand = ({ type, text }: Token, ...names: string[]) => type === 'command' && names.includes(text);
const isCharacter = ({ type, text }: Token, ...characters: string[]) =>
  type === 'character' && characters.includes(text);

class TexParser {
  readonly #tokens: TexTokens;
  readonly #symbols: Symbols;
  #depth = 0;
  /** What `\mathbf` and its like make of a letter. */
  #letter = (character: string) => character;

  constructor(tokens: TexTokens, symbols: Symbols) {
    this.#tokens = tokens;
    this.#symbols = symbols;
  }

  /** Rows of cells up to a token that ends them, which is taken. */
  rows(ends: (token: Token) => boolean): List[][] {
    const rows: List[][] = [[]];
    for (;;) {
      rows.at(-1)!.push(this.#list((token) => ends(token) || isCharacter(token, '&') || isCommand(token, '\\', 'cr')));
      const token = this.#tokens.next();
      if (ends(token)) break;
      if (isCharacter(token, '&')) continue;
      // The height of a gap between rows.
      if (token.text === '\\') this.#tokens.raw('[', ']');
      rows.push([]);
    }
    const last = rows.at(-1)!;
    if (rows.length > 1 && last.length === 1 && last[0]!.length === 0) rows.pop();
    return rows;
  }

  /** Nodes up to a token that ends them, which is not taken. */
  #list(ends: (token: Token) => boolean): Node[] {
    this.#deeper();
    const list: Node[] = [];
    for (let token = this.#tokens.peek(); !ends(token); token = this.#tokens.peek()) {
      if (isEnd(token)) throw new Uncertain('it ends too early');
      const isOver = isCommand(token, 'over');
      if (isOver) {
        this.#tokens.next();
        list.splice(0, list.length, { type: 'fraction', top: [...list], bottom: this.#list(ends) });
      } else {
        if (list.length > 0 && this.#tokens.isBeforeDifferential) list.push({ type: 'space', columns: 1 });
        list.push(...this.#scripted());
      }
    }
    this.#depth--;
    return list;
  }

  /** A node with what stands above and below it, if it is one that has a place. */
  #scripted(): Node[] {
    const first = this.#tokens.peek();
    const base = isCharacter(first, '^', '_', "'") ? [{ type: 'group', body: [] } as const] : this.#atom();
    let sub: List | undefined;
    let sup: List | undefined;
    let primes = '';
    for (;;) {
      if (this.#tokens.skip("'")) primes += '′';
      else if (this.#tokens.skip('^')) {
        if (sup !== undefined) throw new Uncertain('two superscripts');
        sup = this.#argument();
      } else if (this.#tokens.skip('_')) {
        if (sub !== undefined) throw new Uncertain('two subscripts');
        sub = this.#argument();
      } else if (isCommand(this.#tokens.peek(), 'limits', 'nolimits')) this.#tokens.next();
      else break;
    }
    if (primes !== '') {
      const prime: Node = { type: 'symbol', text: { 2: '″', 3: '‴' }[primes.length] ?? primes, kind: 'ord' };
      sup = [prime, ...(sup ?? [])];
    }
    const node = base.at(-1);
    if (sub === undefined && sup === undefined) return base;
    if (base.length !== 1 || node === undefined) throw new Uncertain('scripts without a base');
    return [{ type: 'scripts', base: node, sub, sup }];
  }

  /** What the next token stands for, with its arguments; nothing for what does not show. */
  #atom(): Node[] {
    this.#deeper();
    const atom = this.#read(this.#tokens.next());
    this.#depth--;
    return atom;
  }

  #deeper(): void {
    if (++this.#depth > MAX_DEPTH) throw new Uncertain('nested too deeply');
  }

  #read(token: Token): Node[] {
    if (token.type === 'command') return this.#command(token.text);
    const { text } = token;
    if (text === '{') return [{ type: 'group', body: this.#braced() }];
    if (text === '~') return [{ type: 'space', columns: 1 }];
    if (/[}&^_#$%`"@\\]/.test(text)) throw new Uncertain(`${text} has no place here`);
    const symbol = this.#symbols.typed.get(text);
    return [{ type: 'symbol', text: symbol?.text ?? this.#letter(text), kind: symbol?.kind ?? 'ord' }];
  }

  #braced(): List {
    const list = this.#list((token) => isCharacter(token, '}'));
    this.#tokens.next();
    return list;
  }

  /** The argument of a command: a group, or one token. */
  #argument(): List {
    if (this.#tokens.skip('{')) return this.#braced();
    const token = this.#tokens.peek();
    if (isEnd(token) || isCommand(token, 'left', 'begin', 'sqrt', 'frac', 'dfrac', 'tfrac'))
      throw new Uncertain('an argument needs braces');
    return this.#atom();
  }

  #command(name: string): Node[] {
    const { named } = this.#symbols;
    const columns = SPACES.get(name);
    if (columns !== undefined) return columns === 0 ? [] : [{ type: 'space', columns }];
    if (IGNORED.has(name)) return [];
    if (DROPPED.has(name)) {
      this.#text();
      return [];
    }
    if (ALPHABETS.has(name)) return [{ type: 'group', body: this.#inAlphabet(name) }];
    if (TEXTS.has(name)) return [{ type: 'text', text: readable(this.#text()) }];
    const accent = ACCENTS.get(name);
    if (accent !== undefined) return [{ type: 'accent', ...accent, body: this.#argument() }];
    const arrow = ARROWS.get(name);
    if (arrow !== undefined) return [{ type: 'arrow', arrow, above: this.#argument() }];
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
      case 'cfrac':
        return [{ type: 'fraction', top: this.#argument(), bottom: this.#argument() }];
      case 'binom':
      case 'dbinom':
      case 'tbinom':
        return [{ type: 'binomial', top: this.#argument(), bottom: this.#argument() }];
      case 'sqrt':
        return [{ type: 'root', index: this.#optional(), body: this.#argument() }];
      case 'boxed':
      case 'fbox':
        return [{ type: 'boxed', body: this.#argument() }];
      case 'left':
        return [this.#fenced()];
      case 'not':
        return [this.#negated()];
      case 'operatorname':
        this.#tokens.skip('*');
        return [{ type: 'symbol', text: readable(this.#text()), kind: 'function' }];
      case 'pmod':
        return [{ type: 'space', columns: 1 }, ...parenthesized([...words('mod '), ...this.#argument()])];
      case 'underset':
        return this.#limit('sub');
      case 'overset':
      case 'stackrel':
        return this.#limit('sup');
      case 'tag':
        return [
          { type: 'space', columns: 4 },
          { type: 'text', text: `(${readable(this.#text())})` },
        ];
      case 'color':
      case 'textcolor':
        this.#text();
        return name === 'color' ? [] : [{ type: 'group', body: this.#argument() }];
      case 'begin':
        return [this.#environment()];
      default: {
        const symbol = named.get(name);
        if (symbol === undefined) throw new Uncertain(`\\${name}`);
        return [{ type: 'symbol', ...symbol, text: this.#letter(symbol.text) }];
      }
    }
  }

  #text(): string {
    const text = this.#tokens.raw();
    if (text === undefined) throw new Uncertain('text without braces');
    return text;
  }

  #optional(): List | undefined {
    if (!this.#tokens.skip('[')) return undefined;
    const list = this.#list((token) => isCharacter(token, ']'));
    this.#tokens.next();
    return list;
  }

  #inAlphabet(name: string): List {
    const alphabet = ALPHABETS.get(name);
    const before = this.#letter;
    if (alphabet !== undefined) this.#letter = (character) => inAlphabet(character, alphabet);
    // Upright words, as in \mathrm{max}, are functions or names, and their letters belong together.
    const list = this.#argument();
    this.#letter = before;
    return list;
  }

  /** What stands between \left and \right. */
  #fenced(): Node {
    const open = this.#delimiter();
    const body = this.#list((token) => isCommand(token, 'right'));
    this.#tokens.next();
    return { type: 'fenced', open, close: this.#delimiter(), body };
  }

  #delimiter(): string {
    const { type, text } = this.#tokens.next();
    if (type === 'character' && text === '.') return '';
    const symbol = type === 'command' ? this.#symbols.named.get(text)?.text : text;
    if (symbol === undefined || !/^[()[\]{}|/\\‖⟨⟩⌊⌋⌈⌉<>⟦⟧↑↓]$/.test(symbol))
      throw new Uncertain(`the delimiter ${text}`);
    return symbol === '<' ? '⟨' : symbol === '>' ? '⟩' : symbol;
  }

  #negated(): Node {
    const [node] = this.#atom();
    const text = node?.type === 'symbol' ? negated(node.text) : undefined;
    if (node?.type !== 'symbol' || text === undefined) throw new Uncertain('\\not before what cannot be negated');
    return { ...node, text };
  }

  /** What \underset and \overset set below and above an operator. */
  #limit(place: 'sub' | 'sup'): Node[] {
    const limit = this.#argument();
    const [base, ...more] = this.#argument();
    const isOperator = base?.type === 'symbol' && /^(?:function|big)$/.test(base.kind);
    if (base === undefined || more.length > 0 || !isOperator) throw new Uncertain('something above no operator');
    return [{ type: 'scripts', base, sub: undefined, sup: undefined, [place]: limit }];
  }

  #environment(): Node {
    const name = this.#text();
    const environment = ENVIRONMENTS.get(name);
    if (environment === undefined) throw new Uncertain(`the environment ${name}`);
    const { columns, ...table } = environment;
    if (columns === true && !/^[lcr\s]*$/.test(this.#text())) throw new Uncertain('an array with lines');
    const rows = this.rows((token) => isCommand(token, 'end'));
    if (this.#text() !== name) throw new Uncertain('another environment ends');
    return { type: 'table', table: { ...table, rows } };
  }
}

const words = (text: string): Node[] => [{ type: 'text', text }];
const parenthesized = (body: List): Node[] => [{ type: 'fenced', open: '(', close: ')', body }];
