import { typedText, type Conversation } from './conversation.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** More of a prompt than any title shows. */
const MAX_SCANNED = 2000;
/** Piped input, which `composePrompt` puts before the question. */
const PIPED_IN = /^<stdin>\n[^]*\n<\/stdin>\n\n(?=\s*\S)/;

/** The name of a conversation, or the first words of its first prompt, on one line. */
export function titleOf(name: string | undefined, conversation: Conversation, maxLength: number): string {
  const first = conversation.find(({ type }) => type === 'prompt');
  const prompt = first === undefined || first.type === 'reply' ? '' : typedText(first.content);
  return shorten(sanitizeLine((name ?? prompt.replace(PIPED_IN, '')).slice(0, MAX_SCANNED), MAX_SCANNED), maxLength);
}

/** Shortens a line, after a whole word if one ends nearby. */
export function shorten(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line.toWellFormed();
  const head = line.slice(0, maxLength - 1);
  const words = /^(.*\S)\s+\S*$/.exec(head)?.[1] ?? '';
  return `${(words.length > maxLength / 2 ? words : head).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`.toWellFormed();
}
