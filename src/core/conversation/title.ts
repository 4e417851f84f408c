import { answeredTurns } from './answered.ts';
import { typedText, type Conversation } from './conversation.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateAtWord } from '../text/truncate.ts';

/** More of a prompt than any title shows. */
const MAX_SCANNED = 2000;
/** Piped input, which `composePrompt` puts before the question. */
const PIPED_IN = /^<stdin>\n[^]*\n<\/stdin>\n\n(?=\s*\S)/;

/** The name of a conversation, or the first words of its first prompt that got a reply, on one line. */
export function titleOf(name: string | undefined, conversation: Conversation, maxLength: number): string {
  const [turn = conversation] = answeredTurns(conversation);
  const first = turn.find(({ type }) => type === 'prompt');
  const prompt = first === undefined || first.type === 'reply' ? '' : typedText(first.content);
  return truncateAtWord(
    sanitizeLine((name ?? prompt.replace(PIPED_IN, '')).slice(0, MAX_SCANNED), MAX_SCANNED),
    maxLength,
  );
}
