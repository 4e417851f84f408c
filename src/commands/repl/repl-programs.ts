import { closeSync, openSync } from 'node:fs';
import { asProblem, usageProblem } from '../../core/problem/problem.ts';
import type { Keys } from '../../terminal/input/keys.ts';
import type { Ended, ProgramSetting } from '../../terminal/programs/terminal-program.ts';
import type { Printed, PrintedOptions } from '../../terminal/programs/user-shell.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/** Other programs, each of which has the terminal until it ends. */
export interface ReplPrograms {
  /** Opens a text in the user's editor; `undefined`: it was not changed. The keys are released already. */
  readonly editText: (text: string) => Promise<string | undefined>;
  /** The same while the keys are this program's. */
  readonly edit: (text: string) => Promise<string | undefined>;
  /** Runs a command line in the user's shell. Throws a usage problem if there is no shell. */
  readonly runInShell: (line: string) => Promise<Ended>;
  /** The same, but takes what it prints, and shows it too. */
  readonly readFromShell: (line: string, options: PrintedOptions) => Promise<Printed>;
}

type Deps = Pick<Runtime, 'terminal' | 'signal' | 'notify' | 'whileLent'>;

export function createReplPrograms(keys: Keys, { terminal, signal, notify, whileLent }: Deps): ReplPrograms {
  async function lend<T>(use: (setting: ProgramSetting) => Promise<T>): Promise<T> {
    const { lendTerminal } = await import('../../terminal/programs/terminal-program.ts');
    const input = process.stdin.isTTY ? 'inherit' : openSync('/dev/tty', 'r');
    try {
      return await whileLent(() =>
        lendTerminal(terminal, input, () => use({ environment: process.env, input, signal })),
      );
    } finally {
      if (input !== 'inherit') closeSync(input);
    }
  }
  async function withoutKeys<T>(use: () => Promise<T>): Promise<T> {
    keys.pause();
    try {
      return await use();
    } finally {
      keys.resume();
    }
  }
  async function editText(text: string): Promise<string | undefined> {
    const editor = await import('../../terminal/programs/editor-program.ts');
    return lend((setting) => editor.editText(text, setting)).catch(async (error: unknown) => {
      await notify.problem(asProblem(error));
      return undefined;
    });
  }
  async function inShell<T>(use: (setting: ProgramSetting) => Promise<T>): Promise<T> {
    return withoutKeys(() => lend(use)).catch((error: unknown) => {
      const { code, path } = error as NodeJS.ErrnoException;
      throw code === undefined ? error : usageProblem(`cannot start ${path ?? 'a shell'}`, 'set $SHELL to your shell');
    });
  }

  return {
    editText,
    edit: (text) => withoutKeys(() => editText(text)),
    async runInShell(line) {
      const shell = await import('../../terminal/programs/user-shell.ts');
      return inShell((setting) => shell.runInShell(line, setting, process.platform));
    },
    async readFromShell(line, options) {
      const shell = await import('../../terminal/programs/user-shell.ts');
      return inShell((setting) => shell.readFromShell(line, setting, process.platform, options));
    },
  };
}
