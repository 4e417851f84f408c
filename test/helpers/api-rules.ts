type Json = Readonly<Record<string, unknown>>;

/** The fields of a request besides its messages; the API rejects any other as "not permitted". */
const REQUEST_FIELDS = new Set(
  'model max_tokens messages system stream thinking output_config cache_control metadata stop_sequences tools tool_choice'.split(
    ' ',
  ),
);
const USER_BLOCKS = new Set(['text', 'image', 'document', 'search_result', 'tool_result', 'container_upload']);
/** Hosted tools: the type of the block that answers a call in the same message. */
const SERVER_RESULTS: Readonly<Record<string, RegExp>> = {
  server_tool_use: /^(?!mcp_)\w+_tool_result$/,
  mcp_tool_use: /^mcp_tool_result$/,
};

/**
 * Why the Messages API would reject a request; `undefined` if it accepts it. Follows the API's documentation, not how
 * the program builds requests. `paused`: the last reply ended in `pause_turn` and is sent unchanged to be continued.
 */
export function rejectedBy(request: unknown, { paused = false } = {}): string | undefined {
  for (const problemText of complaints(request as Json, paused)) return problemText;
  return undefined;
}

function* complaints(request: Json, paused: boolean): Generator<string> {
  for (const field of Object.keys(request)) if (!REQUEST_FIELDS.has(field)) yield `${field}: extra inputs`;
  if (!isText(request['model'])) yield 'model: no text';
  if (!Number.isInteger(request['max_tokens']) || (request['max_tokens'] as number) < 1) yield 'max_tokens: not over 0';
  if ('system' in request && !isText(request['system'])) yield 'system: no text';
  const cache = request['cache_control'] as Json | undefined;
  if (cache !== undefined && cache['type'] !== 'ephemeral') yield 'cache_control: not ephemeral';
  if (/\\ud[89a-f][0-9a-f]{2}/.test(JSON.stringify(request))) yield 'half a character';

  const { messages } = request;
  if (!Array.isArray(messages) || messages.length === 0) {
    yield 'messages: none';
    return;
  }
  const all = messages.map((message: Json): Message => ({
    role: message['role'],
    blocks: blocksOf(message['content']),
  }));
  for (const [i, message] of all.entries()) {
    const where = `messages.${i}`;
    const wanted = i % 2 === 0 ? 'user' : 'assistant';
    if (message.role !== wanted) yield `${where}: ${String(message.role)}, not ${wanted}`;
    if (message.blocks.length === 0) yield `${where}: empty`;
    const isLast = i === all.length - 1;
    for (const problemText of message.role === 'user'
      ? userComplaints(message.blocks, all[i - 1]?.blocks ?? [])
      : assistantComplaints(message.blocks, isLast && paused)) {
      yield `${where}: ${problemText}`;
    }
  }
  const last = all.at(-1)!;
  if (last.role === 'assistant') {
    if (!paused) yield 'the conversation must end with a user message';
    if (last.blocks.some(({ type }) => type === 'tool_use')) yield 'tool_use without tool_result at the end';
  }
  const ids = all.flatMap(({ blocks }) => blocks.filter(({ type }) => isCall(type)).map(({ id }) => id));
  if (new Set(ids).size < ids.length) yield 'tool_use ids must be unique';
}

interface Block extends Json {
  readonly type: string;
  readonly id?: unknown;
}

interface Message {
  readonly role: unknown;
  readonly blocks: readonly Block[];
}

function* userComplaints(blocks: readonly Block[], before: readonly Block[]): Generator<string> {
  const calls = before.filter(({ type }) => type === 'tool_use').map(({ id }) => id);
  const results = blocks.filter(({ type }) => type === 'tool_result').map((block) => block['tool_use_id']);
  for (const id of calls) if (!results.includes(id)) yield `tool_use ${String(id)} without tool_result`;
  for (const id of results) if (!calls.includes(id)) yield `tool_result ${String(id)} without tool_use`;
  if (new Set(results).size < results.length) yield 'two tool_results of one call';
  if (blocks.slice(0, results.length).some(({ type }) => type !== 'tool_result')) yield 'tool_results must come first';
  for (const block of blocks) {
    if (!USER_BLOCKS.has(block.type)) yield `${block.type} from a user`;
    if (block.type === 'text') yield* textComplaints(block);
  }
}

function* assistantComplaints(blocks: readonly Block[], paused: boolean): Generator<string> {
  for (const [i, block] of blocks.entries()) {
    const { type } = block;
    if (type === 'text') yield* textComplaints(block);
    if (type === 'tool_result' || type === 'document' || type === 'image') yield `${type} from an assistant`;
    if (type === 'thinking' && typeof block['thinking'] !== 'string') yield 'thinking: no text';
    if (type === 'thinking' && !isText(block['signature'])) yield 'thinking: no signature';
    if (type === 'redacted_thinking' && !isText(block['data'])) yield 'redacted_thinking: no data';
    if (isCall(type)) yield* callComplaints(block);
    const answer = SERVER_RESULTS[type];
    const hasAnswer = blocks.slice(i + 1).some((other) => isAnswer(other, answer, block.id));
    if (answer !== undefined && !hasAnswer && !paused) yield `${type} without its result`;
    if (type.endsWith('_tool_result') && !blocks.slice(0, i).some((call) => isAnsweredBy(call, block))) {
      yield `${type} without its call`;
    }
  }
  if (blocks.at(-1)?.type.endsWith('thinking') === true) yield 'the final block cannot be thinking';
}

const isAnswer = ({ type, tool_use_id }: Block, answer: RegExp | undefined, id: unknown) =>
  answer?.test(type) === true && tool_use_id === id;
const isAnsweredBy = (call: Block, result: Block) => isAnswer(result, SERVER_RESULTS[call.type], call.id);
const isCall = (type: string) => type === 'tool_use' || type in SERVER_RESULTS;

function* callComplaints({ type, id, name, input }: Block): Generator<string> {
  if (!/^[\w-]+$/.test(typeof id === 'string' ? id : '')) yield `${type}: bad id`;
  if (!/^[\w-]{1,128}$/.test(typeof name === 'string' ? name : '')) yield `${type}: bad name`;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) yield `${type}: input is no object`;
}

function* textComplaints({ text, citations }: Block): Generator<string> {
  if (typeof text !== 'string') yield 'text: no text';
  else if (text.trim() === '') yield 'text: text content blocks must contain non-whitespace text';
  if (citations !== undefined && citations !== null && !Array.isArray(citations)) yield 'text: citations are no list';
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const blocksOf = (content: unknown): readonly Block[] => {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return Array.isArray(content) ? (content as Block[]) : [];
};
