import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command as Description } from 'commander';
import { expect, test } from 'vitest';
import { helpText, parseCommandLine } from '../src/commands/command-line.ts';
import { COMMANDS } from '../src/commands/registry.ts';
import { longFlag, OPTIONS, type OptionName } from '../src/core/config/options.ts';
import { wrapWords } from '../src/core/text/word-wrap.ts';
import { EXIT } from '../src/core/problem/problem.ts';
import { CONFIG_KEYS } from '../src/core/config/settings.ts';
import { SLASH_COMMANDS } from '../src/commands/repl/slash/slash-commands.ts';
import { keyHelp, slashHelp } from '../src/commands/repl/slash/slash-help.ts';
import { DEFAULT_THEME } from '../src/core/config/theme.ts';
import { projectRoot } from './helpers/sandbox.ts';

const COLUMNS = 100;

const GENERATED = {
  'options.md': { settings: settings(), help: fenced(helpText('--help', '0.0.0')) },
  'commands.md': { commands: commands() },
  'exit-codes.md': { 'exit codes': exitCodes() },
  'conversations.md': { keys: fenced(keyHelp(COLUMNS)), commands: fenced(slashHelp(SLASH_COMMANDS, COLUMNS)) },
  'markdown.md': { theme: theme() },
};

test.each(Object.entries(GENERATED))(
  'the generated parts of docs/%s are up to date (npm run docs updates them)',
  async (file, sections) => {
    const path = join(projectRoot, 'docs', file);
    let text = readFileSync(path, 'utf8');
    for (const [name, content] of Object.entries(sections)) {
      const section = new RegExp(`(?<=<!-- ${name} -->\n)[^]*(?=<!-- /${name} -->)`);
      expect(text).toMatch(section);
      text = text.replace(section, () => `\n${content}\n\n`);
    }
    await expect(text).toMatchFileSnapshot(path);
  },
);

test('the README stays short enough to be read', () => {
  expect(readFileSync(join(projectRoot, 'README.md'), 'utf8').split('\n').length).toBeLessThan(250);
});

function fenced(text: string): string {
  return `\`\`\`\n${text.trimEnd()}\n\`\`\``;
}

/** The help of every command but the program's own, a section each. */
function commands(): string {
  const program = new Description('claude-stream');
  for (const command of COMMANDS) command.describe(program);
  return helpBelow(program).join('\n\n');
}

function helpBelow(description: Description, above: readonly string[] = []): string[] {
  return description.commands.flatMap((command) => {
    const names = [...above, command.name()];
    const line = parseCommandLine(['help', ...names], { version: '', columns: 80 });
    const help = line.command === undefined ? line.text : '';
    return [`## ${names.join(' ')}`, fenced(help), ...helpBelow(command, names)];
  });
}

function exitCodes(): string {
  return table(
    ['exit code', 'meaning'],
    Object.values(EXIT).map(({ code, means }) => [String(code), means]),
  );
}

function settings(): string {
  const code = (text: string) => `\`${text}\``;
  const row = (name: OptionName) => {
    const { flag, env = [], default: preset } = OPTIONS[name];
    return [
      flag === undefined ? '' : code(longFlag(name)),
      env.map(code).join(', '),
      code(name),
      preset === undefined ? '' : code(JSON.stringify(preset)),
    ];
  };
  return table(['flag', 'variable', 'key in `config.json`', 'default'], CONFIG_KEYS.map(row));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** One paragraph: a line for each name would make a long table that says little. */
function theme(): string {
  const names = Object.entries(DEFAULT_THEME).map(([name, style]) => `\`${name}\` ${style}`);
  return wrapWords(`${names.join(', ')}.\n`, 120)
    .trimEnd()
    .replace(/^ +/gm, '');
}
