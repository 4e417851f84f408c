import { cutBy, typedText, type Content, type Conversation } from '../conversation/conversation.ts';
import type { StoredReply } from '../reply/reply-mappings.ts';
import { type Block, textOf } from '../reply/reply.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** A prompt or a reply, to be read. */
export interface TranscriptEntry {
  readonly kind: 'prompt' | 'reply';
  readonly text: string;
  readonly time: string;
  /** The model that replied. */
  readonly model?: string | undefined;
  /** Why a reply was cut off. */
  readonly cut?: string | undefined;
}

/** The prompts and replies, oldest first, without tool results and replies that only call tools. */
export function transcriptOf(conversation: Conversation): TranscriptEntry[] {
  return conversation.flatMap((entry): TranscriptEntry[] => {
    if (entry.type === 'prompt')
      return [{ kind: 'prompt', text: trimmed(promptText(entry.content)), time: entry.time }];
    if (entry.type !== 'reply') return [];
    const { reply, time } = entry;
    const [text, cut] = [trimmed(textOf(reply.content)), cutOf(reply)];
    return text === '' && cut === undefined ? [] : [{ kind: 'reply', text, time, model: reply.model, cut }];
  });
}

const trimmed = (text: string) => text.replace(/^\n+|\s+$/g, '');

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
export const cutMark = ({ text, cut }: TranscriptEntry): string | undefined =>
  cut === undefined ? undefined : `[${text === '' ? 'no reply' : 'cut off here'}: ${cut}]`;
