import type { Reply } from './reply.ts';

/** Enough of the end to make the place clear. */
const QUOTED_CHARACTERS = 200;

/**
 * Whether asking the model to continue can complete a reply: it reached its token limit, or the network or the server
 * failed after some text had arrived.
 */
export function canContinue({ outcome, stopReason, text }: Reply): boolean {
  if (text === '') return false;
  if (outcome.status === 'failed') return outcome.problem.retry !== undefined;
  return outcome.status === 'complete' && stopReason === 'max_tokens';
}

/**
 * How to get the rest of a reply to a single prompt that was cut off, in words for people; `undefined`: not at all.
 * `isSaved`: whether it can be continued in its conversation; `autoContinue`: how often that was tried already.
 */
export function continueHint(
  reply: Reply,
  { isSaved, autoContinue }: { isSaved: boolean; autoContinue: number },
): string | undefined {
  const { outcome, stopReason, text } = reply;
  const isCut = outcome.status === 'failed' || (outcome.status === 'complete' && stopReason === 'max_tokens');
  if (!isCut || text.trim() === '') return undefined;
  const canRepeat = autoContinue === 0 && canContinue(reply);
  if (isSaved) {
    return `to continue it: claude-stream -c "go on"${canRepeat ? '; --auto-continue 3 does so automatically' : ''}`;
  }
  return canRepeat ? '--auto-continue 3 continues such replies automatically' : undefined;
}

/** Asks the model to continue. It is a user message because current models accept no prefilled reply. */
export function continuationPrompt(text: string): string {
  // The API rejects half a surrogate pair.
  const end = text.slice(-QUOTED_CHARACTERS).replace(/^[\udc00-\udfff]/, '');
  const from = end.search(/\s\S/) + 1;
  const quoted = end.length < text.length ? end.slice(from) : end;
  return [
    'Your reply was cut off. Continue exactly where it stopped: no introduction, no repetition, and do not close or reopen anything.',
    `It ended with: <end>${quoted}</end>`,
  ].join('\n');
}
