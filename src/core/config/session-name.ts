import { usageProblem } from '../problem/problem.ts';
import { sanitize } from '../text/sanitize.ts';

const MOST_CHARACTERS = 100;

/** The name as it is kept: one line without what could steer a terminal. Throws a usage problem where it cannot be one. */
export function checkName(name: string): string {
  if (/[\n\r\u2028\u2029]/.test(name.trim())) throw usageProblem('the name of a conversation must be one line');
  const clean = sanitize(name.replace(/\s+/g, ' ')).toWellFormed().trim();
  if (clean === '') throw usageProblem('the name of a conversation cannot be empty');
  const { length } = Array.from(clean);
  if (length <= MOST_CHARACTERS) return clean;
  throw usageProblem(`the name of a conversation can have at most ${MOST_CHARACTERS} characters, not ${length}`);
}

/** The text in the form in which upper and lower case are the same, and so are the ways to write an accent. */
export const caseless = (text: string): string => text.normalize('NFC').toLowerCase();
