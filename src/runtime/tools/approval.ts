import type { CallDeps } from '../../agent/run-calls.ts';
import type { ApprovalAnswer, ApprovalRequest, Refusal, Toolbox, ToolOrigin } from '../../core/reply/tool-types.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { allowFlag } from '../../mcp/pattern-problem.ts';
import type { Permissions } from '../../mcp/permissions.ts';

/** Asks the user whether a call may run; `undefined`: the user interrupted instead. */
export type AskUser = (request: ApprovalRequest, signal: AbortSignal) => Promise<ApprovalAnswer | undefined>;

export interface ApproverDeps extends Pick<Toolbox, 'origin'> {
  readonly permissions: Pick<Permissions, 'of' | 'allow'>;
  /** The pattern that allows this tool and no other. */
  readonly patternOf: (origin: ToolOrigin) => string | undefined;
  /** `undefined` where nobody can be asked. */
  readonly askUser: AskUser | undefined;
}

/** Decides which calls may run: those that are permitted, and those that the user allows. */
export function createApprover(deps: ApproverDeps): Pick<CallDeps, 'judge' | 'ask'> {
  const { origin, permissions, patternOf, askUser } = deps;
  return {
    judge({ name }) {
      const from = origin(name);
      // The toolbox answers the call of an unknown tool: there is nothing to allow.
      if (from === undefined || permissions.of(from).type !== 'ask') return 'allowed';
      return askUser === undefined ? notAllowed(patternOf(from)) : 'ask';
    },
    async ask({ name, input }, signal) {
      const from = origin(name);
      if (from === undefined || askUser === undefined) return INTERRUPTED;
      const answer = await askUser({ ...from, name, input }, signal);
      if (answer === undefined) return INTERRUPTED;
      if (answer === 'always') permissions.allow(from);
      return typeof answer === 'string' ? 'allowed' : declined(answer.refused?.trim() ?? '');
    },
  };
}

const INTERRUPTED: Refusal = {
  refused: 'The user interrupted instead of approving this call.',
  shown: 'not run: interrupted',
};

function declined(reason: string): Refusal {
  if (reason === '') return { refused: 'The user declined this call.', shown: 'not run' };
  return {
    refused: `The user declined this call: ${sanitizeLine(reason, 2000)}`,
    shown: `not run: ${sanitizeLine(reason, 2000)}`,
  };
}

function notAllowed(pattern: string | undefined): Refusal {
  const sentence = 'This call was not run: the user has not allowed the tool and cannot be asked.';
  if (pattern === undefined) return { refused: sentence, shown: 'not run: not allowed' };
  const flag = allowFlag(pattern);
  return { refused: `${sentence} They can allow it with ${flag}`, shown: `not run: allow it with ${flag}` };
}
