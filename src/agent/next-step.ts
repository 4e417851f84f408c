import { callsOf } from '../core/conversation/reply-calls.ts';
import { canContinue } from '../core/reply/continuation.ts';
import type { Outcome, Reply } from '../core/reply/reply.ts';
import type { Call } from '../core/reply/tool-types.ts';

/** What follows a reply. */
export type Step =
  | { readonly type: 'end'; readonly outcome: Outcome }
  | { readonly type: 'call'; readonly calls: readonly Call[] }
  /** The API paused a long turn, and continues it when it is sent back. */
  | { readonly type: 'resume' }
  | { readonly type: 'continue'; readonly isServerBusy: boolean };

export interface TurnLimits {
  /** How often the model may be asked to continue a reply that was cut off. */
  readonly autoContinue: number;
  /** How many requests a turn may take because of tool calls and pauses. */
  readonly maxTurns: number;
}

/** Decides what follows a reply. `whole`: all replies of the turn as one, this one included. */
export function nextStep(reply: Reply, whole: Reply, limits: TurnLimits, hasTools: boolean): Step {
  const { outcome, stopReason } = reply;
  const calls = hasTools ? madeCalls(reply) : [];
  if (calls.length > 0 || (outcome.status === 'complete' && stopReason === 'pause_turn')) {
    if (whole.requests < limits.maxTurns) return calls.length > 0 ? { type: 'call', calls } : { type: 'resume' };
    // A user who allows one request wants to see the API's own reason.
    return { type: 'end', outcome: whole.requests > 1 ? { status: 'complete', atMaxTurns: true } : outcome };
  }
  if (whole.continued >= limits.autoContinue || !canContinue(reply)) return { type: 'end', outcome };
  return { type: 'continue', isServerBusy: outcome.status === 'failed' && outcome.problem.exit === 'tryLater' };
}

function madeCalls({ outcome, stopReason, content }: Reply): Call[] {
  const calls = callsOf({ status: outcome.status, stop_reason: stopReason, content });
  return calls.map(({ block: { id, name, input }, flaw }) => ({
    id: typeof id === 'string' ? id : '',
    name: typeof name === 'string' ? name : '',
    input,
    flaw,
  }));
}
