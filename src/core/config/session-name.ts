import { usageProblem } from '../problem/problem.ts';
import { sanitize } from '../text/sanitize.ts';

const MAX_CHARACTERS = 100;

/** The name as it is saved: one line that cannot control a terminal. Throws a usage problem if it is not valid. */
export function checkName(name: string): string {
  if (/[\n\r\u2028\u2029]/.test(name.trim())) throw usageProblem('the name of a conversation must be one line');
  const clean = sanitize(name.replace(/\s+/g, ' ')).toWellFormed().trim();
  if (clean === '') throw usageProblem('the name of a conversation cannot be empty');
  const { length } = Array.from(clean);
  if (length <= MAX_CHARACTERS) return clean;
  throw usageProblem(`the name of a conversation can have at most ${MAX_CHARACTERS} characters, not ${length}`);
}

/** For comparing: ignores case and how accents are encoded. */
export const foldCase = (text: string): string => text.normalize('NFC').toLowerCase();
