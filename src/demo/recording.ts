import { RECORDING_HEADER, timeComment } from '../core/reply/recording-format.ts';
import { piecesOf } from './pieces.ts';
import { parseScript, type Script } from './script.ts';

type TimedEvent = { at: number; name: string; data: object };

/** Turns a demo's script into a recording: an SSE stream whose comments say when each event arrived. */
export function recordingOf(script: string): string {
  let recording = RECORDING_HEADER;
  let now = -1;
  for (const { at, name, data } of eventsOf(parseScript(script))) {
    if (at !== now) recording += timeComment(at);
    now = at;
    recording += `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;
  }
  return recording;
}

function* eventsOf(script: Script): Generator<TimedEvent> {
  const { start, end } = script.pace;
  const total = script.thinking.length + script.text.length;
  const textStart = Math.round(start + ((end - start) * script.thinking.length) / total);

  yield { at: Math.round(start * 0.7), name: 'message_start', data: { message: emptyMessage(script) } };
  if (script.thinking) yield* thinkingBlock(script, start, textStart);
  const callsFrom = script.calls.length > 0 ? Math.round((start + end) / 2) : end;
  yield* textBlock(script, script.thinking ? textStart + 20 : start, callsFrom - 20);
  yield* callBlocks(script, callsFrom, end);
  yield { at: end, name: 'message_delta', data: ending(script) };
  yield { at: end, name: 'message_stop', data: {} };
}

function* thinkingBlock(script: Script, from: number, to: number): Generator<TimedEvent> {
  const block = { type: 'thinking', thinking: '', signature: '' };
  yield { at: from, name: 'content_block_start', data: { index: 0, content_block: block } };
  yield { at: from, name: 'ping', data: {} };
  for (const { at, piece } of piecesOf(script.thinking, from, to)) {
    yield { at, name: 'content_block_delta', data: { index: 0, delta: { type: 'thinking_delta', thinking: piece } } };
  }
  const signature = Buffer.from(`${script.id}, signed by nobody: this is a demo`).toString('base64');
  yield { at: to, name: 'content_block_delta', data: { index: 0, delta: { type: 'signature_delta', signature } } };
  yield { at: to, name: 'content_block_stop', data: { index: 0 } };
}

function* textBlock(script: Script, from: number, to: number): Generator<TimedEvent> {
  const index = script.thinking ? 1 : 0;
  yield { at: from, name: 'content_block_start', data: { index, content_block: { type: 'text', text: '' } } };
  if (index === 0) yield { at: from, name: 'ping', data: {} };
  for (const { at, piece } of piecesOf(script.text, from, to)) {
    yield { at, name: 'content_block_delta', data: { index, delta: { type: 'text_delta', text: piece } } };
  }
  yield { at: to, name: 'content_block_stop', data: { index } };
}

/** The calls, one after the other; the input of each arrives in small pieces of JSON. */
function* callBlocks(script: Script, from: number, to: number): Generator<TimedEvent> {
  const each = (to - from) / Math.max(1, script.calls.length);
  for (const [n, { name, input }] of script.calls.entries()) {
    const index = (script.thinking ? 2 : 1) + n;
    const start = Math.round(from + n * each);
    const block = { type: 'tool_use', id: `toolu_demo_${n + 1}`, name, input: {} };
    yield { at: start, name: 'content_block_start', data: { index, content_block: block } };
    for (const { at, piece } of piecesOf(JSON.stringify(input), start, Math.round(start + each * 0.9))) {
      const delta = { type: 'input_json_delta', partial_json: piece };
      yield { at, name: 'content_block_delta', data: { index, delta } };
    }
    yield { at: Math.round(start + each * 0.9), name: 'content_block_stop', data: { index } };
  }
}

function emptyMessage({ id, model, usage }: Script): object {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: usage.input,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      output_tokens: 1,
      service_tier: 'standard',
    },
  };
}

function ending({ stopReason, usage }: Script): object {
  return {
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: {
      input_tokens: usage.input,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: usage.output,
      ...(usage.thinking > 0 && { output_tokens_details: { thinking_tokens: usage.thinking } }),
    },
  };
}
