import type { Block } from '../core/reply/reply.ts';
import { isObject } from '../core/text/json.ts';
import type { PartialMessage } from '../core/reply/reply-mappings.ts';
import type { WireEvent } from './wire-events.ts';

/**
 * Whether an event has the form that the SDK and this program trust it to have. `blocks`: how many blocks have begun. The
 * SDK would use any index as a key, even `__proto__`, and join anything to a text.
 */
export function isWellFormed(event: WireEvent, blocks: number): boolean {
  switch (event.type) {
    case 'message_start':
      return isMessage(event.message);
    case 'content_block_start':
      return isBlock(event.content_block);
    case 'content_block_delta':
      return isIndex(event.index, blocks) && isObject(event.delta) && hasTexts(event.delta);
    case 'content_block_stop':
      return isIndex(event.index, blocks);
    default:
      return true;
  }
}

/** Whether this is a message, or the start of one. */
export const isMessage = (json: unknown): json is PartialMessage & { readonly content: readonly Block[] } =>
  isObject(json) && Array.isArray(json['content']) && json['content'].every(isBlock);

const isBlock = (json: unknown): json is Block => isObject(json) && typeof json['type'] === 'string' && hasTexts(json);

const isIndex = (index: unknown, length: number) =>
  Number.isSafeInteger(index) && (index as number) >= 0 && (index as number) < length;

/** Fields that are joined piece by piece. */
const TEXTS = ['text', 'thinking', 'partial_json'];

const hasTexts = (json: Readonly<Record<string, unknown>>) => TEXTS.every((name) => isOptionalText(json[name]));

const isOptionalText = (json: unknown) => json == null || typeof json === 'string';

/** The message without the facts about it that have a wrong type. */
export function withSoundFacts<Message extends PartialMessage>(message: Message): Message {
  const { id, model, usage, stop_reason: reason, stop_details: details } = message;
  return {
    ...message,
    ...(!isOptionalText(id) && { id: undefined }),
    ...(!isOptionalText(model) && { model: undefined }),
    ...(!isObject(usage) && { usage: undefined }),
    ...(!isOptionalText(reason) && { stop_reason: undefined }),
    ...(!isObject(details) && { stop_details: undefined }),
  };
}
