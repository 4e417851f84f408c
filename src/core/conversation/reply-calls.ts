import type { StoredReply } from '../reply/reply-mappings.ts';
import type { Block } from '../reply/reply.ts';

/** A tool call in a reply. */
export interface ReplyCall {
  readonly block: Block;
  /** Why it must not run, as half a sentence; `undefined`: it may. */
  readonly flaw: string | undefined;
}

/**
 * The calls of a reply that stopped for them. In any other reply their input may be cut off. A call that cannot be told
 * from another, or cannot be answered, must not run: what runs would not be what was shown.
 */
export function callsOf(reply: Pick<StoredReply, 'status' | 'stop_reason' | 'content'>): ReplyCall[] {
  const { status, stop_reason: stopReason, content } = reply;
  if (status !== 'complete' || stopReason !== 'tool_use') return [];
  const ids = new Set<unknown>();
  const repeated = new Set<unknown>();
  for (const { id } of content.filter(isCall)) (ids.has(id) ? repeated : ids).add(id);
  const calls = content.filter(({ type }) => type === 'tool_use');
  return calls.map((block) => ({ block, flaw: flawOf(block, repeated) }));
}

function flawOf({ id, name }: Block, repeated: ReadonlySet<unknown>): string | undefined {
  if (!isCallName(name)) return 'its name is not valid';
  if (!isCallId(id)) return 'its id is not valid';
  return repeated.has(id) ? 'another call in the reply has the same id' : undefined;
}

const CALLS: ReadonlySet<string> = new Set(['tool_use', 'server_tool_use', 'mcp_tool_use']);

/** Whether the block calls a tool, one of those here or one that the API runs. */
export const isCall = ({ type }: Block): boolean => CALLS.has(type);
/** The API rejects a call with any other name. */
export const isCallName = (name: unknown): boolean => typeof name === 'string' && /^[\w-]{1,128}$/.test(name);
const isCallId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]+$/.test(id);

/** Gives calls the ids that are sent. */
export interface CallIds {
  /** The id for the next call: its own, unless the API would reject that. */
  add(id: unknown): string;
  /** The id that the last call with this one was given. */
  of(id: unknown): unknown;
}

/** The API wants an id for each call that no other call of the conversation has. Not every server makes such ids. */
export function createCallIds(): CallIds {
  const used = new Set<string>();
  const given = new Map<unknown, string>();
  return {
    add(id) {
      const base = isCallId(id) ? id : 'call';
      let free = base;
      for (let number = 2; used.has(free); number++) free = `${base}_${number}`;
      used.add(free);
      given.set(id, free);
      return free;
    },
    of: (id) => given.get(id) ?? id,
  };
}
