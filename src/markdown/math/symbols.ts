import { SYMBOL_TABLE } from './symbol-table.ts';

/** TeX's classes of atoms, which decide where blanks stand; `big` and `integral` are operators with limits. */
export type AtomClass = keyof typeof SYMBOL_TABLE | 'function';

export interface Symbol {
  readonly text: string;
  readonly kind: AtomClass;
}

/** What has a name and is no symbol: it is set as its name, upright. Those in the second list take limits. */
const FUNCTIONS =
  'arccos arccot arccsc arcsec arcsin arctan arg cos cosec cosh cot coth csc ctg deg dim exp hom ker lg ln log sec sech sgn sin sinh tan tanh tg';
const WITH_LIMITS = 'argmax argmin det gcd inf lim max min Pr sup';
const OTHERS: Readonly<Record<string, Symbol>> = {
  backslash: { text: '\\', kind: 'ord' },
  colon: { text: ':', kind: 'punct' },
  bmod: { text: 'mod', kind: 'bin' },
  liminf: { text: 'lim inf', kind: 'function' },
  limsup: { text: 'lim sup', kind: 'function' },
  dotsi: { text: '⋯', kind: 'inner' },
  surd: { text: '√', kind: 'ord' },
  lbrace: { text: '{', kind: 'open' },
  rbrace: { text: '}', kind: 'close' },
  lbrack: { text: '[', kind: 'open' },
  rbrack: { text: ']', kind: 'close' },
  '{': { text: '{', kind: 'open' },
  '}': { text: '}', kind: 'close' },
  '|': { text: '‖', kind: 'ord' },
  '%': { text: '%', kind: 'ord' },
  $: { text: '$', kind: 'ord' },
  '#': { text: '#', kind: 'ord' },
  '&': { text: '&', kind: 'ord' },
  _: { text: '_', kind: 'ord' },
};

/** The characters that mean something without a command. */
const CHARACTERS: Readonly<Record<string, Symbol>> = {
  '-': { text: '−', kind: 'bin' },
  '−': { text: '−', kind: 'bin' },
  '+': { text: '+', kind: 'bin' },
  '*': { text: '*', kind: 'bin' },
  '=': { text: '=', kind: 'rel' },
  '<': { text: '<', kind: 'rel' },
  '>': { text: '>', kind: 'rel' },
  ':': { text: ':', kind: 'rel' },
  '(': { text: '(', kind: 'open' },
  '[': { text: '[', kind: 'open' },
  ')': { text: ')', kind: 'close' },
  ']': { text: ']', kind: 'close' },
  '!': { text: '!', kind: 'close' },
  '?': { text: '?', kind: 'close' },
  '|': { text: '|', kind: 'ord' },
  '.': { text: '.', kind: 'close' },
  '·': { text: '·', kind: 'bin' },
  ',': { text: ',', kind: 'punct' },
  ';': { text: ';', kind: 'punct' },
};

export interface Symbols {
  readonly named: ReadonlyMap<string, Symbol>;
  readonly typed: ReadonlyMap<string, Symbol>;
}

/** The symbols by name and by character. Made for each formula's typesetter once, when the first formula comes. */
export function readSymbols(): Symbols {
  const named = new Map(Object.entries(OTHERS));
  const typed = new Map(Object.entries(CHARACTERS));
  for (const [kind, lines] of Object.entries(SYMBOL_TABLE) as [keyof typeof SYMBOL_TABLE, string][]) {
    for (const line of lines.trim().split('\n')) {
      const [text = '', ...names] = line.split(' ');
      for (const name of names) named.set(name, { text, kind });
      if (!typed.has(text)) typed.set(text, { text, kind });
    }
  }
  for (const name of `${FUNCTIONS} ${WITH_LIMITS}`.split(' ')) named.set(name, { text: name, kind: 'function' });
  return { named, typed };
}
