import { nearest } from '../../core/text/nearest.ts';
import { usageProblem, type ProblemError } from '../../core/problem/problem.ts';
import { foldCase } from '../../core/config/session-name.ts';
import { titleOf } from '../../core/conversation/title.ts';
import { truncateAtWord } from '../../core/text/truncate.ts';
import { nameIn } from './journal-name.ts';
import { createReader } from './reused-buffer.ts';
import { hasBegun, listSessionFiles, readSession, type SessionFile } from './session-folder.ts';

type Named = SessionFile & { readonly name: string | undefined };

/** So many of those that fit are named. */
const MOST_NAMED = 5;
const TITLE_CHARACTERS = 40;

/**
 * The session that is meant: by its id; by its name, whole; by the beginning of its id; by the beginning of its name.
 * Throws a usage problem that names the nearest when there is none, or more than one.
 */
export function findSession(folder: string, wanted: string): SessionFile {
  const files = listSessionFiles(folder);
  const text = foldCase(wanted.trim());
  const exact = files.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  if (files.length === 0) throw noSessions();
  if (text === '') throw nothingFits(wanted, []);

  // A name that was given counts for more than an id that happens to begin like it.
  const sessions = withNames(files);
  const ways = [
    isNamed((name) => name === text),
    ({ id }: Named) => id.startsWith(text),
    isNamed((name) => name.startsWith(text)),
  ];
  for (const way of ways) {
    const [found, ...more] = sessions.filter(way);
    if (found !== undefined && more.length === 0) return found;
    if (found !== undefined) throw severalFit(wanted, [found, ...more]);
  }
  throw nothingFits(wanted, near(text, sessions));
}

function isNamed(fits: (name: string) => boolean) {
  return ({ name }: Named) => name !== undefined && fits(foldCase(name));
}

/** The session that was used last. Throws a usage problem when there is none. */
export function lastSession(folder: string): SessionFile {
  const last = listSessionFiles(folder).find(hasBegun);
  if (last === undefined) throw noSessions();
  return last;
}

function withNames(files: readonly SessionFile[]): Named[] {
  const read = createReader();
  return files.map((file) => {
    const journal = read(file.path);
    return { ...file, name: journal === undefined ? undefined : nameIn(journal) };
  });
}

function near(text: string, sessions: readonly Named[]): Named[] {
  const words = sessions.map(({ id, name }) => [id, ...(name === undefined ? [] : [foldCase(name)])]);
  const found = nearest(text, words.flat());
  return found.flatMap((word) => sessions[words.findIndex((own) => own.includes(word))] ?? []);
}

const noSessions = () => usageProblem('no conversations yet', 'every conversation is saved, except with --no-save');

function nothingFits(wanted: string, sessions: readonly Named[]): ProblemError {
  const hint = sessions.length === 0 ? 'claude-stream sessions lists them' : `closest matches: ${named(sessions)}`;
  return usageProblem(`no conversation matches ${quoted(wanted)}`, hint);
}

function severalFit(wanted: string, sessions: readonly Named[]): ProblemError {
  return usageProblem(`${quoted(wanted)} is ambiguous: ${sessions.length} conversations match`, named(sessions));
}

function named(sessions: readonly Named[]): string {
  const more = sessions.length - MOST_NAMED;
  const shown = [...new Set(sessions)].slice(0, MOST_NAMED).map((session) => `${session.id} (${titleFor(session)})`);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function titleFor(session: Named): string {
  try {
    return titleOf(session.name, readSession(session).conversation, TITLE_CHARACTERS) || 'empty';
  } catch {
    return 'unreadable';
  }
}

const quoted = (text: string) => JSON.stringify(truncateAtWord(text, 60));
