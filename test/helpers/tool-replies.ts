import type { Block } from '../../src/core/reply/reply.ts';
import type { LocalServer } from '../../src/mcp/mcp-config.ts';
import type { Answer } from './server.ts';
import { blockStop, messageDelta, messageStart, messageStop, sse, type ReplyOptions, type WireEvent } from './sse.ts';

/** The content blocks of a complete reply. */
export const textBlock = (text: string, citations?: readonly object[]): Block => ({
  type: 'text',
  text,
  ...(citations !== undefined && { citations }),
});
export const thinkingBlock = (thinking: string, signature = 'c2lnbmVk'): Block => ({
  type: 'thinking',
  thinking,
  signature,
});
export const toolUse = (id: string, name: string, input: unknown = {}): Block => ({
  type: 'tool_use',
  id,
  name,
  input,
});
export const serverToolUse = (id: string, name: string, input: unknown = {}): Block => ({
  type: 'server_tool_use',
  id,
  name,
  input,
});
/** A call whose input arrives as this JSON, which may be malformed. */
export const toolUseJson = (id: string, name: string, json: string): Block => ({
  type: 'tool_use',
  id,
  name,
  input: {},
  json,
});
/** The result that is sent back for a call. */
export const toolResult = (id: string, content: unknown, isError = false): Block => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
  ...(isError && { is_error: true }),
});

/** A reply of these blocks; it stops with `tool_use` if it has calls. */
export function blocksReply(blocks: readonly Block[], options: ReplyOptions = {}): Answer {
  return { body: sse(...blocksEvents(blocks, options)) };
}

export function blocksEvents(blocks: readonly Block[], options: ReplyOptions = {}): WireEvent[] {
  const calls = blocks.some(({ type }) => type === 'tool_use');
  const stopReason = options.stopReason ?? (calls ? 'tool_use' : 'end_turn');
  return [...openBlocks(blocks, options), messageDelta({ ...options, stopReason }), messageStop];
}

/** The same events before the stop reason. */
export function openBlocks(blocks: readonly Block[], options: ReplyOptions = {}): WireEvent[] {
  return [messageStart(options), ...blocks.flatMap((block, index) => blockEvents(block, index))];
}

/** Pieces as short as the API's. */
const PIECE = /[^]{1,11}/gu;

export function blockEvents(block: Block, index: number): WireEvent[] {
  const { start, deltas } = split(block);
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    blockStop(index),
  ];
}

function split(block: Block): { start: object; deltas: object[] } {
  switch (block.type) {
    case 'text': {
      const { text, citations } = block as { text?: string; citations?: object[] };
      return {
        start: { type: 'text', text: '', ...(citations !== undefined && { citations: [] }) },
        deltas: [
          ...pieces(text).map((piece) => ({ type: 'text_delta', text: piece })),
          ...(citations ?? []).map((citation) => ({ type: 'citations_delta', citation })),
        ],
      };
    }
    case 'thinking':
      return {
        start: { type: 'thinking', thinking: '', signature: '' },
        deltas: [
          ...pieces(block['thinking']).map((piece) => ({ type: 'thinking_delta', thinking: piece })),
          { type: 'signature_delta', signature: block['signature'] },
        ],
      };
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use': {
      const { json, ...start } = block;
      const input = json ?? JSON.stringify(block['input']);
      return {
        start: { ...start, input: {} },
        deltas: ['', ...pieces(input)].map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
      };
    }
    default:
      return { start: block, deltas: [] };
  }
}

const pieces = (text: unknown): readonly string[] => String(text).match(PIECE) ?? [];

/** The value of `--mcp-config` for servers that are programs. */
export function mcpConfig(...servers: readonly LocalServer[]): string {
  const entries = servers.map(({ name, command, args }) => [name, { command, args }]);
  return JSON.stringify({ mcpServers: Object.fromEntries(entries) });
}
