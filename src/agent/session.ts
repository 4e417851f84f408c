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

/** What a session begins with: nothing, or what was said before. */
export interface SessionStart {
  readonly id: string;
  readonly model: string;
  readonly system?: string | undefined;
  readonly name?: string | undefined;
  readonly forkedFrom?: string | undefined;
  readonly conversation?: Conversation;
  /** The journal that it goes on with; without one, it is begun with the first prompt. */
  readonly journal?: Journal | undefined;
}

export interface SessionDeps {
  /** Begins a journal; `undefined`: nothing is kept. */
  readonly begin: (header: SessionHeader) => Journal | undefined;
  /** ISO 8601. */
  readonly now: () => string;
}

/** A conversation with its journal: whatever changes it is written down. */
export interface Session {
  readonly id: string;
  readonly name: string | undefined;
  readonly model: string;
  readonly system: string | undefined;
  readonly conversation: Conversation;
  /** Adds what the user says, or what is said on the user's side within a turn; settles when it is safe on the disk. */
  say(type: 'prompt' | 'results' | 'continue', content: Content): Promise<void>;
  /** A piece of a reply has arrived. */
  hear(event: ReplyEvent): void;
  /** The reply has ended. */
  answered(reply: Reply): void;
  /** Takes the last turn back. */
  undo(): void;
  /** Takes back what answered the last prompt. */
  rewind(): void;
  rename(name: string): void;
  use(model: string, system: string | undefined): void;
  request(settings: Omit<RequestSettings, 'model' | 'system'>): Request;
  /** Settles when all of it is on the disk. */
  synced(): Promise<void>;
}

export function createSession(start: SessionStart, { begin, now }: SessionDeps): Session {
  let { model, system, name, journal } = start;
  let conversation: Conversation = start.conversation ?? [];
  let begun = journal !== undefined;

  const write = (line: JournalLine) => journal?.append(line);

  /** Only a conversation in which something was said is kept. */
  function beginJournal(): void {
    begun = true;
    const { id, forkedFrom } = start;
    journal = begin({
      type: 'session',
      version: JOURNAL_VERSION,
      id,
      time: now(),
      model,
      system,
      name,
      forked_from: forkedFrom,
    });
    for (const entry of conversation) write(entryLine(entry));
  }

  return {
    id: start.id,
    get name() {
      return name;
    },
    get model() {
      return model;
    },
    get system() {
      return system;
    },
    get conversation() {
      return conversation;
    },
    async say(type, content) {
      if (!begun) beginJournal();
      const entry: Entry = { type, content, time: now() };
      conversation = [...conversation, entry];
      write(entry);
      await journal?.synced();
    },
    hear(event) {
      if (isPartEvent(event)) journal?.part(event);
    },
    answered(reply) {
      const entry = { type: 'reply', reply: toStored(reply, model), time: now() } as const;
      conversation = [...conversation, entry];
      write(entryLine(entry));
    },
    undo() {
      conversation = undo(conversation);
      write({ type: 'undo', time: now() });
    },
    rewind() {
      conversation = rewind(conversation);
      write({ type: 'retry', time: now() });
    },
    rename(to) {
      name = to;
      write({ type: 'name', time: now(), name: to });
    },
    use(toModel, toSystem) {
      [model, system] = [toModel, toSystem];
      write({ type: 'settings', time: now(), model, system });
    },
    request: (settings) => buildRequest({ ...settings, model, system }, messagesOf(conversation, model)),
    synced: async () => journal?.synced(),
  };
}
