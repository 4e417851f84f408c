import { conversationCalls, type ConversationCall } from '../calls/conversation-calls.ts';
import { cutBy, typedText, type Content, type Conversation } from '../conversation/conversation.ts';
import type { StoredReply } from '../reply/reply-mappings.ts';
import { type Block, textOf } from '../reply/reply.ts';
import { createCitationMarks, type CitationMarks } from '../reply/sources.ts';
import { isObject } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** A prompt, or a reply with its calls, to be read. */
export type TranscriptEntry = TranscriptPrompt | TranscriptReply;

export interface TranscriptPrompt {
  readonly kind: 'prompt';
  readonly text: string;
  readonly time: string;
}

export interface TranscriptReply {
  readonly kind: 'reply';
  /** In the order in which they came. */
  readonly parts: readonly TranscriptPart[];
  readonly time: string;
  /** The model that replied. */
  readonly model: string | undefined;
  /** Why the reply was cut off. */
  readonly cut: string | undefined;
}

export type TranscriptPart =
  | { readonly type: 'text' | 'thinking'; readonly text: string }
  | { readonly type: 'call'; readonly call: ConversationCall };

/**
 * The prompts and replies, oldest first. All requests of a turn make one reply, unless it was cut off and continued. What a
 * reply cites is marked in its text and listed below it, as Markdown.
 */
export function transcriptOf(conversation: Conversation): TranscriptEntry[] {
  const calls = new Map(conversationCalls(conversation).map((call) => [call.block, call]));
  const said: TranscriptEntry[] = [];
  let marks = createCitationMarks();

  function endReply(): void {
    const last = said.at(-1);
    const text = marks.list().trim();
    if (last?.kind === 'reply' && text !== '') {
      said[said.length - 1] = { ...last, parts: [...last.parts, { type: 'text', text }] };
    }
    marks = createCitationMarks();
  }

  for (const entry of conversation) {
    if (entry.type === 'prompt') {
      endReply();
      said.push({ kind: 'prompt', text: trimmed(promptText(entry.content)), time: entry.time });
    } else if (entry.type === 'reply') {
      const { reply, time } = entry;
      const { model } = reply;
      const last = said.at(-1);
      const goesOn = last?.kind === 'reply' && last.cut === undefined && last.model === model;
      if (!goesOn) endReply();
      const next: TranscriptReply = {
        kind: 'reply',
        parts: partsOf(reply.content, calls, marks),
        time,
        model,
        cut: cutOf(reply),
      };
      if (goesOn) said[said.length - 1] = { ...last, parts: [...last.parts, ...next.parts], cut: next.cut };
      else if (next.parts.length > 0 || next.cut !== undefined) said.push(next);
    }
  }
  endReply();
  return said;
}

type Calls = ReadonlyMap<Block, ConversationCall>;

function partsOf(content: readonly Block[], calls: Calls, marks: CitationMarks): TranscriptPart[] {
  const parts: TranscriptPart[] = [];
  for (const block of content) {
    const part = partOf(block, calls, marks);
    const last = parts.at(-1);
    if (part === undefined) continue;
    // A text comes in pieces where it cites.
    if (part.type !== 'call' && last?.type === part.type) parts[parts.length - 1] = joined(last, part);
    else parts.push(part);
  }
  return parts.flatMap((part): TranscriptPart[] => {
    if (part.type === 'call') return [part];
    const text = trimmed(part.text);
    return text === '' ? [] : [{ ...part, text }];
  });
}

type TextPart = Exclude<TranscriptPart, { readonly type: 'call' }>;

const joined = (one: TextPart, next: TextPart): TextPart => ({
  type: next.type,
  text: one.text + (next.type === 'thinking' ? '\n\n' : '') + next.text,
});

function partOf(block: Block, calls: Calls, marks: CitationMarks): TranscriptPart | undefined {
  const call = calls.get(block);
  if (call !== undefined) return { type: 'call', call };
  if (block.type === 'text') return { type: 'text', text: markedText(block, marks) };
  const { thinking } = block;
  return block.type === 'thinking' && typeof thinking === 'string' ? { type: 'thinking', text: thinking } : undefined;
}

/** The text of a block, and behind it the marks of what it cites. */
function markedText(block: Block, marks: CitationMarks): string {
  const { citations } = block;
  const text = textOf([block]);
  marks.text(text);
  if (!Array.isArray(citations)) return text;
  return (
    text +
    citations
      .filter(isObject)
      .map((citation) => marks.mark(citation as Block))
      .join('')
  );
}

const trimmed = (text: string) => text.replace(/^\n+/, '').trimEnd();

/** What was typed, and below it the names of the attachments. */
function promptText(content: Content): string {
  if (typeof content === 'string') return content;
  const typed = content.findLastIndex(({ type }) => type === 'text');
  const others = content.flatMap((block, index) => (index === typed ? [] : nameOf(block, content[index - 1])));
  return [typedText(content), ...others].filter((text) => text !== '').join('\n\n');
}

/** The tags that name an attachment in a request. */
const FILE = /^<file(?:-\d+)? path="([^"]*)">/;
const IMAGE = /^<image path="([^"]*)" \/>$/;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>' };

/** What is shown for an attachment. An image is named by the block before it. */
function nameOf(block: Block, before: Block | undefined): string[] {
  const { type } = block;
  if (type === 'text') {
    const text = textOf([block]);
    return IMAGE.test(text) ? [] : [tagged('file', FILE.exec(text)?.[1]) ?? text];
  }
  if (type === 'image')
    return [tagged(type, IMAGE.exec(before === undefined ? '' : textOf([before]))?.[1]) ?? '[image]'];
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

/** The mark below a reply that was cut off. */
export function cutMark({ parts, cut }: TranscriptReply): string | undefined {
  if (cut === undefined) return undefined;
  return `[${parts.every(({ type }) => type === 'thinking') ? 'no reply' : 'cut off here'}: ${cut}]`;
}
