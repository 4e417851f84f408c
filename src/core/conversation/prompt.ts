import { usageProblem } from '../problem/problem.ts';

/**
 * Makes a prompt of the words on the command line and the text on standard input: the input first, in a labelled block,
 * then the question. Either alone is used as it is. Throws a usage problem if there is neither.
 */
export function composePrompt(words: readonly string[], input: string | undefined): string {
  const prompt = composedPrompt(words, input);
  if (prompt !== undefined) return prompt;
  throw usageProblem('no prompt given', 'pass one as arguments, or pipe it in: claude-stream "why is the sky blue?"');
}

/** The same; `undefined` if there is neither. */
export function composedPrompt(words: readonly string[], input: string | undefined): string | undefined {
  const question = words.join(' ');
  const hasQuestion = question.trim() !== '';
  const hasInput = input !== undefined && input.trim() !== '';
  if (hasQuestion && hasInput) return `<stdin>\n${input}${input.endsWith('\n') ? '' : '\n'}</stdin>\n\n${question}`;
  if (hasQuestion) return question;
  return hasInput ? input : undefined;
}

/** A path after an `@` at the start of a word, bare or quoted. */
const AT_PATH = /(?<=^|[\s(])@(?:"([^"\n]+)"|([^\s"]\S*))/g;

/**
 * The files that a prompt may name, each with all its readings: `@notes.md.` is the file `notes.md.`, or else `notes.md`
 * at the end of a sentence.
 */
export function findPaths(text: string): string[][] {
  return [...text.matchAll(AT_PATH)].map(([, quoted, word]) => {
    if (quoted !== undefined) return [quoted];
    const candidates = [word!];
    for (let end = word!.length - 1; end > 0 && /[.,;:!?)\]}'’”]/.test(word![end]!); end--)
      candidates.push(word!.slice(0, end));
    return candidates;
  });
}

/** An extension, a folder, or a blank, which only a name in quotes can have. */
const PATH_LIKE = /\s|[/\\]|[^.]\.\w{1,8}$/;
/** Characters of code and of patterns, which names of files rarely have. */
const CODE_LIKE = /[()[\]{}<>=*?|`'"]/;

/** The name to report when none of the readings is a file; `undefined`: it was hardly meant as one, such as `@alice`. */
export function likelyPath(readings: readonly string[]): string | undefined {
  const name = readings.at(-1) ?? '';
  return PATH_LIKE.test(name) && !CODE_LIKE.test(name) ? name : undefined;
}
