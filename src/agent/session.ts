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
export interface SessionStart {
  readonly id: string;
  readonly model: string;
  readonly system?: string | undefined;
  readonly name?: string | undefined;
  readonly forkedFrom?: string | undefined;
  readonly conversation?: Conversation;
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
  /** Adds a message of the user role: a prompt, tool results, or a request to continue. Resolves once it is on disk. */
  addUserMessage(type: 'prompt' | 'results' | 'continue', content: Content): Promise<void>;
  /** Records an event of the reply that is arriving. */
  recordEvent(event: ReplyEvent): void;
  /** Adds a reply that has ended. */
  addReply(reply: Reply): void;
  /** Removes the last turn. */
  undo(): void;
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
  let { model, system, name, journal } = start;
  let conversation: Conversation = start.conversation ?? [];
  let hasBegun = journal !== undefined;

  const write = (line: JournalLine) => journal?.append(line);

  /** Called with the first user message: an empty conversation leaves no file. */
  function beginJournal(): void {
    hasBegun = true;
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
    async addUserMessage(type, content) {
      if (!hasBegun) beginJournal();
      const entry: Entry = { type, content, time: now() };
      conversation = [...conversation, entry];
      write(entry);
      await journal?.synced();
    },
    recordEvent(event) {
      if (isPartEvent(event)) journal?.part(event);
    },
    addReply(reply) {
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
    setModel(toModel, toSystem) {
      [model, system] = [toModel, toSystem];
      write({ type: 'settings', time: now(), model, system });
    },
    request: (settings) => buildRequest({ ...settings, model, system }, messagesOf(conversation, model)),
    synced: async () => journal?.synced(),
  };
}
