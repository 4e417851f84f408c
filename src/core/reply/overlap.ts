import type { TextFilter } from '../text/flush.ts';

/** Longer repetitions are not looked for, so no more text than this is ever held back. */
const MAX_OVERLAP = 600;
/**
 * Shorter repetitions may well be intended: "ha ha", a row of dashes, an indentation. Texts themselves hardly ever go on
 * with their last eight letters: measured on documents and on code, at fewer than one place in a thousand, nearly all of
 * them in rows that repeat as a whole; with four letters, twice as often in documents.
 */
const MIN_LETTERS = 8;
/** So many letters must differ, or it is a pattern: 10000000. */
const MIN_KINDS = 4;
/** A word that is started over is dropped from this length on: "inter international" is no text, "the theory" is. */
const MIN_HALF_WORD = 4;

/**
 * Drops what a continued reply repeats. A model that continues often starts with its last words, or with the last pieces
 * of words that it wrote: the end of `before`, from any character on. Text is held back while it may be such a repetition.
 * The result depends on the whole text, not on the pieces it arrives in.
 */
export function createOverlapFilter(before: string): TextFilter {
  const tail = before.slice(-MAX_OVERLAP);
  let held = '';
  let decided = false;

  return {
    push(text) {
      if (decided) return text;
      held += text;
      // More text could reveal a repetition, a longer one, or what follows it.
      if (tail.includes(held) || endsInHalfCharacter(held)) return '';
      return this.end();
    },
    end() {
      const rest = decided ? '' : held.slice(overlap(tail, held));
      decided = true;
      return rest;
    },
  };
}

/** How many characters at the start of `next` repeat the end of `tail`; the most that are no coincidence. */
function overlap(tail: string, next: string): number {
  for (let at = 0; at < tail.length; at++) {
    const repeated = tail.slice(at);
    if (!next.startsWith(repeated)) continue;
    const isInWord = /[\p{L}\p{N}]$/u.test(tail.slice(0, at)) && /^[\p{L}\p{N}]/u.test(repeated);
    if (isDistinctive(repeated)) return repeated.length;
    if (!isInWord && isHalfWord(repeated, next.slice(repeated.length))) return repeated.length;
  }
  return 0;
}

const endsInHalfCharacter = (text: string) => /[\ud800-\udbff]$/.test(text);

/** Whether it has enough different letters to be no coincidence. */
function isDistinctive(text: string): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length >= MIN_LETTERS && new Set(letters).size >= MIN_KINDS;
}

/** Whether the reply was cut in the middle of a word, which `next` starts over, with or without the blank before it. */
function isHalfWord(repeated: string, rest: string): boolean {
  const word = repeated.replace(/^\s/, '');
  return word.length >= MIN_HALF_WORD && /^[\p{L}\p{N}]+$/u.test(word) && /^[\p{L}\p{N}]/u.test(rest);
}
