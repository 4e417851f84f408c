import { findPaths } from '../../core/conversation/prompt.ts';
import { typedText, type Content } from '../../core/conversation/conversation.ts';

/** A slash and a word, and what follows them: a command, known or not. */
export const COMMAND = /^\/([a-z?-]+|$)(?:\s+([^]*))?$/i;

/** The line to type for a prompt. */
export function lineFor(content: Content): string {
  const text = typedText(content);
  if (text.startsWith('!')) return `!${text}`;
  return COMMAND.test(text) ? `/${text}` : text;
}

/** Whether that line leads to the same prompt: files of --file are not named in it. */
export function isTypable(content: Content): boolean {
  if (typeof content === 'string') return true;
  const files = content.filter((block) => block.type !== 'text' || isTextFile(block['text']));
  return findPaths(typedText(content)).length >= files.length;
}

const isTextFile = (text: unknown) => /^<file(-\d+)? path=/.test(String(text));
