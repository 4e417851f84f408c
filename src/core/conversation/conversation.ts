import type { StoredReply } from '../reply/reply-mappings.ts';
import { type Block, textOf } from '../reply/reply.ts';

/** The content of a user message: text, or blocks in the API's format. */
export type Content = string | readonly Block[];

/**
 * One message or reply. A `prompt` starts a turn; `results` of tools and requests to `continue` a cut reply are user
 * messages within it.
 */
export type Entry =
  | { readonly type: 'prompt' | 'results' | 'continue'; readonly content: Content; readonly time: string }
  | { readonly type: 'reply'; readonly reply: StoredReply; readonly time: string };

/** All messages and replies so far, oldest first. */
export type Conversation = readonly Entry[];

/** Where the last turn starts; -1 if there is none. */
export const lastTurn = (conversation: Conversation): number =>
  conversation.findLastIndex(({ type }) => type === 'prompt');

/** The conversation without its last turn. */
export function undo(conversation: Conversation): Conversation {
  return conversation.slice(0, Math.max(0, lastTurn(conversation)));
}

/** The conversation up to its last prompt, so that it can be sent again. */
export function rewind(conversation: Conversation): Conversation {
  return conversation.slice(0, lastTurn(conversation) + 1);
}

/** The last prompt, if there is nothing to see of a reply to it: its request failed, or it was stopped. */
export function unanswered(conversation: Conversation): Content | undefined {
  const turn = conversation.slice(Math.max(0, lastTurn(conversation)));
  const [first, ...rest] = turn;
  const answered = rest.some((entry) => entry.type === 'reply' && isVisible(entry.reply));
  return first === undefined || first.type === 'reply' || answered ? undefined : first.content;
}

/** A call counts only in a complete reply: otherwise it never ran. */
const isVisible = ({ status, content }: StoredReply) =>
  content.some((block) =>
    block.type === 'text'
      ? String(block['text']).trim() !== ''
      : status === 'complete' && !block.type.endsWith('thinking'),
  );

/** What the user typed: the last text of a prompt, after its attachments. */
export function typedText(content: Content): string {
  if (typeof content === 'string') return content;
  const last = content.findLast(({ type }) => type === 'text');
  return last === undefined ? '' : textOf([last]);
}

/** Why a reply was cut off, in words for the model; `undefined`: it was not. */
export function cutBy({ status, stop_reason: stopReason }: StoredReply): string | undefined {
  if (status === 'interrupted') return 'it was interrupted';
  if (status === 'failed') return 'the connection failed';
  if (stopReason === 'max_tokens') return 'it reached its token limit';
  return stopReason === 'model_context_window_exceeded' ? 'the context window was full' : undefined;
}
