import { typedText, type Conversation } from './conversation.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** More of a prompt than any title shows. */
const ENOUGH = 2000;
/** What was piped in stands before the question, as `composePrompt` puts it there. */
const PIPED_IN = /^<stdin>\n[^]*\n<\/stdin>\n\n(?=\s*\S)/;

/** What a session is called: its name, or the first words of its first prompt; one line of at most `most` characters. */
export function titleOf(name: string | undefined, conversation: Conversation, most: number): string {
  const first = conversation.find(({ type }) => type === 'prompt');
  const prompt = first === undefined || first.type === 'reply' ? '' : typedText(first.content);
  return shorten(sanitizeLine((name ?? prompt.replace(PIPED_IN, '')).slice(0, ENOUGH), ENOUGH), most);
}

/** The line with at most `most` characters, cut behind a word where there is one near. */
export function shorten(line: string, most: number): string {
  if (line.length <= most) return line.toWellFormed();
  const head = line.slice(0, most - 1);
  const words = /^(.*\S)\s+\S*$/.exec(head)?.[1] ?? '';
  return `${(words.length > most / 2 ? words : head).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`.toWellFormed();
}
