import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { quietly } from '../core/problem/quietly.ts';
import { parseJson } from '../core/text/json.ts';
import { makeFolder } from './make-folder.ts';
import { FILE_LIMITS, readLimited } from './read-limited.ts';

/** What was typed at the prompt, in this and earlier runs. The file has a line of JSON for each, as a prompt can contain line breaks. */
export interface HistoryFile {
  /** Oldest first, without duplicates. */
  readonly lines: readonly string[];
  /** Never throws: a history that cannot be saved must not disturb the conversation. */
  add(line: string): void;
}

const MAX_LINES = 10_000;
/** How many more lines than needed the file may have before it is rewritten. */
const SLACK = 1_000;
/** Longer lines were pasted: they are in the conversation, and nobody searches the history for them. */
const MAX_LINE_LENGTH = 100_000;

/** Several programs may add to the file at the same time. */
export function openHistory(path: string): HistoryFile {
  const text = quietly(() => readLimited(path, FILE_LIMITS.history).toString()) ?? '';
  const stored = linesIn(text);
  // An incomplete last line must not spoil the next one.
  let separator = text === '' || text.endsWith('\n') ? '' : '\n';
  const lines = [...new Set(stored.toReversed())].slice(0, MAX_LINES).toReversed();
  if (stored.length > MAX_LINES + SLACK) rewrite(path, lines);
  return {
    lines,
    add(line) {
      if (line.length > MAX_LINE_LENGTH) return;
      quietly(() => {
        makeFolder(dirname(path));
        appendFileSync(path, `${separator}${JSON.stringify(line)}\n`, { mode: 0o600 });
        separator = '';
      });
    },
  };
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map(parseJson)
    .filter((line) => typeof line === 'string');

/** Replaces the file, completely or not at all. */
function rewrite(path: string, lines: readonly string[]): void {
  const next = `${path}.new`;
  quietly(() => {
    writeFileSync(next, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    renameSync(next, path);
  });
}
