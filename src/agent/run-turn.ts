import type { CostOf } from '../core/cost/cost.ts';
import { interruptedBy, raceAbort } from '../core/problem/interruption.ts';
import type { Provider, ReplyEvent } from '../core/reply/ports.ts';
import { continuationPrompt } from '../core/reply/continuation.ts';
import { joinReplies } from '../core/reply/join-replies.ts';
import type { Block, Reply } from '../core/reply/reply.ts';
import type { RequestSettings } from '../core/reply/request.ts';
import { createTextJoiner, type JoinPoint } from '../core/reply/join-text.ts';
import { nextStep, type Step, type TurnLimits } from './next-step.ts';
import { runCalls, type CallDeps } from './run-calls.ts';
import type { Session } from './session.ts';

export interface TurnDeps {
  readonly reply: Provider['reply'];
  /** Resolves after this time, or as soon as the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Resolves to the user's own tools once they are ready; `undefined` without any. */
  readonly tools?: (() => Promise<CallDeps>) | undefined;
  /** What a request cost; `undefined`: nothing does, because replies are replayed. */
  readonly costOf?: CostOf | undefined;
}

export interface TurnSettings extends TurnLimits, Omit<RequestSettings, 'model' | 'system' | 'tools'> {}

/** How long an overloaded server is left alone before it is asked to continue. */
const BUSY_PAUSE_MS = 2_000;

/**
 * Sends requests until the last prompt of a session has its reply: tool calls are run and their results sent, a turn that
 * the API paused is resumed, a reply that was cut off is continued. The session records each reply; the events show all of
 * them as one. Like `Provider.reply`, it never throws and ends exactly once.
 * `before`: the text of an earlier reply that this one continues.
 */
export async function* runTurn(
  session: Session,
  settings: TurnSettings,
  { reply: send, wait, tools: ready, costOf }: TurnDeps,
  signal: AbortSignal,
  before = '',
): AsyncGenerator<ReplyEvent, void> {
  const callDeps = ready && (await unlessAborted(ready(), signal));
  const tools = callDeps?.toolbox.tools;
  const startedAt = performance.now();
  let firstTextMs: number | undefined;

  async function* request(point: JoinPoint): AsyncGenerator<ReplyEvent, Reply> {
    const joiner = createTextJoiner(point);
    let reply: Reply | undefined;
    for await (const event of send(session.request({ ...settings, tools }), signal)) {
      session.recordEvent(event);
      if (event.type === 'text') {
        firstTextMs ??= performance.now() - startedAt;
        yield* textEvents(joiner.push(event.text));
      } else if (event.type === 'end') ({ reply } = event);
      else yield event;
    }
    if (reply === undefined) throw new Error('a reply has no end event');
    yield* textEvents(joiner.end());
    const { time } = session.addReply(reply);
    return { ...reply, cost: costOf?.(reply, time) };
  }

  /** Makes the session ready for the next request; returns the results of calls. */
  async function* prepare(step: Step, { text }: Reply): AsyncGenerator<ReplyEvent, readonly Block[]> {
    if (step.type === 'call') {
      const results = yield* runCalls(step.calls, callDeps!, signal);
      await session.addUserMessage('results', results);
      return results;
    }
    if (step.type === 'continue') {
      if (step.isServerBusy) await wait(BUSY_PAUSE_MS, signal);
      if (!signal.aborted) await session.addUserMessage('continue', continuationPrompt(text));
    }
    return [];
  }

  let whole = yield* request({ before, isContinuation: true });
  let step = nextStep(whole, whole, settings, callDeps !== undefined);
  while (step.type !== 'end') {
    whole = withBlocks(whole, yield* prepare(step, whole));
    if (signal.aborted) {
      step = { type: 'end', outcome: { status: 'interrupted', by: interruptedBy(signal) ?? 'SIGTERM' } };
      break;
    }
    const point = joinPoint(whole, step);
    const reply = yield* request(point);
    whole = joinReplies(whole, reply, point);
    step = nextStep(reply, whole, settings, callDeps !== undefined);
  }
  // Adding up the replies' own times would leave out the calls.
  const times = whole.requests > 1 && { firstTextMs, totalMs: performance.now() - startedAt };
  yield { type: 'end', reply: { ...whole, outcome: step.outcome, ...times } };
}

/** Servers may take long to start. An interrupted turn does not wait, and its request is not sent either. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return raceAbort(promise, signal).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
}

function withBlocks(reply: Reply, blocks: readonly Block[]): Reply {
  return { ...reply, content: [...reply.content, ...blocks] };
}

function* textEvents(text: string): Generator<ReplyEvent> {
  if (text !== '') yield { type: 'text', text };
}

/** How the text of the next reply follows the text so far; one that resumes a pause follows it directly. */
function joinPoint({ text }: Reply, { type }: Step): JoinPoint {
  return { before: type === 'resume' ? '' : text, isContinuation: type === 'continue' };
}
