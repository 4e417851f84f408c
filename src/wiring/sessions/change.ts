import { createInterface } from 'node:readline';
import { EXIT, usageProblem } from '../../core/problem.ts';
import { checkName } from '../../core/session-name.ts';
import { titleOf } from '../../core/title.ts';
import { inUse, removeSession, renameSession } from '../../files/change-session.ts';
import { findSession } from '../../files/find-session.ts';
import { holder } from '../../files/lock.ts';
import { readSession, type SessionFile } from '../../files/session-folder.ts';
import { tell, wanted, type SessionsContext } from './context.ts';

/** `sessions rename`: the name is written down behind what was said. */
export async function rename(context: SessionsContext): Promise<number> {
  const name = checkName(context.words[1]!);
  renameSession(wanted(context), name, new Date(), process);
  return EXIT.complete.code;
}

/** `sessions rm`: removes files, once that has been said yes to. */
export async function remove(context: SessionsContext): Promise<number> {
  const { words, folder, yes, settings } = context;
  const found = new Map(words.map((word) => findSession(folder, word)).map((file) => [file.path, file]));
  const files = [...found.values()];
  for (const { id, path } of files) {
    const held = holder(path, process);
    if (held !== undefined) throw inUse(id, held);
  }
  if (yes !== true && !(await confirm(files, context))) {
    await tell('nothing removed', context);
    return EXIT.complete.code;
  }
  for (const file of files) removeSession(file);
  if (!settings.quiet) await tell(`removed ${files.map(({ id }) => id).join(', ')}`, context);
  return EXIT.complete.code;
}

/** Asks on the terminal. Throws a usage problem where there is none. */
async function confirm(files: readonly SessionFile[], { run }: SessionsContext): Promise<boolean> {
  const count = files.length === 1 ? 'this conversation' : `these ${files.length} conversations`;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageProblem(`cannot ask whether to remove ${count}: no terminal`, '--yes removes without asking');
  }
  const lines = files.map((file) => `  ${file.id}  ${titleFor(file)}\n`);
  await run.stderr.write(`Permanently remove ${count}?\n${lines.join('')}[y/N] `);
  const answer = await firstLine();
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

/** The terminal stays as it is, so that Ctrl-C ends the program. */
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
