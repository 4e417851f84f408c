import { typedText, type Conversation } from '../conversation/conversation.ts';
import { mayEndOpen } from '../conversation/journal-lines.ts';
import type { Restored } from '../conversation/read-journal.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateAtWord } from '../text/truncate.ts';

/** A part of a line; `match`: one of the words. */
export interface LinePart {
  readonly text: string;
  readonly match: boolean;
}

export interface Search {
  /**
   * Whether a journal, decoded as Latin-1, can contain the words. It never misses one that does, but may accept one that
   * does not: `match` decides.
   */
  mayMatch(bytes: string): boolean;
  /** The line with the most of the words, or the first such line; `undefined`: not all words occur. */
  match(session: Restored): LinePart[] | undefined;
}

/** Searches prompts and replies for all of the words, ignoring case. Matching lines are shortened to `maxLength`. */
export function createSearch(words: readonly string[], maxLength: number): Search {
  const own = words.map((word) => word.normalize('NFC'));
  const patterns = own.map((word) => new RegExp(escapeRegExp(word), 'iu'));
  const bytePatterns = own.map((word) => new RegExp(bytePattern(word), 'i'));
  const anyWord = new RegExp(own.map(escapeRegExp).join('|'), 'giu');
  return {
    mayMatch: (bytes) => bytePatterns.every((pattern) => pattern.test(bytes)) || mayEndOpen(bytes),
    match({ name, conversation }) {
      const texts = [...(name === undefined ? [] : [name]), ...textsOf(conversation)].map((text) =>
        text.normalize('NFC'),
      );
      if (!patterns.every((pattern) => texts.some((text) => pattern.test(text)))) return undefined;
      return excerpt(bestLine(texts, patterns), anyWord, maxLength);
    },
  };
}

/** The texts of prompts and replies, block by block: a word does not extend over two blocks. */
function* textsOf(conversation: Conversation): Generator<string> {
  for (const entry of conversation) {
    const content = entry.type === 'reply' ? entry.reply.content : entry.type === 'prompt' ? entry.content : [];
    if (typeof content === 'string') yield content;
    else for (const block of content) if (block.type === 'text') yield typedText([block]);
  }
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

/** The part of a line around its first match, starting with a whole word. */
function excerpt(line: string, anyWord: RegExp, maxLength: number): LinePart[] {
  const first = Math.max(0, line.search(anyWord));
  const from = Math.max(0, first - maxLength);
  const near = sanitizeLine(line.slice(from, first + 2 * maxLength), 4 * maxLength);
  if (from === 0 && near.length <= maxLength) return parts(near, anyWord);
  const at = Math.max(0, near.search(anyWord));
  const before = Math.max(0, at - Math.floor(maxLength / 3));
  const word = before === 0 ? 0 : near.indexOf(' ', before) + 1;
  const start = word > at || (word === 0 && before > 0) ? before : word;
  const head = start > 0 || from > 0 ? '…' : '';
  return parts(truncateAtWord(head + near.slice(start).replace(/^[\udc00-\udfff]/, ''), maxLength), anyWord);
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
 * A pattern for a word as it stands in a journal: escaped as JSON, in UTF-8, each byte decoded as Latin-1. It is used
 * ignoring case, which is right for ASCII; for other characters it only matches too much.
 */
function bytePattern(word: string): string {
  return (word.match(/[^]\p{M}*/gu) ?? []).map(characterPattern).join('');
}

/** ASCII characters with another form: the long s, the Kelvin sign, the Greek question mark and the varia. */
const ASCII_FORMS: Readonly<Record<string, string>> = { s: '\u017f', k: '\u212a', ';': '\u037e', '`': '\u1fef' };

function characterPattern(char: string): string {
  const lower = char.toLowerCase();
  if (/^[\0-\x7f]$/.test(lower))
    return oneOf([char, ...(Object.hasOwn(ASCII_FORMS, lower) ? [ASCII_FORMS[lower]!] : [])]);
  const [base, ...marks] = char.normalize('NFD');
  // An accented character can be written in many ways, so accept anything that may be one.
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

/** Every character that changes with its case or when normalized; computed when first needed. */
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
