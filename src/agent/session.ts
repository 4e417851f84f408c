import { lastAnswered } from '../core/conversation/answered.ts';
import { rewind, undo, type Content, type Conversation, type Entry } from '../core/conversation/conversation.ts';
import type { ReplyEvent } from '../core/reply/ports.ts';
import {
  entryLine,
  isPartEvent,
  JOURNAL_VERSION,
  type JournalLine,
  type SessionHeader,
  type Journal,
} from '../core/conversation/journal-lines.ts';
import { messagesOf } from '../core/conversation/messages.ts';
import { toStored } from '../core/reply/reply-mappings.ts';
import type { Reply } from '../core/reply/reply.ts';
import { buildRequest, type Request, type RequestSettings } from '../core/reply/request.ts';

/** How a session starts: empty, or with the conversation so far. */
export interface SessionStart
  extends Pick<Session, 'id' | 'model'>, Partial<Pick<Session, 'system' | 'name' | 'conversation' | 'undone'>> {
  readonly forkedFrom?: string | undefined;
  /** The journal to continue; without one, the first user message starts one. */
  readonly journal?: Journal | undefined;
}

export interface SessionDeps {
  /** Starts a journal; `undefined`: the conversation is not saved. */
  readonly begin: (header: SessionHeader) => Journal | undefined;
  /** ISO 8601. */
  readonly now: () => string;
}

/** A conversation with its journal, which records every change to it. */
export interface Session {
  readonly id: string;
  readonly name: string | undefined;
  readonly model: string;
  readonly system: string | undefined;
  readonly conversation: Conversation;
  /** What was undone or retried. */
  readonly undone: Conversation;
  /** Adds a message of the user role: a prompt, tool results, or a request to continue. Resolves once it is on disk. */
  addUserMessage(type: 'prompt' | 'results' | 'continue', content: Content): Promise<void>;
  /** Records an event of the reply that is arriving. */
  recordEvent(event: ReplyEvent): void;
  /** Adds a reply that has ended. */
  addReply(reply: Reply): Entry;
  /** Removes the last turn that got a reply, with all that follows it. Returns its prompt; `undefined`: there is none. */
  undo(): Content | undefined;
  /** Removes the reply to the last prompt. */
  rewind(): void;
  rename(name: string): void;
  setModel(model: string, system: string | undefined): void;
  /** The request that the conversation leads to. */
  request(settings: Omit<RequestSettings, 'model' | 'system'>): Request;
  /** Resolves once everything is on disk. */
  synced(): Promise<void>;
}

export function createSession(start: SessionStart, { begin, now }: SessionDeps): Session {
  const { id, forkedFrom: forked_from } = start;
  let { journal } = start;
  let hasBegun = journal !== undefined;

  const write = (line: JournalLine) => journal?.append(line);

  /** Called with the first user message: an empty conversation leaves no file. */
  function beginJournal(): void {
    hasBegun = true;
    const { model, system, name } = session;
    journal = begin({ type: 'session', version: JOURNAL_VERSION, id, time: now(), model, system, name, forked_from });
    for (const entry of session.conversation) write(entryLine(entry));
  }

  function add(entry: Entry): Entry {
    session.conversation = [...session.conversation, entry];
    write(entryLine(entry));
    return entry;
  }

  function shorten(kept: Conversation): void {
    session.undone = [...session.undone, ...session.conversation.slice(kept.length)];
    session.conversation = kept;
  }

  const session: { -readonly [Key in keyof Session]: Session[Key] } = {
    id,
    name: start.name,
    model: start.model,
    system: start.system,
    conversation: start.conversation ?? [],
    undone: start.undone ?? [],
    async addUserMessage(type, content) {
      if (!hasBegun) beginJournal();
      add({ type, content, time: now() });
      await journal?.synced();
    },
    recordEvent(event) {
      if (isPartEvent(event)) journal?.part(event);
    },
    addReply(reply) {
      return add({ type: 'reply', reply: toStored(reply, session.model), time: now() });
    },
    undo() {
      const last = lastAnswered(session.conversation);
      for (let turns = last?.turns ?? 0; turns > 0; turns--) {
        shorten(undo(session.conversation));
        write({ type: 'undo', time: now() });
      }
      return last?.prompt;
    },
    rewind() {
      shorten(rewind(session.conversation));
      write({ type: 'retry', time: now() });
    },
    rename(name) {
      session.name = name;
      write({ type: 'name', time: now(), name });
    },
    setModel(model, system) {
      [session.model, session.system] = [model, system];
      write({ type: 'settings', time: now(), model, system });
    },
    request(settings) {
      const { model, system, conversation } = session;
      return buildRequest({ ...settings, model, system }, messagesOf(conversation, model));
    },
    synced: async () => journal?.synced(),
  };
  return session;
}
