import type { Block, Outcome, Reply, Usage } from './reply.ts';
import type { Message } from './request.ts';

/** What a user message holds: text, or blocks as the API takes them. */
export type Content = string | readonly Block[];

type Facts = {
  readonly [
    Name in 'id' | 'model' | 'stopReason' | 'stopDetails' | 'requestId' | 'retries' | 'firstTextMs' | 'totalMs'
  ]?: Reply[Name] | undefined;
};

/** A reply as a conversation keeps it. */
export interface KeptReply extends Facts {
  readonly status: Outcome['status'];
  /** Why it is not complete, for people. */
  readonly why?: string | undefined;
  /** The blocks exactly as they came: what of them goes back is decided when a request is made. */
  readonly content: readonly Block[];
  readonly usage: Usage;
  /** The model that was asked, as it was named in the request. */
  readonly asked?: string | undefined;
}

/**
 * One thing that was said. `prompt` begins a turn; `results` (of tools) and `continue` (after a cut) are messages to the
 * model within it.
 */
export type Entry =
  | { readonly type: 'prompt' | 'results' | 'continue'; readonly content: Content; readonly time: string }
  | { readonly type: 'reply'; readonly reply: KeptReply; readonly time: string };

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

/** The text blocks, joined as they are shown. */
export function textOf(content: readonly Block[]): string {
  return content.map((block) => (block.type === 'text' ? String(block['text']) : '')).join('');
}

/** How many prompts there were. */
export const turnsOf = (conversation: Conversation): number =>
  conversation.filter(({ type }) => type === 'prompt').length;

/**
 * The messages of a request: roles alternate, beginning and ending with the user's, and every block is one that the API
 * takes back. A reply that was cut says so at its end, unless what follows asks to go on with it; one that has nothing to
 * send is left out, and its prompt joins the next. `model`: who is asked; thinking goes back only to who thought it.
 */
export function messagesOf(conversation: Conversation, model: string): Message[] {
  const messages: { role: Message['role']; content: Content }[] = [];
  const add = (role: Message['role'], content: Content) => {
    const last = messages.at(-1);
    if (last?.role === role) last.content = [...blocksOf(last.content), ...blocksOf(content)];
    else if (content.length > 0) messages.push({ role, content });
  };
  // What was said before it is not known: a line of the journal was damaged.
  const first = conversation.findIndex(({ type }) => type === 'prompt');
  conversation.forEach((entry, index) => {
    if (index < first) return;
    if (entry.type === 'reply') {
      const { kept, open } = sendable(entry.reply, conversation.slice(index + 1), model);
      const last = messages.at(-1);
      add('assistant', withoutOrphans(kept, last?.role === 'assistant' ? blocksOf(last.content) : []));
      if (open.length > 0) add('user', open);
    } else if (entry.type === 'results') {
      add('user', answersTo(conversation[index - 1], blocksOf(entry.content)));
    } else {
      add('user', entry.content);
    }
  });
  return messages;
}

const blocksOf = (content: Content): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** Calls of the API's own tools, which it answers itself in the same reply. */
const SERVER_CALLS = new Set(['server_tool_use', 'mcp_tool_use']);

/**
 * What of a reply goes back; and, where its calls were never answered, the results that say so: a call without a result
 * is refused. `after`: what was said since.
 */
function sendable(reply: KeptReply, after: Conversation, model: string): { kept: Block[]; open: Block[] } {
  const [next] = after;
  const calls = runnableCalls(reply);
  const answered = new Set(next?.type === 'results' ? blocksOf(next.content).map((block) => block['tool_use_id']) : []);
  // A paused reply and those that go on with it are one message.
  const end = after.findIndex(({ type }) => type !== 'reply');
  const same = after.slice(0, end === -1 ? after.length : end).map((entry) => (entry as { reply: KeptReply }).reply);
  const served = new Set([reply, ...same].flatMap(({ content }) => content.map((block) => block['tool_use_id'])));
  const paused = end === -1 && reply.status === 'complete' && reply.stopReason === 'pause_turn';
  const kept = reply.content.filter((block) => {
    if (block.type === 'text') return String(block['text']).trim() !== '';
    if (block.type === 'thinking' || block.type === 'redacted_thinking')
      return isWhole(block) && mayReturn(reply, model);
    if (block.type === 'tool_use') return calls.includes(block);
    return !SERVER_CALLS.has(block.type) || served.has(block['id']) || paused;
  });
  // Thinking that led to nothing is not taken as the end of a message.
  while (kept.length > 0 && kept.at(-1)!.type.endsWith('thinking')) kept.pop();
  const why = cutBy(reply);
  if (kept.length > 0 && why !== undefined && next?.type !== 'continue') {
    kept.push({ type: 'text', text: `[This reply was cut off here: ${why}.]` });
  }
  const open = calls.filter((call) => !answered.has(call['id'])).map(({ id }) => unfinishedResult(id));
  return { kept, open };
}

/** Without results whose call is not in the same message: it stood in a line of the journal that was damaged. */
function withoutOrphans(blocks: readonly Block[], before: readonly Block[]): Block[] {
  const calls = new Set([...before, ...blocks].map(({ id }) => id));
  return blocks.filter(({ type, tool_use_id: call }) => !type.endsWith('_tool_result') || calls.has(call));
}

/** The calls that may be run, or were: in a reply that stopped for them. Cut for any other reason, their input may lack its end. */
export function runnableCalls({
  status,
  stopReason,
  content,
}: Pick<KeptReply, 'status' | 'stopReason' | 'content'>): Block[] {
  return status === 'complete' && stopReason === 'tool_use' ? content.filter(({ type }) => type === 'tool_use') : [];
}

/** Only results of calls that were made, each once. */
function answersTo(before: Entry | undefined, results: readonly Block[]): Block[] {
  const ids = new Set(before?.type === 'reply' ? runnableCalls(before.reply).map(({ id }) => id) : []);
  return results.filter((block) => block.type !== 'tool_result' || ids.delete(block['tool_use_id']));
}

const unfinishedResult = (id: unknown): Block => ({
  type: 'tool_result',
  tool_use_id: id,
  is_error: true,
  content: 'The call did not finish: the program was ended.',
});

/** Without its signature a thinking block was cut, and is refused. */
const isWhole = (block: Block) => block.type === 'redacted_thinking' || Boolean(block['signature']);
const mayReturn = ({ asked }: KeptReply, model: string) => asked === undefined || asked === model;

/** Why a reply ends before its end, in words that mean something to the model; `undefined`: it does not. */
export function cutBy({ status, stopReason }: Pick<KeptReply, 'status' | 'stopReason'>): string | undefined {
  if (status === 'interrupted') return 'it was interrupted';
  if (status === 'failed') return 'the connection failed';
  if (stopReason === 'max_tokens') return 'it reached its token limit';
  return stopReason === 'model_context_window_exceeded' ? 'the context window was full' : undefined;
}

/** A reply as it is kept. */
export function keep(reply: Reply, asked: string): KeptReply {
  const { outcome, id, model, content, stopReason, stopDetails, usage, requestId, retries, firstTextMs, totalMs } =
    reply;
  return {
    status: outcome.status,
    why: whyOf(outcome),
    asked,
    id,
    model,
    content,
    stopReason,
    stopDetails,
    usage,
    requestId,
    retries,
    firstTextMs,
    totalMs,
  };
}

function whyOf(outcome: Outcome): string | undefined {
  if (outcome.status === 'complete') return undefined;
  return outcome.status === 'failed' ? outcome.problem.what : `interrupted by ${outcome.by}`;
}
