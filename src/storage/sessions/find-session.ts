import { nearest } from '../../core/text/nearest.ts';
import { usageProblem, type ProblemError } from '../../core/problem/problem.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { foldCase } from '../../core/config/session-name.ts';
import { titleOf } from '../../core/conversation/title.ts';
import { truncateAtWord } from '../../core/text/truncate.ts';
import { nameIn } from './journal-name.ts';
import { createReplyCheck } from './holds-reply.ts';
import { createReader } from './reused-buffer.ts';
import { listSessionFiles, readSession, type SessionFile } from './session-folder.ts';

type Named = SessionFile & { readonly name: string | undefined };

/** How many candidates an error lists. */
const MAX_LISTED = 5;
const MAX_TITLE = 40;

/**
 * Finds a session by its id, its name, a prefix of its id or a prefix of its name, in this order. If several match, it is
 * the only one with a reply. Throws a usage problem with the candidates, or the closest if none matches.
 */
export function findSession(folder: string, query: string): SessionFile {
  const files = listSessionFiles(folder);
  const text = foldCase(query.trim());
  const exact = files.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  if (files.length === 0) throw noSessions();
  if (text === '') throw noMatch(query, []);

  // A name that someone chose comes before an id that happens to start with it.
  const sessions = withNames(files);
  const matchers = [
    isNamed((name) => name === text),
    ({ id }: Named) => id.startsWith(text),
    isNamed((name) => name.startsWith(text)),
  ];
  for (const matches of matchers) {
    const [found, ...more] = sessions.filter(matches);
    if (found === undefined) continue;
    if (more.length === 0) return found;
    const [answered, ...others] = [found, ...more].filter(createReplyCheck());
    if (answered !== undefined && others.length === 0) return answered;
    throw ambiguous(query, [found, ...more]);
  }
  throw noMatch(query, near(text, sessions));
}

function isNamed(matches: (name: string) => boolean) {
  return ({ name }: Named) => name !== undefined && matches(foldCase(name));
}

/** The most recent session with a reply. Throws a usage problem if there is none. */
export function lastSession(folder: string): SessionFile {
  const files = listSessionFiles(folder);
  const last = files.find(createReplyCheck());
  if (last !== undefined) return last;
  throw files.length === 0
    ? noSessions()
    : usageProblem('no conversation has a reply yet', 'claude-stream sessions --all lists those without one');
}

/** The ids that start so of the sessions with a reply, the most recent first. */
export function idsWithReply(folder: string, prefix: string): string[] {
  const files = listSessionFiles(folder).filter(({ id }) => id.startsWith(prefix));
  return files.filter(createReplyCheck()).map(({ id }) => id);
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

function noMatch(query: string, sessions: readonly Named[]): ProblemError {
  const hint = sessions.length === 0 ? 'claude-stream sessions lists them' : `closest matches: ${listed(sessions)}`;
  return usageProblem(`no conversation matches ${quoted(query)}`, hint);
}

function ambiguous(query: string, sessions: readonly Named[]): ProblemError {
  return usageProblem(`${quoted(query)} is ambiguous: ${sessions.length} conversations match`, listed(sessions));
}

function listed(sessions: readonly Named[]): string {
  const more = sessions.length - MAX_LISTED;
  const shown = [...new Set(sessions)].slice(0, MAX_LISTED).map((session) => `${session.id} (${titleFor(session)})`);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function titleFor(session: Named): string {
  const restored = quietly(() => readSession(session));
  return restored === undefined ? 'unreadable' : titleOf(session.name, restored.conversation, MAX_TITLE) || 'empty';
}

const quoted = (text: string) => JSON.stringify(truncateAtWord(text, 60));
