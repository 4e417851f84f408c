import { resultText } from '../core/reply/tool-result-text.ts';
import type { ReplyEvent } from '../core/reply/ports.ts';
import type { Block } from '../core/reply/reply.ts';
import type { Approval, Call, CallProgress, CallResult, Refusal, Toolbox } from '../core/reply/tool-types.ts';
import { isObject, MAX_DEPTH } from '../core/text/json.ts';

export interface CallDeps {
  readonly toolbox: Toolbox;
  /** Whether a call may run; `ask`: the user decides. */
  readonly judge: (call: Call) => Approval | 'ask';
  /** Asks the user; one call at a time. */
  readonly ask: (call: Call, signal: AbortSignal) => Promise<Approval>;
}

/**
 * Runs the allowed calls of a reply, all at once. Returns one result for every call, allowed or not, in the order of the
 * calls: the blocks to send back.
 */
export async function* runCalls(
  calls: readonly Call[],
  { toolbox, judge, ask }: CallDeps,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, Block[]> {
  const results = new Map<Call, CallResult>();
  for (const call of calls) {
    let approval = signal.aborted ? STOPPED : (unfit(call) ?? judge(call));
    if (approval === 'ask') {
      yield { type: 'approval', id: call.id, name: call.name };
      approval = await ask(call, signal);
    }
    if (approval === 'allowed') continue;
    const { id, name } = call;
    results.set(call, { content: approval.refused, isError: true });
    yield { type: 'result', id, name, text: approval.shown, isError: true };
  }
  yield* runAllowed(
    calls.filter((call) => !results.has(call)),
    toolbox,
    signal,
    results,
  );
  return calls.map((call) => blockOf(call, results.get(call)!));
}

/** Runs calls, all at once, and puts their results into `results`. */
async function* runAllowed(
  calls: readonly Call[],
  toolbox: Toolbox,
  signal: AbortSignal,
  results: Map<Call, CallResult>,
): AsyncGenerator<ReplyEvent, void> {
  const finished: { readonly call: Call; readonly result: Promise<CallResult> }[] = [];
  /** The last news of each call that nobody has been told of. */
  const progress = new Map<Call, CallProgress>();
  let wake: (() => void) | undefined;
  for (const call of calls) {
    yield { type: 'run', id: call.id, name: call.name };
    const result = toolbox.run(call, signal, (news) => {
      progress.set(call, news);
      wake?.();
    });
    const finish = () => {
      finished.push({ call, result });
      wake?.();
    };
    result.then(finish, finish);
  }
  for (let running = calls.length; running > 0;) {
    if (finished.length + progress.size === 0) await new Promise<void>((resolve) => (wake = resolve));
    const news = [...progress];
    progress.clear();
    for (const [{ id }, last] of news) yield { type: 'progress', id, progress: last };
    for (const { call, result } of finished.splice(0)) {
      running--;
      results.set(call, await result);
      yield shown(call, results.get(call)!);
    }
  }
}

const UNUSABLE: Refusal = {
  refused: `The input must be a JSON object that matches the tool’s input schema, nested at most ${MAX_DEPTH} levels deep.`,
  shown: 'not run: the input is not a JSON object, or nested too deep',
};
const STOPPED: Refusal = {
  refused: 'The user interrupted before this call could run.',
  shown: 'not run: interrupted',
};

/** Why a call cannot run, whatever the user says. */
function unfit({ flaw, input }: Call): Refusal | undefined {
  if (flaw !== undefined) return { refused: `This call was not run: ${flaw}.`, shown: `not run: ${flaw}` };
  return isObject(input) ? undefined : UNUSABLE;
}

function blockOf({ id }: Call, { content, isError }: CallResult): Block {
  return { type: 'tool_result', tool_use_id: id, content, ...(isError && { is_error: true }) };
}

function shown({ id, name }: Call, { content, isError }: CallResult): ReplyEvent {
  return { type: 'result', id, name, ...resultText({ content, is_error: isError }) };
}
