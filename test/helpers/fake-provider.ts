import type { ModelInfo } from '../../src/core/config/model-table.ts';
import { interruptedBy } from '../../src/core/problem/interruption.ts';
import type { Problem } from '../../src/core/problem/problem.ts';
import type { Provider, ReplyEvent } from '../../src/core/reply/ports.ts';
import type { Block, Reply } from '../../src/core/reply/reply.ts';
import type { Request } from '../../src/core/reply/request.ts';

/** A scripted reply: its text, or the fields that differ from a complete reply. */
export type Scripted = string | ScriptedReply;

export interface ScriptedReply extends Partial<Reply> {
  /** The text, in the pieces in which it arrives. */
  readonly pieces?: readonly string[];
  /** Runs before the reply ends. */
  readonly beforeEnd?: () => unknown;
}

export interface FakeProvider extends Provider {
  /** The requests so far. */
  readonly requests: readonly Request[];
}

/** A provider that gives the scripted replies one after another, and records the requests. */
export function fakeProvider(script: readonly Scripted[] = [], models: readonly ModelInfo[] = []): FakeProvider {
  const requests: Request[] = [];
  return {
    requests,
    async *reply(request, signal) {
      const scripted = script[requests.length];
      requests.push(request);
      if (scripted === undefined) throw new Error(`the script has no reply to request ${requests.length}`);
      const { pieces, beforeEnd, ...given } = typeof scripted === 'string' ? { text: scripted } : scripted;
      const reply = scriptedReply({ model: request.model, ...(pieces && { text: pieces.join('') }), ...given });
      yield* eventsOf(reply, pieces);
      await beforeEnd?.();
      const by = interruptedBy(signal);
      yield { type: 'end', reply: by === undefined ? reply : { ...reply, outcome: { status: 'interrupted', by } } };
    },
    models: async () => models,
    countTokens: async (request) => JSON.stringify(request.messages).length,
    reservedToolNames: [],
    warmUp: async () => {},
  };
}

/** A complete reply, apart from the given fields. */
export function scriptedReply(given: Partial<Reply> = {}): Reply {
  const { text = '' } = given;
  return {
    outcome: { status: 'complete' },
    id: 'msg_1',
    model: 'fake-model',
    text,
    content: text === '' ? [] : [{ type: 'text', text }],
    stopReason: 'end_turn',
    stopDetails: undefined,
    usage: { input_tokens: 10, output_tokens: 5 },
    cost: undefined,
    requestId: undefined,
    retries: 0,
    requests: 1,
    continued: 0,
    firstTextMs: text === '' ? undefined : 1,
    totalMs: 2,
    ...given,
  };
}

/** A reply that calls tools. */
export const callingReply = (text: string, ...calls: readonly Block[]): ScriptedReply => ({
  text,
  content: [...(text === '' ? [] : [{ type: 'text', text }]), ...calls],
  stopReason: 'tool_use',
});

export const failedReply = (text: string, problem: Partial<Problem> = {}): ScriptedReply => ({
  text,
  stopReason: undefined,
  outcome: {
    status: 'failed',
    problem: { type: 'connection_lost', what: 'it broke', exit: 'unreachable', ...problem },
  },
});

function* eventsOf(
  { model, text, content }: Reply,
  pieces: readonly string[] = text === '' ? [] : [text],
): Generator<ReplyEvent> {
  yield { type: 'start', model: String(model) };
  for (const piece of pieces) yield { type: 'text', text: piece };
  for (const block of content) {
    if (block.type !== 'tool_use') continue;
    const id = String(block['id']);
    yield { type: 'call', id, name: String(block['name']), server: false };
    yield { type: 'input', id, json: JSON.stringify(block['input']) };
  }
}
