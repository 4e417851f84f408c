import { setImmediate } from 'node:timers/promises';
import { styleText } from 'node:util';
import { useColor } from '../../core/config/use-color.ts';
import { hasReply } from '../../core/conversation/answered.ts';
import type { LinePart } from '../../core/sessions/word-search.ts';
import { EXIT, usageProblem } from '../../core/problem/problem.ts';
import { truncate } from '../../core/text/truncate.ts';
import type { Command } from '../command.ts';
import { createContext, writeJson, type SessionsContext } from './context.ts';
import { describeBelow, JSON_FLAG } from './describe.ts';
import { ALL } from './list.ts';

/** The width without a terminal. */
const DEFAULT_COLUMNS = 120;
const INDENT = '  ';

/** `sessions search`: finds the conversations that contain all the words. */
export const search: Command = {
  describe: (program) =>
    describeBelow(
      program,
      'search',
      'find conversations that contain all the words; exit with 1 if none do',
      'search tides moon',
    )
      .argument('<words...>', 'words to find, in any case; quote a phrase')
      .option(...ALL)
      .option(...JSON_FLAG),

  run: ({ words, own }, runtime) => searchSessions(words, own?.['all'] === true, createContext(runtime)),
};

/**
 * Prints each conversation as it is found, with the line that has most of the words. `all`: also those without a reply.
 * Exit code 1: nothing found.
 */
export async function searchSessions(
  words: readonly string[],
  all: boolean,
  context: SessionsContext,
): Promise<number> {
  const { folder, format, color, terminal, stdout, notify, signal, costOf } = context;
  const [{ createSearch }, { sessionInfo }, storage, { default: widthOf }] = await Promise.all([
    import('../../core/sessions/word-search.ts'),
    import('../../core/sessions/session-table.ts'),
    import('../../storage/sessions/search-sessions.ts'),
    import('string-width'),
  ]);
  const sought = words.map((word) => word.trim()).filter((word) => word !== '');
  if (sought.length === 0) throw usageProblem('nothing to search for', 'name one or more words');
  const asJson = format !== 'text';
  const columns = terminal ? process.stdout.columns - 1 : DEFAULT_COLUMNS;
  const isColored = useColor(color, process.env, terminal);
  const paint = (line: readonly LinePart[]) =>
    line
      .map(({ text, match }) => (match && isColored ? styleText('bold', text, { validateStream: false }) : text))
      .join('');
  const found: unknown[] = [];
  let unreadable = 0;
  const matcher = createSearch(sought, Math.max(20, columns - INDENT.length));
  for (const { file, restored, match } of storage.searchSessions(folder, matcher, () => unreadable++)) {
    if (!all && !hasReply(restored.conversation)) continue;
    const info = sessionInfo(file, restored, costOf);
    found.push(asJson ? { ...info, line: match.map(({ text }) => text).join('') } : file.id);
    if (!asJson) {
      await stdout.write(`${truncate(`${info.id}  ${info.title}`, columns, widthOf)}\n${INDENT}${paint(match)}\n`);
    }
    // Lets signals arrive, and the news that the reader has gone.
    await setImmediate();
    signal.throwIfAborted();
  }
  if (asJson) await writeJson(found, context);
  if (unreadable > 0) await notify.warn(`could not read ${unreadable} ${unreadable === 1 ? 'file' : 'files'}`);
  return found.length > 0 ? EXIT.complete.code : EXIT.failed.code;
}
