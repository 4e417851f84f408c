import { sanitizeLine } from '../../core/text/sanitize.ts';
import { allows } from '../../mcp/tool-pattern.ts';
import type { Call } from '../../core/reply/tool-types.ts';
import type { CallDeps } from '../../agent/run-calls.ts';

/** Asks the user a question; `undefined`: the user will not answer. */
export type AskUser = (question: string, signal: AbortSignal) => Promise<string | undefined>;

const QUESTION = '  run it? yes, always, no, or tell the model why not';

/** The view shows calls on stderr. If that is not the terminal, the question has to name the call. */
function questionOf({ name, input }: Call): string {
  if (process.stderr.isTTY) return QUESTION;
  return `● ${sanitizeLine(`${name} ${JSON.stringify(input)}`, 2000)}\n${QUESTION}`;
}

/**
 * Approves the calls that a pattern in `allowed` matches, and those that the user allows. `namesOf`: the names of a tool
 * that a pattern can match. `askUser`: `undefined` where nobody can be asked.
 */
export function createApprover(
  allowed: readonly string[],
  namesOf: (name: string) => readonly string[],
  askUser: AskUser | undefined,
): Pick<CallDeps, 'judge' | 'ask'> {
  const always = new Set<string>();
  return {
    judge({ name }) {
      if (always.has(name) || allows(allowed, ...namesOf(name))) return 'allowed';
      if (askUser !== undefined) return 'ask';
      return { refused: `The user has not allowed the tool ${name} and cannot be asked for approval.` };
    },
    async ask(call, signal) {
      const { name } = call;
      for (;;) {
        const answer = (await askUser?.(questionOf(call), signal))?.trim();
        if (answer === undefined) return { refused: 'The user interrupted instead of approving this call.' };
        if (/^a(lways)?$/i.test(answer)) always.add(name);
        if (/^(y(es)?|a(lways)?)$/i.test(answer)) return 'allowed';
        if (/^no?$/i.test(answer)) return { refused: 'The user declined this call.' };
        // Enter alone may have been pressed for another reason.
        if (answer !== '') return { refused: `The user declined this call: ${sanitizeLine(answer, 2000)}` };
      }
    },
  };
}
