import { graphemeWidth } from '../layout/width.ts';

/** What matters of the character on one side of a run of stars. */
export interface Side {
  /** The start and the end of the text count as white space. */
  readonly isSpace: boolean;
  readonly isPunctuation: boolean;
  /** A character of Chinese, Japanese or Korean text, its punctuation included. */
  readonly isCjk: boolean;
}

const PUNCTUATION = /^[\p{P}\p{S}]/u;
const SPACE = /^\s/u;
/** Narrow forms, and Korean letters that stand alone as well as those that are joined to syllables. */
const NARROW_CJK = /^[\u20a9\uff61-\uffdc\uffe8-\uffee]|^\p{sc=Hangul}/u;
const EMOJI = /^\p{Emoji_Presentation}/u;
/** They change how the character before them is drawn, not what it is. */
const VARIATION = /[\ufe00-\ufe0e]|\udb40[\udd00-\uddef]/;

export function sideBefore(text: string, at: number): Side {
  const character = characterBefore(text, at);
  if (!VARIATION.test(character)) return side(character);
  return side(characterBefore(text, at - character.length));
}

export function sideAfter(text: string, at: number): Side {
  const code = text.codePointAt(at);
  return side(code === undefined ? '' : String.fromCodePoint(code));
}

function characterBefore(text: string, at: number): string {
  const isPair = /[\udc00-\udfff]/.test(text.charAt(at - 1)) && /[\ud800-\udbff]/.test(text.charAt(at - 2));
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at);
}

function side(character: string): Side {
  if (character === '' || SPACE.test(character)) return { isSpace: true, isPunctuation: false, isCjk: false };
  return { isSpace: false, isPunctuation: PUNCTUATION.test(character), isCjk: isCjk(character) };
}

function isCjk(character: string): boolean {
  if (character < '\u1100' && character !== '\u20a9') return false;
  if (NARROW_CJK.test(character)) return true;
  return graphemeWidth(character) === 2 && !EMOJI.test(character);
}
