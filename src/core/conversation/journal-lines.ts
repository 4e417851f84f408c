import { rewind, undo, type Content, type Conversation, type Entry, type KeptReply } from './conversation.ts';
import type { ReplyEvent } from '../reply/ports.ts';
import type { Block, Outcome } from '../reply/reply.ts';
import { isObject, parseJson, type JsonObject } from '../text/json.ts';

/** The form of the file; a file with a higher number is left alone. */
export const JOURNAL_VERSION = 1;

/** The first line of a journal. */
export interface SessionHeader {
  readonly type: 'session';
  readonly version: number;
  readonly id: string;
  /** When it began: ISO 8601, as everywhere here. */
  readonly time: string;
  readonly model: string;
  readonly system?: string | undefined;
  readonly name?: string | undefined;
  /** The id of the session that it was copied from. */
  readonly forked_from?: string | undefined;
}

/** A piece of a reply, as it is written down while it arrives. */
export type Part = Extract<ReplyEvent, { readonly type: (typeof PARTS)[number] }>;

const PARTS = ['start', 'text', 'thinking', 'call', 'input'] as const;

/** Every line but the first. Each stands for itself: nothing written is ever changed. */
export type JournalLine =
  | { readonly type: 'prompt' | 'results' | 'continue'; readonly time: string; readonly content: Content }
  /** What arrived of a reply since the line before. */
  | { readonly type: 'delta'; readonly parts: readonly Part[] }
  /** The end of a reply, with all of it: the deltas before it are no longer needed. */
  | ({ readonly type: 'end'; readonly time: string } & StoredReply)
  /** The last turn is taken back. */
  | { readonly type: 'undo'; readonly time: string }
  /** The last prompt is sent again: what answered it no longer counts. */
  | { readonly type: 'retry'; readonly time: string }
  | { readonly type: 'name'; readonly time: string; readonly name: string }
  | { readonly type: 'settings'; readonly time: string; readonly model: string; readonly system?: string | undefined };

interface StoredReply {
  readonly status: Outcome['status'];
  readonly why?: string | undefined;
  readonly asked?: string | undefined;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly content: readonly Block[];
  readonly stop_reason?: string | undefined;
  readonly stop_details?: unknown;
  readonly usage: Readonly<Record<string, unknown>>;
  readonly timings?: { readonly first_text_ms: number | undefined; readonly total_ms: number | undefined };
  readonly request_id?: string | undefined;
  readonly retries?: number | undefined;
}

/** Where a conversation is written down. It never fails: a disk that is full is told of once, and the conversation goes on. */
export interface Journal {
  /** Written soon; behind all parts. */
  append(line: SessionHeader | JournalLine): void;
  /** A piece of a reply that is arriving: written down with others, at most 250 ms behind. */
  part(part: Part): void;
  /** Settles when all of it is on the disk, also if the power fails, or cannot be. */
  synced(): Promise<void>;
}

/** A journal as it was read. */
export interface Restored {
  readonly header: SessionHeader;
  readonly name: string | undefined;
  readonly model: string;
  readonly system: string | undefined;
  readonly conversation: Conversation;
  /** When the last thing was said. */
  readonly updated: string;
  /** Whether the file ends in half a line: the program was killed while it wrote. */
  readonly torn: boolean;
  /** Whether the last reply has no end: the program was killed while it came. */
  readonly open: boolean;
  /** Lines in the middle that could not be read. */
  readonly damagedLines: number;
}

/** A journal that cannot be used: `newer` was written by a later version, `foreign` is no journal at all. */
export type Unreadable = { readonly unreadable: 'newer' | 'foreign' };

/** The line, ended. */
export const lineOf = (line: SessionHeader | JournalLine): string => `${JSON.stringify(line)}\n`;

/** A reply's end as a line. */
export function endLine(reply: KeptReply, time: string): JournalLine {
  const { stopReason, stopDetails, requestId, firstTextMs, totalMs, ...same } = reply;
  return {
    type: 'end',
    time,
    ...same,
    stop_reason: stopReason,
    stop_details: stopDetails,
    request_id: requestId,
    timings: { first_text_ms: rounded(firstTextMs), total_ms: rounded(totalMs) },
  };
}

const rounded = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms));

/** An entry as a line. */
export function entryLine(entry: Entry): JournalLine {
  return entry.type === 'reply' ? endLine(entry.reply, entry.time) : entry;
}

const DELTA = '{"type":"delta"';

/** Reads a journal, torn or not: what is whole of it is kept. */
export function readJournal(text: string): Restored | Unreadable {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n');
  lines.pop();
  const header = headerOf(parseJson(lines[0] ?? ''));
  if (typeof header === 'string') return { unreadable: header };
  let { model, system, name } = header;
  let updated = header.time;
  let entries: Entry[] = [];
  let damagedLines = 0;
  // Deltas are only read where no end follows them: then they are all there is.
  let deltas: string[] = [];
  const restoreOpen = () => {
    if (deltas.length === 0) return;
    const read = deltas.map((line) => partsOf(parseJson(line)));
    damagedLines += read.filter((parts) => parts === undefined).length;
    entries.push({ type: 'reply', reply: cutReply(read.flatMap((parts) => parts ?? [])), time: updated });
    deltas = [];
  };

  for (const json of lines.slice(1)) {
    if (json.startsWith(DELTA)) {
      deltas.push(json);
      continue;
    }
    const line = checkLine(parseJson(json));
    if (line === undefined) {
      damagedLines++;
      continue;
    }
    if (line.type === 'end') deltas = [];
    else restoreOpen();
    updated = line.time;
    switch (line.type) {
      case 'prompt':
      case 'results':
      case 'continue':
        entries.push(line);
        break;
      case 'end':
        entries.push({ type: 'reply', reply: replyOf(line), time: line.time });
        break;
      case 'undo':
        entries = [...undo(entries)];
        break;
      case 'retry':
        entries = [...rewind(entries)];
        break;
      case 'name':
        ({ name } = line);
        break;
      case 'settings':
        ({ model, system } = line);
        break;
    }
  }
  const open = deltas.length > 0 || (entries.length > 0 && entries.at(-1)!.type !== 'reply');
  restoreOpen();
  return { header, name, model, system, conversation: entries, updated, torn: end < text.length, open, damagedLines };
}

