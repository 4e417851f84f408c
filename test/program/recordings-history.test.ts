import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/core/conversation/conversation.ts';
import { messagesOf } from '../../src/core/conversation/messages.ts';
import { toStored } from '../../src/core/reply/reply-mappings.ts';
import type { Block, Reply } from '../../src/core/reply/reply.ts';
import { buildRequest } from '../../src/core/reply/request.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { run } from '../helpers/program.ts';
import { projectRoot } from '../helpers/sandbox.ts';
import { toolResult } from '../helpers/tool-replies.ts';
import { readApiReply } from '../helpers/read-api-reply.ts';

const folder = join(projectRoot, '..', 'shared', 'recordings');
const sse = (path: string) =>
  existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.sse'))
        .toSorted()
    : [];
/** Two messages in one body, which the SDK rejects. */
const twoStarts = new Set(['vercel-ai__duplicate-message-start.sse', 'vercel-ai__spliced-message-start.sse']);
const recordings = sse(folder).filter((name) => !twoStarts.has(name));
const faults = sse(join(folder, 'faults'));
const MODEL = 'claude-opus-5-5';

interface Recorded {
  readonly blocks: readonly Block[];
  readonly stopReason: string | undefined;
}

/** The content of a recording, parsed here independently of the program. */
function readRecording(text: string): Recorded {
  let blocks: any[] = [];
  let stopReason: string | undefined;
  const inputs = new Map<number, string>();
  for (const [, data] of text.matchAll(/^data: ?(.*)$/gm)) {
    const { type, index, message, content_block, delta } = JSON.parse(data!);
    if (type === 'message_start') {
      blocks = structuredClone(message.content);
      stopReason = message.stop_reason ?? undefined;
    }
    if (type === 'content_block_start') blocks[index] = content_block;
    if (type === 'message_delta') stopReason = delta.stop_reason;
    if (type !== 'content_block_delta') continue;
    const block = blocks[index];
    if (delta.type === 'text_delta') block.text += delta.text;
    if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
    if (delta.type === 'signature_delta') block.signature = delta.signature;
    if (delta.type === 'citations_delta') (block.citations ??= []).push(delta.citation);
    if (delta.type === 'compaction_delta') Object.assign(block, { ...delta, type: block.type });
    if (delta.type === 'input_json_delta') inputs.set(index, (inputs.get(index) ?? '') + delta.partial_json);
  }
  for (const [index, json] of inputs) {
    try {
      if (json !== '') blocks[index].input = JSON.parse(json);
    } catch {
      // It was cut off, so it is not sent back.
    }
  }
  return { blocks, stopReason };
}

const isCall = ({ type }: Block) => ['tool_use', 'server_tool_use', 'mcp_tool_use'].includes(type);
const isResult = ({ type }: Block) => type.endsWith('_tool_result');
const textsOf = (blocks: readonly Block[]) =>
  blocks.map((block) => (block.type === 'text' ? block['text'] : '')).join('');

/** The request that continues after a reply; its calls have results. */
function requestAfter(reply: Reply, time = '2026-03-01T10:00:00.000Z') {
  const saved = toStored(reply, MODEL);
  const wants = saved.status === 'complete' && saved.stop_reason === 'tool_use';
  const results = wants
    ? saved.content.filter(({ type }) => type === 'tool_use').map(({ id }) => toolResult(String(id), 'x'))
    : [];
  const paused = saved.stop_reason === 'pause_turn' && saved.status === 'complete';
  const conversation: Conversation = [
    { type: 'prompt', content: 'hi', time },
    { type: 'reply', reply: saved, time },
    ...(results.length > 0 ? [{ type: 'results', content: results, time } as const] : []),
    ...(paused || results.length > 0 ? [] : [{ type: 'prompt', content: 'and now?', time } as const]),
  ];
  const messages = messagesOf(conversation, MODEL);
  return {
    request: buildRequest({ model: MODEL, maxTokens: 10, effort: undefined, system: undefined }, messages),
    paused,
  };
}

/** The blocks of a reply that the API accepts back, according to its documentation. */
function sendable({ blocks, stopReason }: Recorded): readonly Block[] {
  const answered = new Set(blocks.filter(isResult).map((block) => block['tool_use_id']));
  const accepted = blocks.filter((block) => {
    if (block.type === 'text') return String(block['text']).trim() !== '';
    if (block.type === 'thinking') return block['signature'] !== '';
    if (block.type === 'tool_use') return stopReason === 'tool_use';
    // Its call is in the reply that this one continues.
    if (isResult(block)) return blocks.some(({ id }) => id === block['tool_use_id']);
    return !isCall(block) || answered.has(block['id']) || stopReason === 'pause_turn';
  });
  while (accepted.at(-1)?.type.endsWith('thinking') === true) accepted.pop();
  const wasCut = stopReason === 'max_tokens' && accepted.length > 0;
  return wasCut
    ? [...accepted, { type: 'text', text: '[This reply was cut off here: it reached its token limit.]' }]
    : accepted;
}

