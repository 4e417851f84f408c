import type { StoredReply } from '../reply/reply-mappings.ts';
import type { Block } from '../reply/reply.ts';
import type { Content, Conversation, Entry } from './conversation.ts';

/**
 * Whether a reply answers what was sent: it is complete, or some of its text arrived. A prompt whose request was rejected,
 * failed or was stopped before that is not part of what is sent with the next prompt: the API would reject it again, and
 * the model would answer it together with the next.
 */
export function isAnswer({ status, stop_reason: stopReason, content }: StoredReply): boolean {
  return hasText(content) || (status === 'complete' && stopReason !== 'refusal');
}

const hasText = (content: readonly Block[]) =>
  content.some((block) => block.type === 'text' && String(block['text']).trim() !== '');

/** Whether a conversation, or a part of one, has a reply. */
export const hasReply = (entries: Conversation): boolean => repliesIn(entries).some(isAnswer);

/** The replies of a conversation, or of a part of one, whether or not they answer. */
export const repliesIn = (entries: Conversation): StoredReply[] =>
  entries.flatMap((entry) => (entry.type === 'reply' ? [entry.reply] : []));

/** The turns with a reply: those that people count, and that /undo removes one by one. */
export const answeredTurns = (conversation: Conversation): Conversation[] =>
  turnsOf(conversation).flatMap(({ entries }) => (hasReply(entries) ? [entries] : []));

/**
 * The prompt of the last turn with a reply, and how many turns end the conversation from there on. `undefined`: no turn
 * has a reply.
 */
export function lastAnswered(conversation: Conversation): { prompt: Content; turns: number } | undefined {
  const turns = turnsOf(conversation);
  const at = turns.findLastIndex(({ entries }) => hasReply(entries));
  const turn = turns[at];
  return turn && { prompt: turn.prompt.content, turns: turns.length - at };
}

/** The last prompt, if it has no reply: the next one leaves it out. */
export function leftOut(conversation: Conversation): Content | undefined {
  const last = turnsOf(conversation).at(-1);
  return last === undefined || hasReply(last.entries) ? undefined : last.prompt.content;
}

/** Whether the last request, sent again, is what continues the conversation: it got no answer, and asked for nothing else. */
export function awaitsReply(conversation: Conversation): boolean {
  const exchange = split(conversation, isMessage).at(-1);
  return exchange !== undefined && exchange[0]?.type !== 'continue' && !hasReply(exchange.slice(-1));
}

/** The conversation without prompts at its end that have no reply. */
export function withoutUnanswered(conversation: Conversation): Conversation {
  const turns = turnsOf(conversation);
  const at = turns.findLastIndex(({ entries }) => hasReply(entries));
  const taken = turns.slice(at + 1).flatMap(({ entries }) => entries);
  return conversation.slice(0, conversation.length - taken.length);
}

/** Each prompt with what follows it. Entries before the first prompt belong to no turn. */
function turnsOf(conversation: Conversation): { prompt: Message; entries: Conversation }[] {
  return split(conversation, isPrompt).flatMap((entries) => {
    const prompt = entries.find(isPrompt);
    return prompt === undefined ? [] : [{ prompt, entries }];
  });
}

/**
 * The entries whose messages are sent. What got no answer is left out, except for the last message, which asks for one:
 * prompts, and requests to continue a reply. Results that the API rejected are replaced, because their calls need results.
 */
export function sentEntries(conversation: Conversation): Conversation {
  return split(conversation, isPrompt).flatMap((turn, index, turns) => {
    const isLast = index === turns.length - 1;
    if (!isLast && !hasReply(turn)) return [];
    return split(turn, isMessage).flatMap((exchange, at, { length }) =>
      (isLast && at === length - 1) || hasReply(exchange) ? exchange : withoutRejected(exchange),
    );
  });
}

function withoutRejected(exchange: Conversation): Conversation {
  const message = exchange.find(isMessage);
  if (message?.type === 'continue') return [];
  const isRejected = repliesIn(exchange).some(({ rejected }) => rejected === true);
  if (message?.type !== 'results' || !isRejected || typeof message.content === 'string') return exchange;
  return [{ ...message, content: message.content.map(rejectedResult) }];
}

const rejectedResult = ({ type, tool_use_id }: Block): Block => ({
  type,
  tool_use_id,
  is_error: true,
  content: 'The API rejected the result of this call.',
});

type Message = Exclude<Entry, { readonly type: 'reply' }>;

const isMessage = (entry: Entry): entry is Message => entry.type !== 'reply';
const isPrompt = (entry: Entry): entry is Message => entry.type === 'prompt';

/** Cuts a conversation before each entry that starts a part. */
function split(conversation: Conversation, starts: (entry: Entry) => boolean): Conversation[] {
  const parts: Entry[][] = [];
  for (const entry of conversation) {
    const last = parts.at(-1);
    if (last === undefined || starts(entry)) parts.push([entry]);
    else last.push(entry);
  }
  return parts;
}