/** What is left of a reply that has no end. */
export function cutReply(parts: readonly Part[]): KeptReply {
  let content: Restorable[] = [];
  let model: string | undefined;
  for (const part of parts) {
    // Sent again: what the attempt before had brought is not of this reply.
    if (part.type === 'start') [content, model] = [[], part.model];
    else restorePart(content, part);
  }
  return { status: 'interrupted', why: 'the program was killed', model, content, usage: {} };
}

type Restorable = { type: string; text?: string; thinking?: string; id?: string; partial_json?: string };

function restorePart(content: Restorable[], part: Exclude<Part, { type: 'start' }>): void {
  const last = content.at(-1);
  switch (part.type) {
    case 'text':
      if (last?.type === 'text') last.text += part.text;
      else content.push({ type: 'text', text: part.text });
      break;
    case 'thinking':
      if (last?.type === 'thinking') last.thinking += part.text;
      else content.push({ type: 'thinking', thinking: part.text });
      break;
    case 'call': {
      const { id, name } = part;
      const call = { type: part.server ? 'server_tool_use' : 'tool_use', id, name, input: {}, partial_json: '' };
      content.push(call);
      break;
    }
    case 'input': {
      const call = content.findLast(({ id }) => id === part.id);
      if (call !== undefined) call.partial_json += part.json;
      break;
    }
  }
}

/** Two parts that follow each other as one, where they can be. */
export function joinParts(one: Part, next: Part): Part | undefined {
  if (one.type === 'text' && next.type === 'text') return { type: 'text', text: one.text + next.text };
  if (one.type === 'thinking' && next.type === 'thinking') return { ...next, text: one.text + next.text };
  if (one.type === 'input' && next.type === 'input' && one.id === next.id)
    return { ...next, json: one.json + next.json };
  return undefined;
}

/** Whether an event brings a piece of the reply. */
export const isPartEvent = (event: ReplyEvent): event is Part => (PARTS as readonly string[]).includes(event.type);

const isBlock = (json: unknown): json is Block =>
  isObject(json) && typeof json['type'] === 'string' && (json['type'] !== 'text' || typeof json['text'] === 'string');
const isContent = (json: unknown): json is Content =>
  typeof json === 'string' || (Array.isArray(json) && json.every(isBlock));
const isMaybeText = (json: unknown) => json === undefined || typeof json === 'string';

function headerOf(json: unknown): SessionHeader | Unreadable['unreadable'] {
  if (!isObject(json) || json['type'] !== 'session' || typeof json['version'] !== 'number') return 'foreign';
  if (json['version'] > JOURNAL_VERSION) return 'newer';
  const { id, time, model, system, name } = json;
  const fits = [id, time, model].every((text) => typeof text === 'string') && isMaybeText(system) && isMaybeText(name);
  return fits ? (json as unknown as SessionHeader) : 'foreign';
}

/** The line if it is one that can be relied on. */
function checkLine(json: unknown): Exclude<JournalLine, { type: 'delta' }> | undefined {
  if (!isObject(json) || typeof json['time'] !== 'string') return undefined;
  return FITS[String(json['type'])]?.(json) === true ? (json as unknown as ReturnType<typeof checkLine>) : undefined;
}

const FITS: Readonly<Record<string, (line: JsonObject) => boolean>> = {
  prompt: ({ content }) => isContent(content),
  results: ({ content }) => isContent(content),
  continue: ({ content }) => isContent(content),
  end: ({ status, content, usage }) =>
    ['complete', 'failed', 'interrupted'].includes(String(status)) &&
    Array.isArray(content) &&
    content.every(isBlock) &&
    isObject(usage),
  undo: () => true,
  retry: () => true,
  name: ({ name }) => typeof name === 'string',
  settings: ({ model, system }) => typeof model === 'string' && isMaybeText(system),
};

function partsOf(json: unknown): Part[] | undefined {
  const parts = isObject(json) ? json['parts'] : undefined;
  return Array.isArray(parts) ? parts.filter(isPart) : undefined;
}

const isPart = (json: unknown): json is Part => {
  if (!isObject(json)) return false;
  const needed = PART_FIELDS[String(json['type'])];
  return needed?.every((field) => typeof json[field] === 'string') === true;
};

const PART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  start: ['model'],
  text: ['text'],
  thinking: ['text'],
  call: ['id', 'name'],
  input: ['id', 'json'],
};

function replyOf(line: Extract<JournalLine, { type: 'end' }>): KeptReply {
  const { status, why, asked, id, model, content, usage, retries, timings } = line;
  return {
    status,
    why,
    asked,
    id,
    model,
    content,
    stopReason: line.stop_reason ?? undefined,
    stopDetails: (line.stop_details ?? undefined) as KeptReply['stopDetails'],
    usage,
    requestId: line.request_id,
    retries,
    firstTextMs: timings?.first_text_ms,
    totalMs: timings?.total_ms,
  };
}
