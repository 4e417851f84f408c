import type { TextFilter } from '../text/flush.ts';

/** Longer repetitions are not looked for, so no more text than this is ever held back. */
const MAX_OVERLAP = 600;
/** Shorter repetitions may well be intended: "ha ha", a row of dashes, an indentation. */
const MIN_LETTERS = 8;

/**
 * Drops what a continued reply repeats. A model that continues often starts with its last words: the end of `before`,
 * from the start of a word or line. Text is held back while it may be such a repetition. The result depends on the whole
 * text, not on the pieces it arrives in.
 */
export function createOverlapFilter(before: string): TextFilter {
  const tail = before.slice(-MAX_OVERLAP);
  let held = '';
  let decided = tail === '';

  return {
    push(text) {
      if (decided) return text;
      held += text;
      if (mayGrow(tail, held) || endsInHalfCharacter(held)) return '';
      return this.end();
    },
    end() {
      const rest = decided ? '' : held.slice(overlap(tail, held));
      decided = true;
      held = '';
      return rest;
    },
  };
}

/** Whether more text could reveal a longer repetition, or what follows it. */
function mayGrow(tail: string, text: string): boolean {
  return starts(tail).some((start) => tail.length - start >= text.length && tail.startsWith(text, start));
}

/** How many characters at the start of `next` repeat the end of `tail`. */
function overlap(tail: string, next: string): number {
  const start = starts(tail).find((at) => {
    const repeated = tail.slice(at);
    return next.startsWith(repeated) && (isDistinctive(repeated) || isHalfWord(repeated, next.slice(repeated.length)));
  });
  return start === undefined ? 0 : tail.length - start;
}

const endsInHalfCharacter = (text: string) => /[\ud800-\udbff]$/.test(text);

/** Where words and lines start, in order, so the longest repetition comes first. */
function starts(tail: string): number[] {
  return [...tail.matchAll(/(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=\s)(?=\S)|(?<=\n)|^/gu)].map(({ index }) => index);
}

/** Whether it has enough different letters to be no coincidence. */
function isDistinctive(text: string): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length >= MIN_LETTERS && new Set(letters).size > 3;
}

/** Whether the reply was cut in the middle of a word, which `next` starts over. */
function isHalfWord(repeated: string, rest: string): boolean {
  return /^[\p{L}\p{N}]{4,}$/u.test(repeated) && /^[\p{L}\p{N}]/u.test(rest);
}
