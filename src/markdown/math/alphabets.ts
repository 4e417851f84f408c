import { Uncertain } from './tex-tokens.ts';

/** Where an alphabet of mathematical letters begins: its capitals, small letters, digits and Greek, if it has them. */
interface Alphabet {
  readonly capitals: number;
  readonly small?: number;
  readonly digits?: number;
  readonly greek?: readonly [capitals: number, small: number];
  /** The letters that Unicode had before, and has at another place. */
  readonly others?: Readonly<Record<string, string>>;
}

const BOLD: Alphabet = { capitals: 0x1d400, small: 0x1d41a, digits: 0x1d7ce, greek: [0x1d6a8, 0x1d6c2] };
const SCRIPT: Alphabet = {
  capitals: 0x1d49c,
  others: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' },
};
const FRAKTUR: Alphabet = {
  capitals: 0x1d504,
  small: 0x1d51e,
  others: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' },
};
const DOUBLE: Alphabet = {
  capitals: 0x1d538,
  small: 0x1d552,
  digits: 0x1d7d8,
  others: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
};

/** The commands that choose letters; `undefined`: the letters stay as they are. */
export const ALPHABETS: ReadonlyMap<string, Alphabet | undefined> = new Map([
  ...['mathbf', 'boldsymbol', 'bm', 'bold', 'symbf', 'mathbfit'].map((name) => [name, BOLD] as const),
  ...['mathcal', 'mathscr', 'cal'].map((name) => [name, SCRIPT] as const),
  ['mathfrak', FRAKTUR],
  ['mathbb', DOUBLE],
  ...['mathrm', 'mathit', 'mathsf', 'mathtt', 'mathnormal', 'symrm', 'rm'].map((name) => [name, undefined] as const),
]);

/** A character in another alphabet. What stands for no letter stays as it is; a letter that the alphabet lacks is uncertain. */
export function inAlphabet(character: string, alphabet: Alphabet): string {
  const { capitals, small, digits, greek, others } = alphabet;
  const known = others?.[character];
  if (known !== undefined) return known;
  const at = (start: number | undefined, first: string) => {
    if (start === undefined) throw new Uncertain(`no ${character} in this alphabet`);
    return String.fromCodePoint(start + character.codePointAt(0)! - first.codePointAt(0)!);
  };
  if (/^[A-Z]$/.test(character)) return at(capitals, 'A');
  if (/^[a-z]$/.test(character)) return at(small, 'a');
  if (/^\d$/.test(character)) return at(digits, '0');
  if (/^[Α-Ω]$/.test(character)) return at(greek?.[0], 'Α');
  if (/^[α-ω]$/.test(character)) return at(greek?.[1], 'α');
  return character;
}
