/** One event of the Messages stream, as the API sends it. */
export interface WireEvent {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface ReplyOptions {
  /** The text, sent as one delta; `deltas` says where to split it. */
  readonly text?: string;
  readonly deltas?: readonly string[];
  /** A thinking block before the text. */
  readonly thinking?: string;
  /** A tool_use block after the text, its input sent as this (possibly broken) JSON. */
  readonly toolInput?: string;
  readonly stopReason?: string;
  readonly stopDetails?: object;
  /** Merged over 12 input and 5 output tokens. */
  readonly usage?: Readonly<Record<string, number>>;
  readonly model?: string;
  readonly id?: string;
}

/** Events as the body of a `text/event-stream`. */
export function sse(...events: readonly WireEvent[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

/** A whole reply, from message_start to message_stop. */
export function replyBody(options: ReplyOptions = { text: 'Hello' }): string {
  return sse(...replyEvents(options));
}

export function replyEvents(options: ReplyOptions = {}): WireEvent[] {
  return [...openReply(options), ...closeReply(options)];
}

/** The reply up to its last delta: the block is still open, and there is no stop reason yet. */
export function openReply(options: ReplyOptions = {}): WireEvent[] {
  const blocks = contentBlocks(options).flatMap((block, index) => block(index));
  return [messageStart(options), ...blocks.slice(0, -1)];
}

/** The events that follow `openReply` with the same options. */
export function closeReply(options: ReplyOptions = {}): WireEvent[] {
  const last = contentBlocks(options).length - 1;
  return [...(last < 0 ? [] : [blockStop(last)]), messageDelta(options), messageStop];
}

export function messageStart({ model = 'claude-opus-5-5', id = 'msg_test', usage = {} }: ReplyOptions = {}): WireEvent {
  return {
    type: 'message_start',
    message: {
      model,
      id,
      type: 'message',
      role: 'assistant',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...defaultUsage, ...usage, output_tokens: 1 },
    },
  };
}

export function textStart(index = 0): WireEvent {
  return { type: 'content_block_start', index, content_block: { type: 'text', text: '' } };
}

export function textDelta(text: string, index = 0): WireEvent {
  return { type: 'content_block_delta', index, delta: { type: 'text_delta', text } };
}

export function blockStop(index = 0): WireEvent {
  return { type: 'content_block_stop', index };
}

export function messageDelta({ stopReason = 'end_turn', stopDetails, usage = {} }: ReplyOptions = {}): WireEvent {
  const details = stopDetails === undefined ? {} : { stop_details: stopDetails };
  return {
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null, ...details },
    usage: { ...defaultUsage, ...usage },
  };
}

export const messageStop: WireEvent = { type: 'message_stop' };

export const ping: WireEvent = { type: 'ping' };

/** The event that reports a failure in the middle of a stream. */
export function errorEvent(type: string, message: string, requestId = 'req_event'): WireEvent {
  return { type: 'error', error: { details: null, type, message }, request_id: requestId };
}

const defaultUsage = {
  input_tokens: 12,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 5,
};

/** A block at its place in the reply, from its start to its stop. */
type Block = (index: number) => WireEvent[];

function contentBlocks({ text, deltas, thinking, toolInput }: ReplyOptions): Block[] {
  const texts = deltas ?? (text === undefined ? [] : [text]);
  const blocks: Block[] = [];
  if (thinking !== undefined) blocks.push((index) => thinkingBlock(index, thinking));
  if (texts.length > 0) blocks.push((index) => textBlock(index, texts));
  if (toolInput !== undefined) blocks.push((index) => toolBlock(index, toolInput));
  return blocks;
}

function textBlock(index: number, texts: readonly string[]): WireEvent[] {
  return [textStart(index), ...texts.map((text) => textDelta(text, index)), blockStop(index)];
}

function thinkingBlock(index: number, thinking: string): WireEvent[] {
  return [
    { type: 'content_block_start', index, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index, delta: { type: 'thinking_delta', thinking } },
    blockStop(index),
  ];
}

function toolBlock(index: number, input: string): WireEvent[] {
  return [
    {
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id: 'toolu_test', name: 'weather', input: {} },
    },
    { type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: input } },
    blockStop(index),
  ];
}
