import type { Reply } from './reply.ts';

/** So much of the end is quoted that the place is clear. */
const QUOTED_CHARACTERS = 200;

/**
 * Whether a reply ended before its end for a reason that asking it to go on can mend: at its token limit, or cut by the
 * network or the server after there was text.
 */
export function canGoOn({ outcome, stopReason, text }: Reply): boolean {
  if (text === '') return false;
  if (outcome.status === 'failed') return outcome.problem.retry !== undefined;
  return outcome.status === 'complete' && stopReason === 'max_tokens';
}

/** What asks the model to go on: a message of the user's, since current models take no beginning of their reply. */
export function goOnPrompt(text: string): string {
  // Half a character at its beginning would not be accepted.
  const end = text.slice(-QUOTED_CHARACTERS).replace(/^[\udc00-\udfff]/, '');
  const from = end.search(/\s\S/) + 1;
  const quoted = end.length < text.length ? end.slice(from) : end;
  return [
    'Your reply was cut off. Continue exactly where it stopped: no introduction, no repetition, and do not close or reopen anything.',
    `It ended with: <end>${quoted}</end>`,
  ].join('\n');
}
