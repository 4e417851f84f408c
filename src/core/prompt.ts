import { usageProblem } from './problem.ts';

/**
 * The prompt from the words on the command line and the text on standard input: input first, in a labelled block,
 * the question last; either alone as it is. Throws a usage problem when there is nothing to ask.
 */
export function composePrompt(words: readonly string[], input: string | undefined): string {
  const prompt = composedPrompt(words, input);
  if (prompt !== undefined) return prompt;
  throw usageProblem('there is no prompt', 'type one as words, or pipe it in: claude-stream "why is the sky blue?"');
}

/** The same; `undefined` when there is nothing to ask. */
export function composedPrompt(words: readonly string[], input: string | undefined): string | undefined {
  const question = words.join(' ');
  const hasQuestion = question.trim() !== '';
  const hasInput = input !== undefined && input.trim() !== '';
  if (hasQuestion && hasInput) return `<stdin>\n${input}${input.endsWith('\n') ? '' : '\n'}</stdin>\n\n${question}`;
  if (hasQuestion) return question;
  return hasInput ? input : undefined;
}
