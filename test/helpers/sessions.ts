import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content, Conversation } from '../../src/core/conversation/conversation.ts';
import type { StoredReply } from '../../src/core/reply/reply-mappings.ts';
import {
  entryLine,
  JOURNAL_VERSION,
  lineOf,
  type JournalLine,
  type SessionHeader,
} from '../../src/core/conversation/journal-lines.ts';
import type { Restored } from '../../src/core/conversation/read-journal.ts';
import { sessionFileName } from '../../src/storage/sessions/session-folder.ts';

/** One turn: the prompt and its reply, if there is one. */
export interface Said {
  readonly prompt: Content;
  readonly reply?: string | Partial<StoredReply>;
}

export interface SessionOptions extends Partial<Omit<SessionHeader, 'type' | 'time'>> {
  readonly turns?: readonly Said[];
  /** When it began; the entries follow at intervals of a second. */
  readonly started?: string;
  /** When the file was last written, if not with its last line. */
  readonly updated?: string;
  /** Lines that follow the turns. */
  readonly lines?: readonly JournalLine[];
  /** Text to append unchanged after all lines. */
  readonly tail?: string;
}

export interface WrittenSession {
  readonly id: string;
  readonly path: string;
}

/** Writes a session's file as the program would; returns its id and path. */
export function writeSession(folder: string, options: SessionOptions = {}): WrittenSession {
  const { turns = [], started = '2026-03-01T10:00:00.000Z', updated, lines = [], tail = '', ...header } = options;
  let ms = Date.parse(started);
  const time = () => new Date((ms += 1000)).toISOString();
  const id = header.id ?? 'bcdfghjk';
  const first: SessionHeader = {
    model: 'claude-opus-5-5',
    ...header,
    type: 'session',
    version: header.version ?? JOURNAL_VERSION,
    id,
    time: started,
  };
  const said = turns.flatMap(({ prompt, reply }): JournalLine[] => {
    const asked: JournalLine = { type: 'prompt', time: time(), content: prompt };
    return reply === undefined ? [asked] : [asked, replyLine(reply, time())];
  });
  const path = join(folder, sessionFileName(id, new Date(started)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, [first, ...said, ...lines].map(lineOf).join('') + tail, { mode: 0o600 });
  const written = new Date(updated ?? ms);
  utimesSync(path, written, written);
  return { id, path };
}

/** The line of a reply. */
export const replyLine = (reply: string | Partial<StoredReply>, time: string): JournalLine =>
  entryLine({ type: 'reply', reply: storedReply(reply), time });

/** A complete reply, apart from the given fields. */
export function storedReply(reply: string | Partial<StoredReply>): StoredReply {
  const given = typeof reply === 'string' ? { content: [{ type: 'text', text: reply }] } : reply;
  return {
    status: 'complete',
    content: [],
    model: 'claude-opus-5-5',
    asked: 'claude-opus-5-5',
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 20 },
    ...given,
  };
}

/** A journal of these entries, as read back; `change` replaces fields. */
export function restoredWith(conversation: Conversation, change: Partial<Restored> = {}): Restored {
  const time = conversation[0]?.time ?? new Date(2026, 2, 1, 10, 0).toISOString();
  return {
    header: { type: 'session', version: JOURNAL_VERSION, id: 'bcdfghjk', time, model: 'claude-opus-5-5' },
    name: undefined,
    model: 'claude-opus-5-5',
    system: undefined,
    conversation,
    undone: [],
    updated: conversation.at(-1)?.time ?? time,
    torn: false,
    open: false,
    damagedLines: 0,
    ...change,
  };
}
