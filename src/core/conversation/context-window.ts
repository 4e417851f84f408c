import { inputTokens, outputTokens } from '../cost/usage.ts';
import { count } from '../text/numbers.ts';
import type { Conversation } from './conversation.ts';

/** The share of the context window from which the user is told how full it is. */
const WORTH_TELLING = 0.7;
/** Fewer tokens than this are not that much of the window of any model in use, so its size need not be looked up. */
export const FITS_ANY_WINDOW = 40_000;

/** How many tokens the next request starts with: the input and output of the last one. */
export function contextTokens(conversation: Conversation): number {
  const last = conversation.findLast((entry) => entry.type === 'reply');
  return last?.type === 'reply' ? inputTokens(last.reply.usage) + outputTokens(last.reply.usage) : 0;
}

/** How full a window of this many tokens is; `undefined` while there is plenty of room. */
export function contextFullness(tokens: number, window: number): string | undefined {
  if (tokens < window * WORTH_TELLING) return undefined;
  const share = Math.min(100, Math.floor((100 * tokens) / window));
  return `context ${share}% full (${count(tokens)} of ${count(window)} tokens); /new starts a new conversation`;
}
