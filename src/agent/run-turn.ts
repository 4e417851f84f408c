import { interruptedBy } from '../core/problem/interruption.ts';
import { runnableCalls } from '../core/conversation/conversation.ts';
import type { Provider, ReplyEvent } from '../core/reply/ports.ts';
import { canContinue, continuationPrompt } from '../core/reply/continuation.ts';
import { joinReplies } from '../core/reply/join-replies.ts';
import type { Outcome, Reply } from '../core/reply/reply.ts';
import type { RequestSettings } from '../core/reply/request.ts';
import { createTextJoiner, type JoinPoint } from '../core/reply/join-text.ts';
import type { Call } from '../core/reply/tool-types.ts';
import { runCalls, type CallDeps } from './run-calls.ts';
import type { Session } from './session.ts';

export interface TurnDeps {
  readonly reply: Provider['reply'];
  /** Settles after so long, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The tools here, once they are ready; `undefined`: there are none. */
  readonly tools?: (() => Promise<CallDeps>) | undefined;
}

export interface TurnSettings extends Omit<RequestSettings, 'model' | 'system' | 'tools'> {
  /** How often the model may be asked to go on where its reply was cut. */
  readonly autoContinue: number;
  /** How many requests a prompt may take, for the sake of calls. */
  readonly maxTurns: number;
}

/** A server that has too much to do is given so much time before it is asked to go on. */
const BUSY_PAUSE_MS = 2_000;

/**
 * Asks until the last prompt of a session has its reply, in as many requests as that takes: the calls in a reply are run
 * and their results sent, a turn that the API paused is resumed, a reply that was cut is gone on with. All of them are one
 * reply to who watches, and each is written down by itself. Like `Ask`, it never throws, and ends once.
 * `before`: the text of an earlier reply that this one goes on with.
 */
export async function* runTurn(
  session: Session,
  settings: TurnSettings,
  { reply: send, wait, tools: ready }: TurnDeps,
  signal: AbortSignal,
  before = '',
): AsyncGenerator<ReplyEvent, void> {
  const callDeps = await ready?.();
  const tools = callDeps?.toolbox.tools;
  const startedAt = performance.now();
  let whole: Reply | undefined;
  let point: JoinPoint = { before, isContinuation: true };
  let left = settings.autoContinue;
  let firstTextMs: number | undefined;

  for (let requests = 1; ; requests++) {
    const joiner = createTextJoiner(point);
    let reply: Reply | undefined;
    for await (const event of send(session.request({ ...settings, tools }), signal)) {
      session.hear(event);
      if (event.type === 'text') firstTextMs ??= performance.now() - startedAt;
      if (event.type === 'end') ({ reply } = event);
      else yield event.type === 'text' ? { type: 'text', text: joiner.push(event.text) } : event;
    }
    if (reply === undefined) throw new Error('a reply has no end event');
    yield { type: 'text', text: joiner.end() };
    session.answered(reply);
    whole = whole === undefined ? reply : joinReplies(whole, reply, point);

    const open = callDeps === undefined ? [] : callsOf(reply);
    const isPaused = reply.outcome.status === 'complete' && reply.stopReason === 'pause_turn';
    if (open.length > 0 || isPaused) {
      if (requests >= settings.maxTurns) {
        // Where one request is all that is wanted, why the reply stopped is told as it came.
        if (requests > 1) whole = { ...whole, stopReason: 'max_turns' };
        break;
      }
      if (callDeps !== undefined && open.length > 0) {
        const results = yield* runCalls(open, callDeps, signal);
        whole = { ...whole, content: [...whole.content, ...results] };
        await session.say('results', results);
      }
      point = { before: open.length > 0 ? whole.text : '', isContinuation: false };
    } else {
      if (left-- <= 0 || !canContinue(reply)) break;
      if (isBusy(reply)) await wait(BUSY_PAUSE_MS, signal);
      if (!signal.aborted) await session.say('continue', continuationPrompt(whole.text));
      point = { before: whole.text, isContinuation: true };
    }
    if (signal.aborted) {
      whole = { ...whole, outcome: interrupted(signal) };
      break;
    }
  }
  // Calls take their time too.
  if (whole.requests > 1) whole = { ...whole, firstTextMs, totalMs: performance.now() - startedAt };
  yield { type: 'end', reply: whole };
}

function callsOf(reply: Reply): Call[] {
  const { outcome, stopReason, content } = reply;
  return runnableCalls({ status: outcome.status, stop_reason: stopReason, content }).map(({ id, name, input }) => ({
    id: String(id),
    name: String(name),
    input,
  }));
}

const interrupted = (signal: AbortSignal): Outcome => ({
  status: 'interrupted',
  by: interruptedBy(signal) ?? 'SIGTERM',
});

const isBusy = ({ outcome }: Reply) => outcome.status === 'failed' && outcome.problem.exit === 'tryLater';
