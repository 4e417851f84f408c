import { setImmediate } from 'node:timers/promises';
import { Chalk } from 'chalk';
import widthOf from 'string-width';
import { useColor } from '../../core/color.ts';
import { EXIT, usageProblem } from '../../core/problem.ts';
import { createSearch, type LinePart } from '../../core/search.ts';
import { cutToWidth, sessionInfo, type SessionInfo } from '../../core/session-list.ts';
import { searchSessions } from '../../files/search-sessions.ts';
import { tell, writeJson, type SessionsContext } from './context.ts';

/** What is shown of a line where nobody says how wide they may be. */
const DEFAULT_COLUMNS = 120;
const INDENT = '  ';

/** `sessions search`: each session that has all the words, as soon as it is found, with the line that has most of them. */
export async function search(context: SessionsContext): Promise<number> {
  const { words, folder, run, terminal } = context;
  const wanted = words.map((word) => word.trim()).filter((word) => word !== '');
  if (wanted.length === 0) throw usageProblem('nothing to search for', 'name one or more words');
  const asJson = run.format !== 'text';
  const columns = terminal ? process.stdout.columns - 1 : DEFAULT_COLUMNS;
  const show = createShow(context, columns);
  const found: unknown[] = [];
  let unreadable = 0;
  const all = searchSessions(folder, createSearch(wanted, Math.max(20, columns - INDENT.length)), () => unreadable++);
  for (const { file, restored, match } of all) {
    const info = sessionInfo(file, restored);
    found.push(asJson ? { ...info, line: textOf(match) } : file.id);
    if (asJson) continue;
    await run.stdout.write(show(info, match));
    // Where the reader has gone, that is heard of now.
    await setImmediate();
    if (run.signal.aborted) break;
  }
  if (asJson) await writeJson(found, context);
  if (unreadable > 0) await tell(`could not read ${unreadable} ${unreadable === 1 ? 'file' : 'files'}`, context);
  return found.length > 0 ? EXIT.complete.code : EXIT.failed.code;
}

const textOf = (line: readonly LinePart[]) => line.map(({ text }) => text).join('');

/** A session that was found, as text: its id and title, and below it the line. */
function createShow(
  { settings, terminal }: SessionsContext,
  columns: number,
): (info: SessionInfo, line: readonly LinePart[]) => string {
  const color = useColor(settings.color, process.env, terminal);
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return ({ id, title }, line) => {
    const head = cutToWidth(`${id}  ${title}`, columns, widthOf);
    const body = line.map(({ text, match }) => (match ? chalk.bold(text) : text)).join('');
    return `${head}\n${INDENT}${body}\n`;
  };
}
