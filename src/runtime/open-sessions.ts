import { homedir } from 'node:os';
import { withoutUnanswered } from '../core/conversation/answered.ts';
import { entryLine, type Journal } from '../core/conversation/journal-lines.ts';
import { ProblemError, usageProblem } from '../core/problem/problem.ts';
import type { Flags, Settings } from '../core/config/settings.ts';
import { fileReason } from '../storage/file-error.ts';
import { findSession, lastSession } from '../storage/sessions/find-session.ts';
import { createJournal, reopenJournal, type JournalFile, type Reopened } from '../storage/sessions/journal-file.ts';
import { Unlockable } from '../storage/sessions/lock.ts';
import type { Holder } from '../storage/sessions/lock-holder.ts';
import {
  newSessionId,
  readSession,
  sessionFileName,
  sessionFolder,
  type SessionFile,
} from '../storage/sessions/session-folder.ts';
import { createSession, type Session, type SessionStart } from '../agent/session.ts';
import { join } from 'node:path';
import type { Notify } from '../core/reply/ports.ts';

/** The sessions of this user, and the journal that is open. */
export interface Sessions {
  readonly folder: string;
  /** A new, empty conversation. */
  fresh(start: Pick<SessionStart, 'model' | 'system' | 'name'>): Session;
  /** Continues the conversation in a file; `fork`: continues a copy of it. */
  resume(file: SessionFile, how: { readonly fork: boolean }): Session;
  /** The file of the conversation to continue; `undefined`: none. Throws a usage problem if there is no such file. */
  resolve(settings: Settings): SessionFile | undefined;
  /** Whether the open conversation has a file. */
  isSaved(): boolean;
  /** Writes the open journal to disk, and unlocks it. */
  close(): Promise<void>;
}

/** `save`: whether conversations are saved. */
export function createSessions(save: boolean, notify: Notify): Sessions {
  const folder = sessionFolder(process.env, homedir(), process.platform);
  let open: JournalFile | undefined;
  let warned = false;
  process.on('exit', () => open?.close());

  const onFailure = (error: Error) => {
    if (warned) return;
    warned = true;
    const { path } = error as NodeJS.ErrnoException;
    const where = path === undefined ? '' : `${path}: `;
    const what = `cannot save the conversation: ${where}${fileReason(error, 'no such folder')}`;
    const problem = { type: 'file', what, hint: 'use --no-save to run without saving', exit: 'failed' } as const;
    void notify.problem(problem);
  };

  const options = { onFailure, self: process };
  const deps = {
    now: () => new Date().toISOString(),
    begin(header: Parameters<typeof createJournal>[1]): Journal | undefined {
      if (!save) return undefined;
      try {
        open = createJournal(join(folder, sessionFileName(header.id, new Date(header.time))), header, options);
        return open;
      } catch (error) {
        onFailure(error as Error);
        return undefined;
      }
    },
  };

  /** The journal of a file and its conversation; `undefined`: it cannot be written, so the conversation continues in a copy. */
  function reopen(file: SessionFile): Reopened | undefined {
    try {
      const reopened = reopenJournal(file, options);
      if ('journal' in reopened) return reopened;
      void notify.info(`${file.id} is in use by another process${whose(reopened)}; continuing in a copy`);
    } catch (error) {
      if (error instanceof Unlockable) {
        void notify.info(`${file.id} cannot be locked: ${error.message}; continuing in a copy`);
        return undefined;
      }
      if (error instanceof ProblemError) throw error;
      onFailure(error as Error);
    }
    return undefined;
  }

  return {
    folder,
    fresh: (start) => createSession({ ...start, id: newSessionId() }, deps),
    resume(file, { fork }) {
      const reopened = fork || !save ? undefined : reopen(file);
      const restored = reopened?.restored ?? readSession(file);
      if (restored.torn) void notify.info(`dropped the incomplete last line of ${file.id}`);
      if (restored.damagedLines > 0) void notify.info(damaged(restored.damagedLines, file.id));
      const { conversation, undone, name, model, system } = restored;
      if (reopened === undefined) {
        // A prompt without a reply may be one that another process has just sent.
        const copied = { model, system, conversation: withoutUnanswered(conversation) };
        // A name belongs to one conversation, so a copy starts without.
        return createSession({ ...copied, id: newSessionId(), forkedFrom: file.id }, deps);
      }
      const { journal } = reopened;
      open = journal;
      const last = conversation.at(-1);
      if (restored.open && last?.type === 'reply') journal.append(entryLine(last));
      return createSession({ model, system, name, conversation, undone, id: file.id, journal }, deps);
    },
    resolve(settings) {
      if (typeof settings.resume === 'string') return findSession(folder, settings.resume);
      if (settings.resume === true) {
        throw usageProblem('to print one reply, --resume needs an id or a name', 'claude-stream sessions lists them');
      }
      return settings.continue === true ? lastSession(folder) : undefined;
    },
    isSaved: () => open !== undefined,
    async close() {
      await open?.synced();
      open?.close();
      open = undefined;
    },
  };
}

const damaged = (lines: number, id: string) =>
  `skipped ${lines === 1 ? 'a damaged line' : `${lines} damaged lines`} of ${id}`;

const whose = ({ pid }: Holder) => (pid > 0 ? ` (${pid})` : '');

/** The session that the flags ask for. Flags override what the session was saved with. */
export function openSession(sessions: Sessions, settings: Settings, flags: Flags, system: string | undefined): Session {
  const file = sessions.resolve(settings);
  const { model, name } = settings;
  if (file === undefined) return sessions.fresh({ model, system, name });
  const session = sessions.resume(file, { fork: settings.fork === true });
  adopt(session, settings, flags, system);
  return session;
}

/** Applies the flags to a session that continues. */
export function adopt(session: Session, settings: Settings, { options }: Flags, system: string | undefined): void {
  const model = options.model === undefined ? session.model : settings.model;
  const newSystem = options.system === undefined ? session.system : system;
  if (model !== session.model || newSystem !== session.system) session.setModel(model, newSystem);
  if (settings.name !== undefined && settings.name !== session.name) session.rename(settings.name);
}
