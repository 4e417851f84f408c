import { cutBy, runnableCalls, type Content, type Conversation, type Entry, type KeptReply } from './conversation.ts';
import type { Block } from '../reply/reply.ts';
import type { Message } from '../reply/request.ts';
import { isObject } from '../text/json.ts';

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
      add(
        'assistant',
        withoutOrphans(kept, last?.role === 'assistant' ? blocksOf(last.content) : []).map(withObjectInput),
      );
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

/** Only results of calls that were made, each once. */
function answersTo(before: Entry | undefined, results: readonly Block[]): Block[] {
  const ids = new Set(before?.type === 'reply' ? runnableCalls(before.reply).map(({ id }) => id) : []);
  return results.filter((block) => block.type !== 'tool_result' || ids.delete(block['tool_use_id']));
}

const unfinishedResult = (id: unknown): Block => ({
  type: 'tool_result',
  tool_use_id: id,
  is_error: true,
  content: 'The call was not run, or did not finish.',
});

/** Without its signature a thinking block was cut, and is refused. */
const isWhole = (block: Block) => block.type === 'redacted_thinking' || Boolean(block['signature']);
const mayReturn = ({ asked }: KeptReply, model: string) => asked === undefined || asked === model;

/** A call whose input is JSON but no object came to nothing, and is refused as it is. */
function withObjectInput(block: Block): Block {
  const { type, input } = block;
  return type !== 'tool_use' || isObject(input) ? block : { ...block, input: {} };
}
