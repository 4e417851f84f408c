import { sentEntries } from './answered.ts';
import { cutBy, type Content, type Conversation, type Entry } from './conversation.ts';
import { callsOf, createCallIds, isCall, isCallName, type CallIds } from './reply-calls.ts';
import type { StoredReply } from '../reply/reply-mappings.ts';
import { type Block, textOf } from '../reply/reply.ts';
import type { Message } from '../reply/request.ts';
import { isObject } from '../text/json.ts';

/**
 * The messages of a request. Roles alternate, the first and last message are the user's, and every block is one that the
 * API accepts back. A reply that was cut off says so at its end, unless the next message asks to continue it. A complete
 * reply with nothing to send is left out, and its prompt is joined with the next; a prompt without a reply is left out, too.
 * Thinking goes back only to the `model` it came from.
 */
export function messagesOf(all: Conversation, model: string): Message[] {
  const conversation = sentEntries(all);
  const messages: { role: Message['role']; content: Content }[] = [];
  const ids = createCallIds();
  const add = (role: Message['role'], content: Content) => {
    const last = messages.at(-1);
    if (last?.role === role) last.content = [...blocksOf(last.content), ...blocksOf(content)];
    else if (content.length > 0) messages.push({ role, content });
  };
  // If a line of the journal was damaged, entries before the first prompt have lost their context.
  const first = conversation.findIndex(({ type }) => type === 'prompt');
  conversation.forEach((entry, index) => {
    if (index < first) return;
    if (entry.type === 'reply') {
      const { kept, open } = sendable(entry.reply, conversation.slice(index + 1), model, ids);
      const last = messages.at(-1);
      add(
        'assistant',
        withoutOrphans(kept, last?.role === 'assistant' ? blocksOf(last.content) : []).map(withObjectInput),
      );
      if (open.length > 0) add('user', open);
    } else if (entry.type === 'results') {
      add('user', answersTo(conversation[index - 1], blocksOf(entry.content), ids));
    } else {
      add('user', entry.content);
    }
  });
  return messages;
}

const blocksOf = (content: Content): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** Calls of hosted tools: the API adds their results to the same reply. */
const HOSTED_CALLS = new Set(['server_tool_use', 'mcp_tool_use']);

/**
 * The blocks of a reply that go back, and results for its calls that never got one: the API rejects a call without a
 * result. `after`: the entries that follow the reply.
 */
function sendable(
  reply: StoredReply,
  after: Conversation,
  model: string,
  ids: CallIds,
): { kept: Block[]; open: Block[] } {
  const [next] = after;
  const flaws = new Map(callsOf(reply).map(({ block, flaw }) => [block, flaw]));
  const answered = new Set(next?.type === 'results' ? blocksOf(next.content).map((block) => block['tool_use_id']) : []);
  // A paused reply and those that resume it are one message.
  const end = after.findIndex(({ type }) => type !== 'reply');
  const same = after.slice(0, end === -1 ? after.length : end).map((entry) => (entry as { reply: StoredReply }).reply);
  const withResult = new Set([reply, ...same].flatMap(({ content }) => content.map((block) => block['tool_use_id'])));
  const paused = end === -1 && reply.status === 'complete' && reply.stop_reason === 'pause_turn';
  const kept = reply.content.filter((block) => {
    if (block.type === 'text') return textOf([block]).trim() !== '';
    if (block.type === 'thinking' || block.type === 'redacted_thinking')
      return isWhole(block) && comesFrom(reply, model);
    if (block.type === 'tool_use') return isCallName(block['name']) && flaws.has(block);
    return !HOSTED_CALLS.has(block.type) || withResult.has(block['id']) || paused;
  });
  // The API rejects a message that ends with thinking.
  while (kept.length > 0 && kept.at(-1)!.type.endsWith('thinking')) kept.pop();
  const why = cutBy(reply);
  if (kept.length > 0 && why !== undefined && next?.type !== 'continue') {
    kept.push({ type: 'text', text: `[This reply was cut off here: ${why}.]` });
  }
  const open: Block[] = [];
  const renamed = kept.map((block) => {
    if (!isCall(block)) return withSentId(block, ids);
    const id = ids.add(block['id']);
    const flaw = flaws.get(block);
    if (flaw !== undefined) open.push(unfinishedResult(id, `The call was not run: ${flaw}.`));
    else if (block.type === 'tool_use' && !answered.has(block['id'])) open.push(unfinishedResult(id));
    return withKey(block, 'id', id);
  });
  return { kept: renamed, open: next?.type === 'results' ? open : [...open, ...leftOut(reply)] };
}

/** Tells the model of calls that cannot be sent back. */
function leftOut(reply: StoredReply): Block[] {
  const calls = callsOf(reply).filter(({ block }) => !isCallName(block['name']));
  return calls.map(({ flaw }) => ({ type: 'text', text: `[A tool call was left out here and not run: ${flaw}.]` }));
}

/** Drops results whose call is not in the same message, because a line of the journal was damaged. */
function withoutOrphans(blocks: readonly Block[], before: readonly Block[]): Block[] {
  const calls = new Set([...before, ...blocks].map(({ id }) => id));
  return blocks.filter(({ type, tool_use_id: call }) => !type.endsWith('_tool_result') || calls.has(call));
}

/** The results of calls that were made, each once, and after them what cannot be a result. */
function answersTo(before: Entry | undefined, results: readonly Block[], ids: CallIds): Block[] {
  if (before?.type !== 'reply') return results.filter(({ type }) => type !== 'tool_result');
  const calls = callsOf(before.reply).filter(({ flaw }) => flaw === undefined);
  const open = new Set(calls.map(({ block }) => block['id']));
  const answers = results.filter((block) => block.type !== 'tool_result' || open.delete(block['tool_use_id']));
  return [...answers.map((block) => withSentId(block, ids)), ...leftOut(before.reply)];
}

const unfinishedResult = (id: string, content = 'The call was not run, or did not finish.'): Block => ({
  type: 'tool_result',
  tool_use_id: id,
  is_error: true,
  content,
});

/** A result, with the id that its call is sent with; any other block as it is. */
const withSentId = (block: Block, ids: CallIds): Block =>
  'tool_use_id' in block ? withKey(block, 'tool_use_id', ids.of(block['tool_use_id'])) : block;

/** The block with another value; the same block if that is its value already. */
const withKey = (block: Block, key: string, value: unknown): Block =>
  block[key] === value ? block : { ...block, [key]: value };

/** A thinking block that was cut off has no signature, and the API rejects it. */
const isWhole = (block: Block) => block.type === 'redacted_thinking' || Boolean(block['signature']);
const comesFrom = ({ asked }: StoredReply, model: string) => asked === undefined || asked === model;

/** The API rejects a call whose input is not an object, which a reply may nevertheless contain. */
function withObjectInput(block: Block): Block {
  const { type, input } = block;
  return !type.endsWith('tool_use') || isObject(input) ? block : { ...block, input: {} };
}
