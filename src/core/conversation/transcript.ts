import { cutBy, typedText, type Content, type Conversation } from './conversation.ts';
import { entryLine, type Restored } from './journal-lines.ts';
import type { StoredReply } from '../reply/reply-mappings.ts';
import { type Block, textOf } from '../reply/reply.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { titleOf } from './title.ts';

/** One thing that was said, to be read. */
export interface Said {
  readonly who: 'prompt' | 'reply';
  readonly text: string;
  readonly time: string;
  /** The model that replied. */
  readonly model?: string | undefined;
  /** Why a reply ends before its end. */
  readonly cut?: string | undefined;
}

/** What people said and read, oldest first: no results of tools, and no replies that only call them. */
export function transcriptOf(conversation: Conversation): Said[] {
  return conversation.flatMap((entry): Said[] => {
    if (entry.type === 'prompt') return [{ who: 'prompt', text: trimmed(promptText(entry.content)), time: entry.time }];
    if (entry.type !== 'reply') return [];
    const { reply, time } = entry;
    const [text, cut] = [trimmed(textOf(reply.content)), cutOf(reply)];
    return text === '' && cut === undefined ? [] : [{ who: 'reply', text, time, model: reply.model, cut }];
  });
}

const trimmed = (text: string) => text.replace(/^\n+|\s+$/g, '');

/** What was typed, and below it what came with it. */
function promptText(content: Content): string {
  if (typeof content === 'string') return content;
  const typed = content.findLastIndex(({ type }) => type === 'text');
  const others = content.flatMap((block, index) => (index === typed ? [] : nameOf(block, content[index - 1])));
  return [typedText(content), ...others].filter((text) => text !== '').join('\n\n');
}

/** The tags that name an attachment, as a request has them. */
const FILE = /^<file(?:-\d+)? path="([^"]*)">/;
const IMAGE = /^<image path="([^"]*)" \/>$/;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>' };

/** What stands for a block that nobody can read here. An image's name is in the block before it. */
function nameOf(block: Block, before: Block | undefined): string[] {
  const { type } = block;
  if (type === 'text') {
    const text = String(block['text']);
    return IMAGE.test(text) ? [] : [tagged('file', FILE.exec(text)?.[1]) ?? text];
  }
  if (type === 'image') return [tagged(type, IMAGE.exec(String(before?.['text']))?.[1]) ?? '[image]'];
  const { title } = block;
  return [(typeof title === 'string' ? tagged(type, title) : undefined) ?? `[${sanitizeLine(type, 40)}]`];
}

function tagged(kind: string, name: string | undefined): string | undefined {
  const plain = name?.replace(/&(amp|quot|lt|gt);/g, (_, char: string) => CHARACTERS[char]!);
  return plain === undefined ? undefined : `[${kind} ${sanitizeLine(plain, 300)}]`;
}

function cutOf(reply: StoredReply): string | undefined {
  const cut = cutBy(reply);
  return cut === undefined ? undefined : sanitizeLine(reply.why ?? cut);
}

/** What marks a reply that was cut, below its text. */
export const cutMark = ({ text, cut }: Said): string | undefined =>
  cut === undefined ? undefined : `[${text === '' ? 'no reply' : 'cut off here'}: ${cut}]`;

/** The conversation as Markdown to read on: prompts as quotes, replies as they are. */
export function quotedTranscript(said: readonly Said[]): string {
  const parts = said.map((one) => (one.who === 'prompt' ? quoted(one.text) : replyPart(one)));
  return parts.map((part) => `${part}\n`).join('\n');
}

/** Each line behind the mark of a quote. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** The conversation as a document with headings. */
export function markdownDocument(restored: Restored): string {
  const { header, name, model, conversation } = restored;
  const title = titleOf(name, conversation, 80);
  const facts = [sanitizeLine(model, 80), longTime(header.time), `conversation ${sanitizeLine(header.id, 40)}`];
  const sections = transcriptOf(conversation).map((one) => {
    const time = longTime(one.time);
    if (one.who === 'prompt') return `## You, ${time}\n\n${closed(one.text)}`;
    return `## ${speaker(one)}, ${time}\n\n${replyPart(one)}`;
  });
  return [`# ${title === '' ? 'Empty conversation' : title}`, facts.join(' · '), ...sections]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** The name of the model, as people can be shown it. */
export const speaker = ({ model }: Said): string => sanitizeLine(model ?? '', 80) || 'Reply';

/** Local time to the minute, the same everywhere: 2026-03-01 10:00. */
export function longTime(iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return 'unknown time';
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

/** The conversation for programs: entries as they stand in a journal, with what was undone left out. */
export function transcriptJson(restored: Restored): unknown {
  const { header, name, model, system, updated, conversation } = restored;
  const entries = conversation.map((entry) => Object.assign({}, entryLine(entry), { type: entry.type }));
  return { header, name: name ?? null, model, system: system ?? null, updated, entries };
}

function replyPart(reply: Said): string {
  const mark = cutMark(reply);
  return [...(reply.text === '' ? [] : [closed(reply.text)]), ...(mark === undefined ? [] : [mark])].join('\n\n');
}

/** The Markdown with a fence closed that would take in what follows. */
function closed(markdown: string): string {
  let open: string | undefined;
  for (const [, marker, rest] of markdown.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (open === undefined) {
      if (!(marker!.startsWith('`') && rest!.includes('`'))) open = marker;
    } else if (marker!.startsWith(open) && rest!.trim() === '') open = undefined;
  }
  return open === undefined ? markdown : `${markdown}\n${open}`;
}
