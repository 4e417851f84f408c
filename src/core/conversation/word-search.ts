import { typedText, type Conversation } from './conversation.ts';
import type { Restored } from './journal-lines.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateAtWord } from '../text/truncate.ts';

/** A part of a line; `match`: one of the words. */
export interface LinePart {
  readonly text: string;
  readonly match: boolean;
}

export interface Search {
  /**
   * Whether the words can be in a journal, whose bytes are given as Latin-1. No session that has them is missed; that
   * one has them is for `match` to say.
   */
  mayMatch(bytes: string): boolean;
  /** The line in which most of the words stand, the first of those; `undefined`: not all of them occur. */
  match(session: Restored): LinePart[] | undefined;
}

/** Looks for all the words in what was said, upper and lower case alike. `most`: how much of a line is shown. */
export function createSearch(words: readonly string[], most: number): Search {
  const own = words.map((word) => word.normalize('NFC'));
  const patterns = own.map((word) => new RegExp(escapeRegExp(word), 'iu'));
  const bytePatterns = own.map((word) => new RegExp(bytePattern(word), 'i'));
  const anyWord = new RegExp(own.map(escapeRegExp).join('|'), 'giu');
  return {
    mayMatch: (bytes) => bytePatterns.every((pattern) => pattern.test(bytes)) || isCut(bytes),
    match({ name, conversation }) {
      const texts = [...(name === undefined ? [] : [name]), ...textsOf(conversation)].map((text) =>
        text.normalize('NFC'),
      );
      if (!patterns.every((pattern) => texts.some((text) => pattern.test(text)))) return undefined;
      return excerpt(bestLine(texts, patterns), anyWord, most);
    },
  };
}

/** What was said, block by block: a word that is spread over two blocks is none. */
function* textsOf(conversation: Conversation): Generator<string> {
  for (const entry of conversation) {
    const content = entry.type === 'reply' ? entry.reply.content : entry.type === 'prompt' ? entry.content : [];
    if (typeof content === 'string') yield content;
    else for (const block of content) if (block.type === 'text') yield typedText([block]);
  }
}

/**
 * Whether the last reply has no end: then its text stands in pieces, and a word may be spread over two lines. Also
 * where that cannot be told, since the last line is torn.
 */
function isCut(bytes: string): boolean {
  if (!bytes.endsWith('\n')) return true;
  const end = bytes.lastIndexOf('\n{"type":"end"');
  return bytes.includes('\n{"type":"delta"', Math.max(0, end));
}

function bestLine(texts: readonly string[], patterns: readonly RegExp[]): string {
  let best = '';
  let found = 0;
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const count = patterns.filter((pattern) => pattern.test(line)).length;
      if (count > found) [best, found] = [line, count];
      if (found === patterns.length) return best;
    }
  }
  return best;
}

/** What is shown of a line: around its first match, from the beginning of a word on, in parts. */
function excerpt(line: string, anyWord: RegExp, most: number): LinePart[] {
  const first = Math.max(0, line.search(anyWord));
  const from = Math.max(0, first - most);
  const near = sanitizeLine(line.slice(from, first + 2 * most), 4 * most);
  if (from === 0 && near.length <= most) return parts(near, anyWord);
  const at = Math.max(0, near.search(anyWord));
  const before = Math.max(0, at - Math.floor(most / 3));
  const word = before === 0 ? 0 : near.indexOf(' ', before) + 1;
  const start = word > at || (word === 0 && before > 0) ? before : word;
  const head = start > 0 || from > 0 ? '…' : '';
  return parts(truncateAtWord(head + near.slice(start).replace(/^[\udc00-\udfff]/, ''), most), anyWord);
}

function parts(line: string, anyWord: RegExp): LinePart[] {
  const found: LinePart[] = [];
  let at = 0;
  const add = (text: string, match: boolean) => {
    if (text !== '') found.push({ text, match });
  };
  for (const { index, 0: text } of line.matchAll(anyWord)) {
    add(line.slice(at, index), false);
    add(text, true);
    at = index + text.length;
  }
  add(line.slice(at), false);
  return found;
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * What a word is in a journal: escaped as JSON escapes it, in UTF-8, each byte a character of Latin-1. To be used
 * without regard to case, which is right for ASCII and for anything else only finds too much.
 */
function bytePattern(word: string): string {
  return (word.match(/[^]\p{M}*/gu) ?? []).map(characterPattern).join('');
}

/** Those of ASCII that are also written otherwise: the long s, the Kelvin sign, the Greek question mark and the varia. */
const ASCII_FORMS: Readonly<Record<string, string>> = { s: '\u017f', k: '\u212a', ';': '\u037e', '`': '\u1fef' };

function characterPattern(char: string): string {
  const lower = char.toLowerCase();
  if (/^[\0-\x7f]$/.test(lower))
    return oneOf([char, ...(Object.hasOwn(ASCII_FORMS, lower) ? [ASCII_FORMS[lower]!] : [])]);
  const [base, ...marks] = char.normalize('NFD');
  // With accents there are many ways to write it, so anything that may be one is taken for it.
  if ((marks.length > 0 && !/\p{Script=Hangul}/u.test(char)) || /^\p{M}/u.test(char)) {
    const plain = /^[\0-@[-`{-\x7f]$/.test(base!) ? oneOf([base!]) : '[a-z]';
    return `(?:${plain})?[\\x80-\\xff]{2,40}`;
  }
  const same = new RegExp(`^${escapeRegExp(char)}$`, 'iu');
  const others = changingCharacters().filter((other) => same.test(other.normalize('NFC')));
  return oneOf([char, char.normalize('NFD'), ...others]);
}

function oneOf(forms: readonly string[]): string {
  const patterns = forms.map((form) => escapeRegExp(utf8(JSON.stringify(form).slice(1, -1))));
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join('|')})`;
}

const utf8 = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

let changing: string[] | undefined;

/** Every character that has another case, or is another once it is normalized; found when it is first needed. */
function changingCharacters(): string[] {
  if (changing !== undefined) return changing;
  changing = [];
  for (let code = 0; code < 0x30000; code++) {
    if (code === 0xd800) code = 0xe000;
    const char = String.fromCodePoint(code);
    const changes = char.toLowerCase() !== char || char.toUpperCase() !== char || char.normalize('NFC') !== char;
    if (changes) changing.push(char);
  }
  return changing;
}
