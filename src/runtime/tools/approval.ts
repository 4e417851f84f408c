import { sanitizeLine } from '../../core/text/sanitize.ts';
import { allows } from '../../mcp/tool-pattern.ts';
import type { ApprovalAnswer, ApprovalRequest, Toolbox } from '../../core/reply/tool-types.ts';
import type { CallDeps } from '../../agent/run-calls.ts';

/** Asks the user whether a call may run; `undefined`: the user interrupted instead. */
export type AskUser = (request: ApprovalRequest, signal: AbortSignal) => Promise<ApprovalAnswer | undefined>;

/**
 * Approves the calls that a pattern in `allowed` matches, and those that the user allows. `namesOf`: the names of a tool
 * that a pattern can match. `askUser`: `undefined` where nobody can be asked.
 */
export function createApprover(
  allowed: readonly string[],
  { origin }: Pick<Toolbox, 'origin'>,
  namesOf: (name: string) => readonly string[],
  askUser: AskUser | undefined,
): Pick<CallDeps, 'judge' | 'ask'> {
  const always = new Set<string>();
  return {
    judge({ name }) {
      // The toolbox answers the call of an unknown tool: there is nothing to allow.
      if (origin(name) === undefined) return 'allowed';
      if (always.has(name) || allows(allowed, ...namesOf(name))) return 'allowed';
      if (askUser !== undefined) return 'ask';
      return { refused: `The user has not allowed the tool ${name} and cannot be asked for approval.` };
    },
    async ask({ name, input }, signal) {
      const from = origin(name);
      const answer = from && (await askUser?.({ ...from, name, input }, signal));
      if (answer === undefined) return { refused: 'The user interrupted instead of approving this call.' };
      if (answer === 'always') always.add(name);
      if (typeof answer === 'string') return 'allowed';
      const { refused: reason } = answer;
      return {
        refused: `The user declined this call${reason === undefined ? '.' : `: ${sanitizeLine(reason, 2000)}`}`,
      };
    },
  };
}