describe.skipIf(recordings.length === 0)('a recorded reply', () => {
  test.each(recordings)('%s is sent back unchanged, in a request that the API accepts', async (name) => {
    const bytes = readFileSync(join(folder, name));
    const recorded = readRecording(bytes.toString());
    const reply = await readApiReply([bytes]);
    expect(reply.outcome).toEqual({ status: 'complete' });
    const { request, paused } = requestAfter(reply);
    expect(rejectedBy(request, { paused })).toBeUndefined();
    const back = request.messages.find(({ role }) => role === 'assistant')?.content ?? [];
    expect(back).toEqual(sendable(recorded));
  });

  test('that was paused forms one message with its continuation', async () => {
    const name = 'pydantic-ai__test_pause_turn_web_search_streaming_vcr';
    const parts = [`${name}.sse`, `${name}.2.sse`].map((part) => readFileSync(join(folder, part)));
    const time = '2026-03-01T10:00:00.000Z';
    const replies = await Promise.all(parts.map((part) => readApiReply([part])));
    const conversation: Conversation = [
      { type: 'prompt', content: 'hi', time },
      ...replies.map((reply) => ({ type: 'reply', reply: toStored(reply, MODEL), time }) as const),
      { type: 'prompt', content: 'and now?', time },
    ];
    const messages = messagesOf(conversation, MODEL);
    expect(rejectedBy({ model: MODEL, max_tokens: 10, messages })).toBeUndefined();
    const blocks = parts.flatMap((part) => readRecording(part.toString()).blocks);
    expect(messages[1]).toEqual({ role: 'assistant', content: sendable({ blocks, stopReason: 'end_turn' }) });
  });

  test.each(recordings)('%s is shown with all its blocks', async (name) => {
    const { blocks } = readRecording(readFileSync(join(folder, name), 'utf8'));
    const result = await run(['--thinking', '--replay', join(folder, name), '--speed', '0']);
    expect(result).toMatchObject({ code: 0, stdout: textsOf(blocks) });
    const { stderr } = result;
    const lines = stderr.split('\n');
    const names = blocks.filter(isCall).map((block) => String(block['name']));
    const shownNames = lines.flatMap((line) => /^● (?:#\d+ )?(\S+)/.exec(line)?.[1] ?? []);
    expect(shownNames.toSorted()).toEqual(names.toSorted());
    const answered = new Set(blocks.filter(isResult).map((block) => block['tool_use_id']));
    const notRun = blocks.filter((block) => isCall(block) && !answered.has(block['id']));
    expect(lines.filter((line) => line === '  ✗ not run')).toHaveLength(notRun.length);
    // Long results are folded, and broken at the width.
    for (const block of blocks.filter(isResult))
      expect(withoutBlanks(stderr)).toContain(withoutBlanks(beginningOf(block)));
    for (const block of blocks.filter(({ type }) => type === 'thinking')) {
      expect(stderr.replaceAll(/\s+/g, ' ')).toContain(String(block['thinking']).trim().replaceAll(/\s+/g, ' '));
    }
  });
});

const withoutBlanks = (text: string) => text.replaceAll(/\s+/g, '');

/** How the result of a call begins on the screen. */
function beginningOf(block: Block): string {
  const content = block['content'] as any;
  if (typeof content?.error_code === 'string') return content.error_code.replaceAll('_', ' ');
  if (Array.isArray(content) && content[0]?.type === 'web_search_result') {
    return content[0].title.slice(0, 60);
  }
  const texts = [content?.stdout, content?.stderr, content?.text, content?.url, content?.[0]?.text, content?.content];
  const said = texts.find((text) => typeof text === 'string' && text.trim() !== '');
  const first = said?.split('\n').find((line: string) => line.trim() !== '');
  return first?.replaceAll('\t', ' ').slice(0, 100) ?? content?.tool_references?.[0]?.tool_name ?? '';
}

describe.skipIf(faults.length === 0)('a faulty recording', () => {
  test.each(faults)('%s is sent back as far as the API accepts it', async (name) => {
    const reply = await readApiReply([readFileSync(join(folder, 'faults', name))]);
    const { request, paused } = requestAfter(reply);
    expect(rejectedBy(request, { paused })).toBeUndefined();
    expect(JSON.stringify(request)).toContain(JSON.stringify(reply.text.trim()).slice(1, -1));
  });

  test.each(faults)('%s is shown, and its fault reported in a sentence', async (name) => {
    const { code, signal, stderr } = await run([
      '--thinking',
      '--replay',
      join(folder, 'faults', name),
      '--speed',
      '0',
    ]);
    expect([0, 1, 69, 75]).toContain(code);
    expect(signal).toBeNull();
    expect(stderr).not.toMatch(/at .*\.c?js:\d|a mistake in claude-stream/);
  });
});
