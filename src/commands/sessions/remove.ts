import { createInterface } from 'node:readline';
import { titleOf } from '../../core/conversation/title.ts';
import { raceAbort } from '../../core/problem/interruption.ts';
import { EXIT, usageProblem } from '../../core/problem/problem.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { findSession } from '../../storage/sessions/find-session.ts';
import { readSession, type SessionFile } from '../../storage/sessions/session-folder.ts';
import type { Command } from '../command.ts';
import { createContext } from './context.ts';
import { describeBelow } from './describe.ts';

/** `sessions rm`: removes conversations, after confirmation. */
export const remove: Command = {
  describe: (program) =>
    describeBelow(program, 'rm', 'remove conversations permanently', 'rm bcdfghjk')
      .argument('<id...>', 'ids or names, or prefixes of either')
      .option('-y, --yes', 'do not ask for confirmation'),

  async run({ words, own }, runtime) {
    const { inUse, removeSession } = await import('../../storage/sessions/change-session.ts');
    const { holder } = await import('../../storage/sessions/lock.ts');
    const { folder, notify } = createContext(runtime);
    const found = new Map(words.map((word) => findSession(folder, word)).map((file) => [file.path, file]));
    const files = [...found.values()];
    for (const { id, path } of files) {
      const held = holder(path, process);
      if (held !== undefined) throw inUse(id, held);
    }
    if (own?.['yes'] !== true && !(await confirm(files, runtime))) {
      await notify.warn('nothing removed');
      return EXIT.complete.code;
    }
    for (const file of files) removeSession(file);
    await notify.info(`removed ${files.map(({ id }) => id).join(', ')}`);
    return EXIT.complete.code;
  },
};

/** Asks on the terminal. Throws a usage problem if there is none. */
async function confirm(files: readonly SessionFile[], { stderr, signal }: Runtime): Promise<boolean> {
  const count = files.length === 1 ? 'this conversation' : `these ${files.length} conversations`;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageProblem(`cannot ask whether to remove ${count}: no terminal`, '--yes removes without asking');
  }
  const lines = files.map((file) => `  ${file.id}  ${titleFor(file)}\n`);
  await stderr.write(`Permanently remove ${count}?\n${lines.join('')}[y/N] `);
  const answer = await raceAbort(firstLine(), signal);
  return /^y(es)?$/i.test(answer.trim());
}

function titleFor(file: SessionFile): string {
  try {
    const { name, conversation } = readSession(file);
    return titleOf(name, conversation, 60);
  } catch {
    return '(unreadable)';
  }
}

/** Leaves the terminal in line mode, so that Ctrl-C still sends its signal. */
function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => resolve(''));
  });
}
