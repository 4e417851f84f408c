import { sanitizeLine } from '../core/sanitize.ts';
import type { Settings } from '../core/settings.ts';
import { allows } from '../core/tool-pattern.ts';
import type { Call } from '../core/tools.ts';
import type { CallEdges } from '../modes/run-calls.ts';

/** Puts a question to the user; `undefined`: there is no answer, and none will come. */
export type AskUser = (question: string, signal: AbortSignal) => Promise<string | undefined>;

const QUESTION = '  run it? yes, always, no, or tell the model why not';

/** The call is told on stderr; where that is elsewhere, the question says what it is about. */
function questionOf({ name, input }: Call): string {
  if (process.stderr.isTTY) return QUESTION;
  return `● ${sanitizeLine(`${name} ${JSON.stringify(input)}`, 2000)}\n${QUESTION}`;
}

/**
 * Whether calls may run: those that `--allow-tool` names, and those that the user allows. `namesOf`: what a tool can be
 * called there; `askUser`: `undefined` where nobody can be asked.
 */
export function createApprover(
  { allowTool = [] }: Settings,
  namesOf: (name: string) => readonly string[],
  askUser: AskUser | undefined,
): Pick<CallEdges, 'judge' | 'ask'> {
  const always = new Set<string>();
  return {
    judge({ name }) {
      if (always.has(name) || allows(allowTool, ...namesOf(name))) return 'allowed';
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
        // Enter alone may have been meant for something else.
        if (answer !== '') return { refused: `The user declined this call: ${sanitizeLine(answer, 2000)}` };
      }
    },
  };
}
