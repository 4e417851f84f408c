import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseJson } from '../core/text/json.ts';
import type { Environment } from '../core/config/settings.ts';

/** What was typed at the prompt in all runs, each a line of JSON: a prompt can hold line breaks. */
export interface HistoryFile {
  /** Oldest first, none twice. */
  readonly lines: readonly string[];
  /** Never throws: that a history cannot be kept must not disturb a conversation. */
  add(line: string): void;
}

const MOST_LINES = 10_000;
/** A file that is longer than it need be is only sometimes written anew. */
const SLACK = 1_000;
/** What was pasted in bulk is in the conversation, and nothing that is looked for by its words. */
const LONGEST_LINE = 100_000;

/** Where it is kept: the XDG state folder, on Windows the local application data. */
export function historyPath(environment: Environment, home: string, platform: NodeJS.Platform): string {
  const xdg = environment['XDG_STATE_HOME'];
  const windows = platform === 'win32' ? environment['LOCALAPPDATA'] : undefined;
  return join(xdg || windows || join(home, '.local', 'state'), 'claude-stream', 'history');
}

/** Programs that run at the same time each add to the one file. */
export function openHistory(path: string): HistoryFile {
  let text = '';
  quietly(() => (text = readFileSync(path, 'utf8')));
  const stored = linesIn(text);
  // A line that was half written must not take the next one with it.
  let lead = text === '' || text.endsWith('\n') ? '' : '\n';
  const lines = [...new Set(stored.toReversed())].slice(0, MOST_LINES).toReversed();
  if (stored.length > MOST_LINES + SLACK) rewrite(path, lines);
  return {
    lines,
    add(line) {
      if (line.length > LONGEST_LINE) return;
      quietly(() => {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        appendFileSync(path, `${lead}${JSON.stringify(line)}\n`, { mode: 0o600 });
        lead = '';
      });
    },
  };
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map(parseJson)
    .filter((line) => typeof line === 'string');

/** Whole, or not at all. */
function rewrite(path: string, lines: readonly string[]): void {
  const next = `${path}.new`;
  quietly(() => {
    writeFileSync(next, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    renameSync(next, path);
  });
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // See `add`.
  }
}
