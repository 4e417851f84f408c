import { resultText } from '../core/reply/tool-result-text.ts';
import type { ReplyEvent } from '../core/reply/ports.ts';
import type { Block } from '../core/reply/reply.ts';
import { isCount } from '../core/cost/usage.ts';
import { isTooDeep } from '../core/text/json.ts';

/** The fields of an API event that are read. All are optional, since the server may send anything. */
export interface WireEvent {
  readonly type: string;
  readonly message?: { readonly model?: string; readonly content?: readonly WireBlock[]; readonly usage?: WireUsage };
  readonly index?: number;
  readonly content_block?: WireBlock;
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly thinking?: string;
    readonly partial_json?: string;
    readonly estimated_tokens?: number | null;
  };
  readonly usage?: WireUsage;
}

export interface WireBlock {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly id?: string;
  readonly name?: string;
  readonly tool_use_id?: string;
  readonly input?: unknown;
  readonly citations?: readonly Block[] | null;
}

interface WireUsage {
  readonly output_tokens?: number | null;
}

type Push = (event: ReplyEvent) => void;

/**
 * Pushes what an API event means for a reply. Text can come in deltas, at the start of a block, or inside
 * `message_start` itself (programmatic tool calling). Events of unknown types are ignored, and
 * those that are nested too deep.
 * `content`: the reply's blocks so far, to which deltas refer.
 */
export function readWireEvent(event: WireEvent, content: readonly WireBlock[], push: Push): void {
  if (isTooDeep(event)) return;
  switch (event.type) {
    case 'content_block_delta':
      readDelta(event.delta, content.at(event.index ?? 0), push);
      break;
    case 'content_block_start':
      readBlock(event.content_block, content, push);
      break;
    case 'content_block_stop':
      readCitations(content.at(event.index ?? 0), push);
      break;
    case 'message_start':
      push({ type: 'start', model: typeof event.message?.model === 'string' ? event.message.model : '' });
      for (const block of event.message?.content ?? []) {
        readBlock(block, event.message?.content ?? [], push);
        readCitations(block, push);
      }
      break;
    case 'message_delta':
      if (isCount(event.usage?.output_tokens)) push({ type: 'usage', outputTokens: event.usage.output_tokens });
      break;
  }
}

function readDelta(delta: WireEvent['delta'], block: WireBlock | undefined, push: Push): void {
  switch (delta?.type) {
    case 'text_delta':
      if (block?.type === 'text' && typeof delta.text === 'string' && delta.text !== '')
        push({ type: 'text', text: delta.text });
      break;
    case 'thinking_delta': {
      const { thinking = '', estimated_tokens: tokens } = delta;
      push({ type: 'thinking', text: thinking, ...(typeof tokens === 'number' && { tokens }) });
      break;
    }
    case 'input_json_delta':
      if (isCall(block) && typeof delta.partial_json === 'string' && delta.partial_json !== '')
        push({ type: 'input', id: block.id, json: delta.partial_json });
      break;
    default:
      break;
  }
}

function readBlock(block: WireBlock | undefined, content: readonly WireBlock[], push: Push): void {
  if (block?.type === 'text' && typeof block.text === 'string' && block.text !== '') {
    push({ type: 'text', text: block.text });
  } else if (block?.type === 'thinking') {
    push({ type: 'thinking', text: block.thinking ?? '' });
  } else if (isCall(block)) {
    push({ type: 'call', id: block.id, name: block.name, server: block.type !== 'tool_use' });
    if (hasInput(block.input)) push({ type: 'input', id: block.id, json: JSON.stringify(block.input) });
  } else if (block?.type?.endsWith('_tool_result') === true && typeof block.tool_use_id === 'string') {
    const { tool_use_id: id } = block;
    const name = content.find((other) => other.id === id)?.name ?? block.type.replace(/_tool_result$/, '');
    push({ type: 'result', id, name, ...resultText(block as Block) });
  }
}

function readCitations(block: WireBlock | undefined, push: Push): void {
  if (block?.type !== 'text' || !Array.isArray(block.citations) || isTooDeep(block.citations)) return;
  for (const citation of block.citations) push({ type: 'citation', citation });
}

type CallBlock = WireBlock & { readonly id: string; readonly name: string };

const isCall = (block: WireBlock | undefined): block is CallBlock =>
  /^(tool_use|server_tool_use|mcp_tool_use)$/.test(block?.type ?? '') &&
  typeof block?.id === 'string' &&
  typeof block.name === 'string';

const hasInput = (input: unknown) => typeof input === 'object' && input !== null && Object.keys(input).length > 0;
