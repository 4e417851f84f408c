import type { StoredReply } from '../reply/reply-mappings.ts';
import type { ReplyEvent } from '../reply/ports.ts';
import type { Block } from '../reply/reply.ts';
import { quietly } from '../problem/quietly.ts';
import { isObject, MAX_DEPTH, readJson, type JsonObject } from '../text/json.ts';
import type { Content, Entry } from './conversation.ts';

/** The version of the format. A journal with a higher one is left unchanged. */
export const JOURNAL_VERSION = 1;

/** The first line of a journal. */
export interface SessionHeader {
  readonly type: 'session';
  readonly version: number;
  readonly id: string;
  /** When the conversation started. All times in a journal are in ISO 8601. */
  readonly time: string;
  readonly model: string;
  readonly system?: string | undefined;
  readonly name?: string | undefined;
  /** The id of the session that this one was copied from. */
  readonly forked_from?: string | undefined;
}

/** A piece of a reply that is written while the reply arrives. */
export type Part = Extract<ReplyEvent, { readonly type: (typeof PARTS)[number] }>;

const PARTS = ['start', 'text', 'thinking', 'call', 'input'] as const;

/**
 * Every other line; a `delta` has the parts of a reply that arrived since the line before. A journal only grows: no line is
 * ever changed.
 */
export type JournalLine = { readonly type: 'delta'; readonly parts: readonly Part[] } | TimedLine;

export type TimedLine = { readonly time: string } & (
  | { readonly type: 'prompt' | 'results' | 'continue'; readonly content: Content }
  /** The end of a reply, with all of it: the deltas before it are no longer needed. */
  | ({ readonly type: 'end' } & StoredReply)
  /** Removes the last turn. */
  | { readonly type: 'undo' }
  /** Removes the replies to the last prompt, which is sent again. */
  | { readonly type: 'retry' }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'settings'; readonly model: string; readonly system?: string | undefined }
);

/** Where a conversation is saved. Never fails: the user is warned once if the disk is full, and the conversation continues. */
export interface Journal {
  /** Writes a line, after all parts. */
  append(line: SessionHeader | JournalLine): void;
  /** Writes a piece of a reply that is arriving, together with others, within 250 ms. */
  part(part: Part): void;
  /** Resolves once everything is on the disk and safe from a power failure, or cannot be written. */
  synced(): Promise<void>;
}

/**
 * How a line of this type starts. `lineOf` starts every line so, and readers that look for lines in a journal without
 * parsing all of it rely on that.
 */
export const lineStart = (type: (SessionHeader | JournalLine)['type']): string => `{"type":"${type}"`;

/** The line as text, with its line break. */
export function lineOf({ type, ...fields }: SessionHeader | JournalLine): string {
  return `${lineStart(type)},${JSON.stringify(fields).slice(1)}\n`;
}

export function entryLine(entry: Entry): JournalLine {
  return entry.type === 'reply' ? { type: 'end', time: entry.time, ...entry.reply } : entry;
}

/**
 * Whether the last reply has no end: then its text is in pieces, and a word may be spread over two lines. Also true if the
 * last line is torn, where it is unknown. `journal` may have been decoded as Latin-1.
 */
export function mayEndOpen(journal: string): boolean {
  if (!journal.endsWith('\n')) return true;
  const end = journal.lastIndexOf(`\n${lineStart('end')}`);
  return journal.includes(`\n${lineStart('delta')}`, Math.max(0, end));
}

export const isPartEvent = (event: ReplyEvent): event is Part => (PARTS as readonly string[]).includes(event.type);

/** Two successive parts as one, if they can be joined. */
export function joinParts(one: Part, next: Part): Part | undefined {
  if (one.type === 'text' && next.type === 'text') return { type: 'text', text: one.text + next.text };
  if (one.type === 'thinking' && next.type === 'thinking') return { ...next, text: one.text + next.text };
  if (one.type === 'input' && next.type === 'input' && one.id === next.id)
    return { ...next, json: one.json + next.json };
  return undefined;
}

/** Why a file cannot be used as a journal: a later version wrote it, or it is not a journal at all. */
export type Unreadable = 'newer' | 'foreign';

/** A line wraps a few levels around what came from outside. */
const parse = (text: string): unknown => quietly(() => readJson(text, MAX_DEPTH + 10));

export function parseHeader(text = ''): SessionHeader | Unreadable {
  const json = parse(text);
  if (!isObject(json) || json['type'] !== 'session' || typeof json['version'] !== 'number') return 'foreign';
  if (json['version'] > JOURNAL_VERSION) return 'newer';
  const { id, time, model, system, name } = json;
  const fits = [id, time, model].every((field) => typeof field === 'string') && [system, name].every(isOptionalText);
  return fits ? (json as unknown as SessionHeader) : 'foreign';
}

/** Any line but the header and deltas; `undefined` if it is damaged. */
export function parseLine(text: string): TimedLine | undefined {
  const json = parse(text);
  if (!isObject(json) || typeof json['time'] !== 'string' || FITS.get(json['type'])?.(json) !== true) return undefined;
  return (json['type'] === 'end' ? withoutDamage(json) : json) as unknown as TimedLine;
}

/** The intact parts of a delta; `undefined` if the line is damaged. */
export function parseDelta(text: string): Part[] | undefined {
  const json = parse(text);
  const parts = isObject(json) ? json['parts'] : undefined;
  return Array.isArray(parts) ? parts.filter(isPart) : undefined;
}

const isBlock = (json: unknown): json is Block =>
  isObject(json) && typeof json['type'] === 'string' && (json['type'] !== 'text' || typeof json['text'] === 'string');
const areBlocks = (json: unknown) => Array.isArray(json) && json.every(isBlock);
const hasContent = ({ content }: JsonObject) => typeof content === 'string' || areBlocks(content);
const isText = (json: unknown) => typeof json === 'string';
const isOptionalText = (json: unknown) => json === undefined || isText(json);

const STATUSES: ReadonlySet<unknown> = new Set(['complete', 'failed', 'interrupted']);

const FITS = new Map<unknown, (line: JsonObject) => boolean>([
  ['prompt', hasContent],
  ['results', hasContent],
  ['continue', hasContent],
  ['end', ({ status, content, usage }) => STATUSES.has(status) && areBlocks(content) && isObject(usage)],
  ['undo', () => true],
  ['retry', () => true],
  ['name', ({ name }) => typeof name === 'string'],
  ['settings', ({ model, system }) => typeof model === 'string' && isOptionalText(system)],
]);

/** The facts about a reply that may be missing, and their types. */
const FACTS = new Map<string, (json: unknown) => boolean>([
  ...['why', 'asked', 'id', 'model', 'stop_reason', 'request_id'].map((name) => [name, isText] as const),
  ['retries', Number.isSafeInteger],
  ['stop_details', isObject],
  ['timings', isObject],
]);

/** A reply without the facts that are of a wrong type: its text is worth more than they are. */
const withoutDamage = (line: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(line).filter(([name, value]) => FACTS.get(name)?.(value) ?? true));

const PART_FIELDS = new Map<unknown, readonly string[]>([
  ['start', ['model']],
  ['text', ['text']],
  ['thinking', ['text']],
  ['call', ['id', 'name']],
  ['input', ['id', 'json']],
]);

function isPart(json: unknown): json is Part {
  if (!isObject(json)) return false;
  return PART_FIELDS.get(json['type'])?.every((field) => typeof json[field] === 'string') === true;
}
