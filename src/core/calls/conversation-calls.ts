import type { Conversation } from '../conversation/conversation.ts';
import { isCall } from '../conversation/reply-calls.ts';
import type { Block } from '../reply/reply.ts';
import { resultText, type ResultText } from '../reply/tool-result-text.ts';

/** A call of a conversation, with all of what it gave. */
export interface ConversationCall {
  /** Counted from 1. */
  readonly number: number;
  readonly name: string;
  readonly input: unknown;
  /** `undefined`: it was not run, or did not finish. */
  readonly result: ResultText | undefined;
  /** The block of the reply that makes the call. */
  readonly block: Block;
}

/** The calls of a conversation, oldest first, hosted tools included. */
export function conversationCalls(conversation: Conversation): ConversationCall[] {
  const calls: { -readonly [Key in keyof ConversationCall]: ConversationCall[Key] }[] = [];
  const open = new Map<unknown, (typeof calls)[number]>();
  for (const entry of conversation) {
    const content = entry.type === 'reply' ? entry.reply.content : entry.content;
    if (typeof content === 'string') continue;
    for (const block of content) {
      if (entry.type === 'reply' && isCall(block)) {
        const name = typeof block['name'] === 'string' ? block['name'] : '';
        const call = { number: calls.length + 1, name, input: block['input'] ?? {}, result: undefined, block };
        calls.push(call);
        open.set(block['id'], call);
      } else if (isResult(block)) {
        const call = open.get(block['tool_use_id']);
        if (call !== undefined) call.result ??= resultText(block);
      }
    }
  }
  return calls;
}

/** How many calls a conversation has. */
export const countCalls = (conversation: Conversation): number =>
  conversation.reduce(
    (sum, entry) => sum + (entry.type === 'reply' ? entry.reply.content.filter(isCall).length : 0),
    0,
  );

const isResult = ({ type }: Block) => type === 'tool_result' || type.endsWith('_tool_result');
