import type { PartialMessage } from '../core/reply/reply-mappings.ts';
import type { Block } from '../core/reply/reply.ts';
import { isTooDeep, TOO_DEEP } from '../core/text/json.ts';

/** A message as plain data, without what is nested too deep to be shown, saved or sent back. */
export function plainMessage(message: PartialMessage): PartialMessage {
  const { content, ...facts } = message;
  return { ...withoutDeep(facts), ...(content != null && { content: content.map(plainBlock) }) };
}

/** The input of a call becomes a sentence if it is too deep: such a call must not run with another input. */
function plainBlock(block: Block): Block {
  const fields = fieldsOf(block);
  return { ...withoutDeep(fields), ...(isTooDeep(fields['input']) && { input: TOO_DEEP }) } as Block;
}

/** The SDK parses a tool's input when it is read, and throws if it is not JSON. */
function fieldsOf(block: Block): Readonly<Record<string, unknown>> {
  try {
    return { ...block };
  } catch {
    return Object.fromEntries(Object.keys(block).map((key) => [key, key === 'input' ? {} : block[key]]));
  }
}

const withoutDeep = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isTooDeep(value))) as Partial<T>;
