import type { ReplyEvent } from './edges.ts';

/** The fields that are read of an API event, all of them optional: what the server sends is not to be trusted. */
export interface WireEvent {
  readonly type: string;
  readonly message?: { readonly model?: string; readonly content?: readonly WireBlock[]; readonly usage?: WireUsage };
  readonly index?: number;
  readonly content_block?: WireBlock;
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly thinking?: string;
    readonly estimated_tokens?: number | null;
  };
  readonly usage?: WireUsage;
}

export interface WireBlock {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
}

interface WireUsage {
  readonly output_tokens?: number | null;
}

/**
 * Gives `push` what an API event means for a reply. Text can come as deltas, inside a block that starts with some,
 * or inside `message_start` itself (programmatic tool calling); events of unknown types mean nothing.
 * `content`: the reply's blocks so far, which tell what a delta belongs to.
 */
export function readWireEvent(
  event: WireEvent,
  content: readonly WireBlock[],
  push: (event: ReplyEvent) => void,
): void {
  switch (event.type) {
    case 'content_block_delta':
      readDelta(event.delta, content.at(event.index ?? 0)?.type, push);
      break;
    case 'content_block_start':
      readBlock(event.content_block, push);
      break;
    case 'message_start':
      push({ type: 'start', model: event.message?.model ?? '' });
      for (const block of event.message?.content ?? []) readBlock(block, push);
      break;
    case 'message_delta':
      if (typeof event.usage?.output_tokens === 'number')
        push({ type: 'usage', outputTokens: event.usage.output_tokens });
      break;
  }
}

function readDelta(delta: WireEvent['delta'], blockType: string | undefined, push: (event: ReplyEvent) => void): void {
  if (delta?.type === 'text_delta') {
    if (blockType === 'text' && typeof delta.text === 'string' && delta.text !== '')
      push({ type: 'text', text: delta.text });
  } else if (delta?.type === 'thinking_delta') {
    const { thinking = '', estimated_tokens: tokens } = delta;
    push({ type: 'thinking', text: thinking, ...(typeof tokens === 'number' && { tokens }) });
  }
}

function readBlock(block: WireBlock | undefined, push: (event: ReplyEvent) => void): void {
  if (block?.type === 'text' && typeof block.text === 'string' && block.text !== '')
    push({ type: 'text', text: block.text });
  else if (block?.type === 'thinking') push({ type: 'thinking', text: block.thinking ?? '' });
}
