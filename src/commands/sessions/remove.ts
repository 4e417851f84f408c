import { age } from '../../core/config/age.ts';
import type { Flags } from '../../core/config/settings.ts';
import { titleOf } from '../../core/conversation/title.ts';
import { EXIT, usageProblem } from '../../core/problem/problem.ts';
import { truncateList } from '../../core/text/truncate.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { findSession } from '../../storage/sessions/find-session.ts';
import { findUnused, isUnused, type Unused } from '../../storage/sessions/find-unused.ts';
import { readSession, type SessionFile } from '../../storage/sessions/session-folder.ts';
import type { Command } from '../command.ts';
import { createContext } from './context.ts';
import { describeBelow, ownValue } from './describe.ts';

/** How many conversations the question lists, and the closing line names. */
const MAX_LISTED = 50;
const MAX_NAMED = 10;

/** `sessions rm`: removes conversations, after confirmation. */
export const remove: Command = {
  describe: (program) =>
    describeBelow(program, 'rm', 'remove conversations permanently', 'rm bcdfghjk')
      .argument('[id...]', 'ids or names, or prefixes of either')
      .option('--empty', 'remove all that have no reply')
      .option('--older-than <age>', 'remove all not used for this long: 12h, 30d, 8w or 1y')
      .option('-y, --yes', 'do not ask for confirmation'),

  async run({ words, own }, runtime) {
    const { folder, notify } = createContext(runtime);
    const rule = ruleOf(words, own);
    const files = rule === undefined ? await named(words, folder) : await unused(rule, folder);
    if (files.length === 0) {
      await notify.info('nothing to remove');
      return EXIT.complete.code;
    }
    if (own?.['yes'] !== true && !(await askToRemove(files, runtime))) {
      await notify.warn('nothing removed');
      return EXIT.complete.code;
    }
    const { inUse, removeSession } = await import('../../storage/sessions/change-session.ts');
    const removed: string[] = [];
    for (const file of files) {
      // It may have been used while the user was asked.
      const result = removeSession(file, process, () => rule === undefined || isUnused(file, rule));
      if (result === 'removed') removed.push(file.id);
      else if (result !== 'kept' && rule === undefined) throw inUse(file.id, result);
    }
    await notify.info(`removed ${truncateList(removed, MAX_NAMED).join(', ') || 'nothing'}`);
    return EXIT.complete.code;
  },
};

/** Which conversations to remove; `undefined`: those named. Throws a usage problem. */
function ruleOf(words: readonly string[], own: Flags['own']): Unused | undefined {
  const olderThanMs = ownValue('--older-than', own?.['olderThan'], age);
  const empty = own?.['empty'] === true;
  if (!empty && olderThanMs === undefined) {
    if (words.length > 0) return undefined;
    throw usageProblem('no conversation named', 'name one or more, or choose them with --empty or --older-than 30d');
  }
  if (words.length > 0) throw usageProblem('rm takes ids, or --empty and --older-than, but not both');
  return { empty, before: olderThanMs === undefined ? Number.POSITIVE_INFINITY : Date.now() - olderThanMs };
}

/** Those in use are left out, and those where nobody can tell. */
async function unused(rule: Unused, folder: string): Promise<SessionFile[]> {
  const { holder, Unlockable } = await import('../../storage/sessions/lock.ts');
  return findUnused(folder, rule).filter(({ path }) => {
    try {
      return holder(path, process) === undefined;
    } catch (error) {
      if (error instanceof Unlockable) return false;
      throw error;
    }
  });
}

/** Throws a usage problem if one is in use. */
async function named(words: readonly string[], folder: string): Promise<SessionFile[]> {
  const { holder } = await import('../../storage/sessions/lock.ts');
  const { inUse } = await import('../../storage/sessions/change-session.ts');
  const found = new Map(words.map((word) => findSession(folder, word)).map((file) => [file.path, file]));
  for (const { id, path } of found.values()) {
    const held = holder(path, process);
    if (held !== undefined) throw inUse(id, held);
  }
  return [...found.values()];
}

/** Asks on the terminal. Throws a usage problem if there is none. */
async function askToRemove(files: readonly SessionFile[], { stderr, signal }: Runtime): Promise<boolean> {
  const count = files.length === 1 ? 'this conversation' : `these ${files.length} conversations`;
  const { canConfirm, confirm } = await import('../../runtime/screen/confirm.ts');
  if (!canConfirm()) {
    throw usageProblem(`cannot ask whether to remove ${count}: no terminal`, '--yes removes without asking');
  }
  const lines = files.slice(0, MAX_LISTED).map((file) => `${file.id}  ${titleFor(file)}`);
  const more = files.length - lines.length;
  const list = [...lines, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `  ${line}\n`).join('');
  return (await confirm(`Permanently remove ${count}?\n${list}`, stderr, signal)) === true;
}

function titleFor(file: SessionFile): string {
  try {
    const { name, conversation } = readSession(file);
    return titleOf(name, conversation, 60);
  } catch {
    return '(unreadable)';
  }
}
