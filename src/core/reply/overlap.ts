/** Longer repetitions than this are not looked for: so much text is held back at most where a reply goes on. */
const LONGEST_OVERLAP = 600;
/** What is shorter may well be meant: "ha ha", a row of dashes, an indentation. */
const FEWEST_LETTERS = 8;

/** Where a reply that was cut goes on in another: takes away what is said twice. */
export interface Seam {
  /** What can be shown now of the text that goes on. */
  push(text: string): string;
  /** No more comes: what was held back and is no repetition. */
  end(): string;
}

/**
 * A model that goes on often repeats its last words first. Text is held back as long as it may be such a repetition: the
 * end of `before`, from the beginning of a word or a line on. It depends on the whole text only, not on the pieces it comes in.
 */
export function createSeam(before: string): Seam {
  const tail = before.slice(-LONGEST_OVERLAP);
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

/** The text that goes on, without what it repeats. */
export function withoutOverlap(before: string, next: string): string {
  const seam = createSeam(before);
  return seam.push(next) + seam.end();
}

/** Whether more text could show a longer repetition, or what follows it. */
function mayGrow(tail: string, text: string): boolean {
  return starts(tail).some((start) => tail.length - start >= text.length && tail.startsWith(text, start));
}

/** How many characters at the beginning of `next` are the end of `tail` once more. */
function overlap(tail: string, next: string): number {
  const start = starts(tail).find((at) => {
    const repeated = tail.slice(at);
    return next.startsWith(repeated) && (isTelling(repeated) || isHalfWord(repeated, next.slice(repeated.length)));
  });
  return start === undefined ? 0 : tail.length - start;
}

const endsInHalfCharacter = (text: string) => /[\ud800-\udbff]$/.test(text);

/** Where words and lines begin, the longest rest first. */
function starts(tail: string): number[] {
  return [...tail.matchAll(/(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=\s)(?=\S)|(?<=\n)|^/gu)].map(({ index }) => index);
}

/** Enough letters, of more than one kind, to be no accident. */
function isTelling(text: string): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length >= FEWEST_LETTERS && new Set(letters).size > 3;
}

/** The word that was cut, begun anew. */
function isHalfWord(repeated: string, rest: string): boolean {
  return /^[\p{L}\p{N}]{4,}$/u.test(repeated) && /^[\p{L}\p{N}]/u.test(rest);
}
