import { typedText, type Conversation } from './conversation.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateAtWord } from '../text/truncate.ts';

/** More of a prompt than any title shows. */
const ENOUGH = 2000;
/** What was piped in stands before the question, as `composePrompt` puts it there. */
const PIPED_IN = /^<stdin>\n[^]*\n<\/stdin>\n\n(?=\s*\S)/;

/** What a session is called: its name, or the first words of its first prompt; one line of at most `most` characters. */
export function titleOf(name: string | undefined, conversation: Conversation, most: number): string {
  const first = conversation.find(({ type }) => type === 'prompt');
  const prompt = first === undefined || first.type === 'reply' ? '' : typedText(first.content);
  return truncateAtWord(sanitizeLine((name ?? prompt.replace(PIPED_IN, '')).slice(0, ENOUGH), ENOUGH), most);
}
