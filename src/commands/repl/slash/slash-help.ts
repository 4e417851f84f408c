import { wrapWords } from '../../../core/text/word-wrap.ts';
import type { SlashCommand } from './slash-command.ts';

/** The commands as a list: what to type, and what it does. */
export function slashHelp(commands: Readonly<Record<string, SlashCommand>>, columns: number): string {
  const rows = Object.entries(commands).map(([name, { takes, help }]): Row => {
    return [`/${name}${takes === undefined ? '' : ` ${takes}`}`, help];
  });
  return twoColumns(rows, columns);
}

/** The keys that people may not find by themselves. */
export function keyHelp(columns: number): string {
  return twoColumns(KEYS, columns);
}

/** What a `!` does. */
export const SHELL_HELP = 'run a command in your shell; nothing of it is sent';

type Row = readonly [string, string];

const KEYS: readonly Row[] = [
  ['//…', 'send a prompt that starts with a slash (!!… one that starts with !)'],
  ['!command', SHELL_HELP],
  ['@path', 'attach a file: @notes.md, @"my notes.md"'],
  ['\\ Enter', 'start a new line (also Alt-Enter and Ctrl-J)'],
  ['"""', 'start or end a block of lines'],
  ['Ctrl-C', 'stop the reply and keep its text (also Esc); clear the line; twice to exit'],
  ['Ctrl-R', 'search the prompt history'],
  ['Tab', 'complete commands, models, conversations and paths'],
  ['Ctrl-X Ctrl-E', 'write the prompt in the editor'],
  ['Ctrl-Z', 'suspend the program; fg resumes it'],
];

/** With a narrower right column, the right text goes below the left one. */
const MIN_RIGHT_COLUMN = 30;

function twoColumns(rows: readonly Row[], columns: number): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  const isBeside = columns - width >= MIN_RIGHT_COLUMN;
  const indent = ' '.repeat(isBeside ? width : 4);
  return rows
    .map(([left, right]) => {
      const [first, ...more] = wrapWords(right, columns - indent.length - 1, 0).split('\n');
      const rest = more.map((line) => `${indent}${line}\n`).join('');
      return `${isBeside ? `  ${left}`.padEnd(width) : `  ${left}\n${indent}`}${first}\n${rest}`;
    })
    .join('');
}
