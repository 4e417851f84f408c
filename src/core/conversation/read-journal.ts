import type { StoredReply } from '../reply/reply-mappings.ts';
import { rewind, undo, type Conversation, type Entry } from './conversation.ts';
import {
  lineStart,
  parseDelta,
  parseHeader,
  parseLine,
  type Part,
  type SessionHeader,
  type Unreadable,
} from './journal-lines.ts';

/** A journal that has been read. */
export interface Restored {
  readonly header: SessionHeader;
  readonly name: string | undefined;
  readonly model: string;
  readonly system: string | undefined;
  readonly conversation: Conversation;
  /** What was undone or retried: it is not sent any more, but was paid for. */
  readonly undone: Conversation;
  /** When the last entry was written. */
  readonly updated: string;
  /** Whether the last line is incomplete: the program was killed while writing. */
  readonly torn: boolean;
  /** Whether the last reply has no end: the program was killed while it arrived. */
  readonly open: boolean;
  /** How many other lines could not be read. */
  readonly damagedLines: number;
}

const DELTA = lineStart('delta');

/** Reads a journal, keeping every intact line, whatever happened to the others. */
export function readJournal(text: string): Restored | { readonly unreadable: Unreadable } {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const header = parseHeader(lines[0]);
  if (typeof header === 'string') return { unreadable: header };
  let { model, system, name } = header;
  let updated = header.time;
  let entries: Entry[] = [];
  let undone: Conversation = [];
  const shorten = (kept: Conversation) => {
    undone = [...undone, ...entries.slice(kept.length)];
    entries = [...kept];
  };
  let damagedLines = 0;
  // Deltas are parsed only if their reply has no end: then nothing else is left of it.
  let deltas: string[] = [];
  const restoreOpenReply = () => {
    if (deltas.length === 0) return;
    const parsed = deltas.map(parseDelta);
    damagedLines += parsed.filter((parts) => parts === undefined).length;
    entries.push({ type: 'reply', reply: openReply(parsed.flatMap((parts) => parts ?? [])), time: updated });
    deltas = [];
  };

  for (const lineText of lines.slice(1)) {
    if (lineText.startsWith(DELTA)) {
      deltas.push(lineText);
      continue;
    }
    const line = parseLine(lineText);
    if (line === undefined) {
      damagedLines++;
      continue;
    }
    if (line.type === 'end') deltas = [];
    else restoreOpenReply();
    updated = line.time;
    switch (line.type) {
      case 'prompt':
      case 'results':
      case 'continue':
        entries.push(line);
        break;
      case 'end': {
        const { type: _type, time, ...reply } = line;
        entries.push({ type: 'reply', reply, time });
        break;
      }
      case 'undo':
        shorten(undo(entries));
        break;
      case 'retry':
        shorten(rewind(entries));
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
  restoreOpenReply();
  const torn = end < text.length;
  return { header, name, model, system, conversation: entries, undone, updated, torn, open, damagedLines };
}

/** What is left of a reply that has no end. */
function openReply(parts: readonly Part[]): StoredReply {
  let content: OpenBlock[] = [];
  let model: string | undefined;
  for (const part of parts) {
    // The request was sent again: the pieces before belong to a failed attempt.
    if (part.type === 'start') [content, model] = [[], part.model];
    else addPart(content, part);
  }
  return { status: 'interrupted', why: 'the program was killed', model, content, usage: {}, timings: {} };
}

type OpenBlock = { type: string; text?: string; thinking?: string; id?: string; partial_json?: string };

function addPart(content: OpenBlock[], part: Exclude<Part, { type: 'start' }>): void {
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
