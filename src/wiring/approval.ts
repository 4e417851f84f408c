import { sanitizeLine } from '../core/sanitize.ts';
import type { Settings } from '../core/settings.ts';
import { allows } from '../core/tool-pattern.ts';
import type { Approval, Call } from '../core/tools.ts';

/** Puts a question to the user; `undefined`: there is no answer, and none will come. */
export type AskUser = (question: string, signal: AbortSignal) => Promise<string | undefined>;

const QUESTION = '  run it? yes, always, no; or say why not';

/**
 * Whether calls may run: those that `--allow-tool` names, and those that the user allows. `namesOf`: what a tool can be
 * called there; `askUser`: `undefined` where nobody can be asked.
 */
export function createApprover(
  { allowTool = [] }: Settings,
  namesOf: (name: string) => readonly string[],
  askUser: AskUser | undefined,
) {
  const always = new Set<string>();
  return async ({ name }: Call, signal: AbortSignal): Promise<Approval> => {
    if (always.has(name) || allows(allowTool, ...namesOf(name))) return 'allowed';
    if (askUser === undefined) {
      return { refused: `The user has not allowed the tool ${name} to run, and cannot be asked.` };
    }
    for (;;) {
      const answer = (await askUser(QUESTION, signal))?.trim();
      if (answer === undefined) return { refused: 'The user interrupted instead of allowing this call.' };
      if (/^a(lways)?$/i.test(answer)) always.add(name);
      if (/^(y(es)?|a(lways)?)$/i.test(answer)) return 'allowed';
      if (/^no?$/i.test(answer)) return { refused: 'The user does not want this call to run.' };
      // Enter alone may have been meant for something else.
      if (answer !== '') return { refused: `The user does not want this call to run: ${sanitizeLine(answer, 2000)}` };
    }
  };
}
