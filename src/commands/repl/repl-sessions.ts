import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname } from 'node:path';
import { lastTurn } from '../../core/conversation/conversation.ts';
import { JOURNAL_VERSION } from '../../core/conversation/journal-lines.ts';
import type { Restored } from '../../core/conversation/read-journal.ts';
import { maskConversation } from '../../core/secrets/mask-reply.ts';
import type { Mask } from '../../core/secrets/secrets.ts';
import { EXIT, usageProblem } from '../../core/problem/problem.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { shellWord } from '../../core/text/shell-word.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import type { Flags, Settings } from '../../core/config/settings.ts';
import { inHome } from '../../storage/complete-path.ts';
import { fileReason } from '../../storage/file-error.ts';
import { createReplyCheck } from '../../storage/sessions/holds-reply.ts';
import { findSession } from '../../storage/sessions/find-session.ts';
import { listSessionFiles, readSession, type SessionFile } from '../../storage/sessions/session-folder.ts';
import { formatTurns } from './format-turns.ts';
import type { ReplSessions } from './slash/slash-command.ts';
import type { Session } from '../../agent/session.ts';
import type { ReplTerminal } from './repl-terminal.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { openSession, type Sessions } from '../../runtime/open-sessions.ts';

export interface OpenReplSessions extends ReplSessions {
  /** The session that the flags ask for; `undefined`: the user chose none. Throws a usage problem. */
  open(flags: Flags, system: string | undefined): Promise<Session | undefined>;
  /** How to resume the conversation later; `undefined`: nothing of it was saved. */
  resumeHint(session: Session): string | undefined;
}

export function createReplSessions(
  sessions: Sessions,
  terminal: ReplTerminal,
  settings: Settings,
  runtime: Runtime,
): OpenReplSessions {
  const { folder } = sessions;
  /** The id of the open conversation, which the picker leaves out. */
  let current: string | undefined;
  const opened = (session: Session) => {
    current = session.id;
    return session;
  };

  async function choose(): Promise<SessionFile | undefined> {
    const { findConversations } = await import('./session-choice.ts');
    const files = listSessionFiles(folder).filter(({ id }) => id !== current);
    if (!files.some(createReplyCheck())) throw usageProblem('no conversation to continue');
    const find = findConversations(files, new Date(), () => performance.now());
    const chosen = await terminal.pick({ title: 'continue:', find, preview: ({ preview }) => preview });
    return chosen?.file;
  }

  return {
    async open(flags, system) {
      if (settings.resume !== true) return opened(openSession(sessions, settings, flags, system));
      const file = await choose();
      return file && opened(openSession(sessions, { ...settings, resume: file.id }, flags, system));
    },
    resumeHint({ id, name, conversation }) {
      if (!sessions.isSaved() || lastTurn(conversation) === -1) return undefined;
      // Another conversation may have the same name.
      const isFound = (word: string) => quietly(() => findSession(folder, word).id) === id;
      const word = name !== undefined && !name.startsWith('-') && isFound(name) ? name : id;
      return `claude-stream -r ${shellWord(word)} resumes this conversation`;
    },
    async fresh(start) {
      await sessions.close();
      return opened(sessions.fresh(start));
    },
    async resume(wanted) {
      const file = wanted === '' ? await choose() : findSession(folder, wanted);
      if (file === undefined) return undefined;
      // Read first: a file that cannot be read must not close the open conversation.
      readSession(file);
      await sessions.close();
      return opened(sessions.resume(file, { fork: false }));
    },
    async search(words) {
      const context = (await import('../sessions/context.ts')).createContext(runtime);
      const { searchSessions } = await import('../sessions/search.ts');
      const code = await searchSessions(words.split(/\s+/), false, context);
      if (code !== EXIT.complete.code) await runtime.notify.note('no conversation contains these words');
    },
    async save(session, typed) {
      const path = inHome(typed, homedir());
      const { documentOf } = await import('../../export/document.ts');
      const format = { '.html': 'html', '.htm': 'html', '.json': 'json' }[extname(path).toLowerCase()] ?? 'md';
      try {
        const restored = restoredOf(session, runtime.secrets.mask);
        const document = await documentOf(restored, format as 'md' | 'html' | 'json', runtime.costOf);
        writeFileSync(path, document, { flag: 'wx' });
      } catch (error) {
        const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
        throw exists
          ? usageProblem(`${path} already exists`, 'choose another name')
          : usageProblem(`cannot write ${path}: ${fileReason(error, 'no such folder')}`);
      }
      return path;
    },
    async showLastTurn({ conversation }) {
      const { transcriptOf } = await import('../../core/sessions/transcript.ts');
      const said = transcriptOf(maskConversation(conversation, runtime.secrets.mask));
      const from = said.findLastIndex(({ kind }) => kind === 'prompt');
      if (from > 0) {
        const before = said.slice(0, from).filter(({ kind }) => kind === 'prompt');
        const hidden = `… ${formatTurns(before.length)} not shown; claude-stream sessions show prints everything`;
        await runtime.stdout.write(`${terminal.styles.hint(wrapWords(hidden, process.stdout.columns))}\n\n`);
      }
      const { renderTranscript } = await import('../sessions/show.ts');
      await renderTranscript(said.slice(Math.max(0, from)), settings, runtime, {
        showAll: (call) => (call === undefined ? undefined : `/show ${call}`),
      });
      await runtime.stdout.write('\n');
    },
  };
}

/** The session as it would be read from its file. */
function restoredOf({ id, name, model, system, conversation, undone }: Session, mask: Mask): Restored {
  const time = conversation[0]?.time ?? new Date().toISOString();
  return {
    header: { type: 'session', version: JOURNAL_VERSION, id, time, model, system, name },
    name,
    model,
    system,
    conversation: maskConversation(conversation, mask),
    undone,
    updated: conversation.at(-1)?.time ?? time,
    torn: false,
    open: false,
    damagedLines: 0,
  };
}
