import type { StoredReply } from '../reply/reply-mappings.ts';
import type { Block } from '../reply/reply.ts';

/** What a user message holds: text, or blocks as the API takes them. */
export type Content = string | readonly Block[];

/**
 * One thing that was said. `prompt` begins a turn; `results` (of tools) and `continue` (after a cut) are messages to the
 * model within it.
 */
export type Entry =
  | { readonly type: 'prompt' | 'results' | 'continue'; readonly content: Content; readonly time: string }
  | { readonly type: 'reply'; readonly reply: StoredReply; readonly time: string };

/** What was said so far, oldest first. */
export type Conversation = readonly Entry[];

/** Where the last turn begins; -1 when there is none. */
export const lastTurn = (conversation: Conversation): number =>
  conversation.findLastIndex(({ type }) => type === 'prompt');

/** Without the last turn. */
export function undo(conversation: Conversation): Conversation {
  return conversation.slice(0, Math.max(0, lastTurn(conversation)));
}

/** Without what answers the last prompt, so that it can be sent again. */
export function rewind(conversation: Conversation): Conversation {
  return conversation.slice(0, lastTurn(conversation) + 1);
}

/** The prompt that has no answer yet, nor ever had one: its request failed, or the program was ended. */
export function unanswered(conversation: Conversation): Content | undefined {
  const turn = conversation.slice(Math.max(0, lastTurn(conversation)));
  const [first, ...rest] = turn;
  const answered = rest.some((entry) => entry.type === 'reply' && entry.reply.content.some(says));
  return first === undefined || first.type === 'reply' || answered ? undefined : first.content;
}

const says = (block: Block) => (block.type === 'text' ? block['text'] !== '' : !block.type.endsWith('thinking'));

/** What the user typed, without what came with it: the last text of a prompt. What is attached stands before it. */
export function typedText(content: Content): string {
  if (typeof content === 'string') return content;
  const last = content.findLast(({ type }) => type === 'text');
  return last === undefined ? '' : String(last['text']);
}

/** How many prompts there were. */
export const turnsOf = (conversation: Conversation): number =>
  conversation.filter(({ type }) => type === 'prompt').length;

/** The calls that may be run, or were: in a reply that stopped for them. Cut for any other reason, their input may lack its end. */
export function runnableCalls({
  status,
  stop_reason: stopReason,
  content,
}: Pick<StoredReply, 'status' | 'stop_reason' | 'content'>): Block[] {
  return status === 'complete' && stopReason === 'tool_use' ? content.filter(({ type }) => type === 'tool_use') : [];
}

/** Why a reply ends before its end, in words that mean something to the model; `undefined`: it does not. */
export function cutBy({ status, stop_reason: stopReason }: StoredReply): string | undefined {
  if (status === 'interrupted') return 'it was interrupted';
  if (status === 'failed') return 'the connection failed';
  if (stopReason === 'max_tokens') return 'it reached its token limit';
  return stopReason === 'model_context_window_exceeded' ? 'the context window was full' : undefined;
}
