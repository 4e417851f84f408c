import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { helpText } from '../src/commands/command-line.ts';
import { longFlag, OPTIONS, type OptionName } from '../src/core/config/options.ts';
import { wrapWords } from '../src/core/text/word-wrap.ts';
import { EXIT } from '../src/core/problem/problem.ts';
import { CONFIG_KEYS } from '../src/core/config/settings.ts';
import { SLASH_COMMANDS } from '../src/commands/repl/slash/slash-commands.ts';
import { slashHelp } from '../src/commands/repl/slash/slash-help.ts';
import { DEFAULT_THEME } from '../src/core/config/theme.ts';

const README = new URL('../README.md', import.meta.url);

test('the generated parts of the README are up to date (npm run readme updates them)', async () => {
  const readme = readFileSync(README, 'utf8')
    .replace(...section('help', `\`\`\`\n${helpText('--help', '0.0.0').trimEnd()}\n\`\`\``))
    .replace(...section('exit codes', exitCodes()))
    .replace(...section('commands', `\`\`\`\n${slashHelp(SLASH_COMMANDS, 100).trimEnd()}\n\`\`\``))
    .replace(...section('settings', settings()))
    .replace(...section('theme', theme()));
  await expect(readme).toMatchFileSnapshot(README.pathname);
});

function section(name: string, content: string): [RegExp, () => string] {
  return [
    new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
    () => `<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->`,
  ];
}

function exitCodes(): string {
  const rows = Object.values(EXIT).map(({ code, means }) => `| ${code} | ${means} |`);
  return ['| exit code | |', '| --- | --- |', ...rows].join('\n');
}

function settings(): string {
  const row = (name: OptionName) => {
    const { flag, env = [], default: preset } = OPTIONS[name];
    const variables = env.map((variable) => `\`${variable}\``).join(', ');
    return `| ${flag === undefined ? '' : `\`${longFlag(name)}\``} | ${variables} | \`${name}\` | ${preset === undefined ? '' : `\`${JSON.stringify(preset)}\``} |`;
  };
  return [
    '| flag | variable | key in `config.json` | default |',
    '| --- | --- | --- | --- |',
    ...CONFIG_KEYS.map(row),
  ].join('\n');
}

/** One paragraph: a line for each name would make a long table that says little. */
function theme(): string {
  const names = Object.entries(DEFAULT_THEME).map(([name, style]) => `\`${name}\` ${style}`);
  return wrapWords(`${names.join(', ')}.\n`, 120)
    .trimEnd()
    .replace(/^ +/gm, '');
}
