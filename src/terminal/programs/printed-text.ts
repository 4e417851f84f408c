import { stripVTControlCharacters } from 'node:util';
import { sanitize } from '../../core/text/sanitize.ts';

/** What a program has printed, as it reads in the end: without colors, and without what it went back to write over. */
export function printedText(text: string): string {
  const lines = stripVTControlCharacters(text).replaceAll(/\r+\n/g, '\n');
  return sanitize(lines.replaceAll(/[^\n]*\r/g, ''));
}
