import { Help, type Command as Description } from 'commander';
import { OPTIONS, type OptionName } from '../core/config/options.ts';
import { CONFIG_KEYS } from '../core/config/settings.ts';
import { wrapWords } from '../core/text/word-wrap.ts';

/** What `-h` shows. */
const MOST_USED: readonly OptionName[] = ['model', 'system', 'continue', 'resume', 'file', 'extract', 'output'];

const MAX_TERM_COLUMNS = 25;
/** Of a description below its term; as wide as the blanks before and behind a term beside it. */
const INDENT = '    ';

/**
 * A term that is too long stands on a row of its own: a new flag must not move the descriptions of all others. In a narrow
 * window all do, as descriptions would have no room beside them.
 */
export const LAYOUT: Partial<Help> = {
  minWidthToWrap: 30,
  padWidth: (command, help) => Math.min(MAX_TERM_COLUMNS, Help.prototype.padWidth.call(help, command, help)),
  formatItem(term, columns, description, help) {
    const width = help.helpWidth ?? 80;
    if (width - columns - INDENT.length < help.minWidthToWrap)
      return wrapWords(`  ${term}\n${INDENT}${description}`.trimEnd(), width, 0);
    const item = (shown: string) => Help.prototype.formatItem.call(help, shown, columns, description, help);
    return term.length <= columns ? item(term) : `  ${term}\n${item('')}`;
  },
};

/** The help of the program itself: `-h` fits on a screen, `--help` has everything. */
export const layoutOf = (isShort: boolean): Partial<Help> => ({
  ...LAYOUT,
  formatHelp: (program, help) =>
    isShort
      ? summary(program, help)
      : Help.prototype.formatHelp.call(help, program, help) + settingsSection(program, help),
});

function summary(program: Description, help: Help): string {
  const options = MOST_USED.map((name) => OPTIONS[name]);
  const names = program.commands.map((command) => command.name()).join(', ');
  return [
    `Usage: ${help.commandUsage(program)}`,
    '',
    'Options:',
    ...options.map(({ flag = '', help: what }) => item(help, flag, what, MAX_TERM_COLUMNS)),
    '',
    wrapped(help, `Commands: ${names}`),
    wrapped(help, 'Without a prompt, a conversation starts; claude-stream --help shows everything.'),
    '',
  ].join('\n');
}

/** The config file and the environment, from the table of options. */
function settingsSection(program: Description, help: Help): string {
  const columns = help.padWidth(program, help);
  const settings = CONFIG_KEYS.map((key) => item(help, key, OPTIONS[key].env?.join(', ') ?? '(none)', columns));
  const others = OTHER_VARIABLES.map(([names, meaning]) => item(help, names, meaning, columns));
  return [
    '',
    'Settings:',
    ...PRECEDENCE.map((paragraph) => wrapped(help, paragraph)),
    '',
    item(help, 'key in config.json', 'variable', columns),
    ...settings,
    '',
    'Other variables:',
    ...others,
    '',
  ].join('\n');
}

const PRECEDENCE = [
  'Flags override variables, which override config.json, which overrides the defaults.',
  'config.json is in $XDG_CONFIG_HOME/claude-stream, by default ~/.config/claude-stream, and on Windows in %APPDATA%\\claude-stream.',
  'claude-stream config shows each setting with its value and origin; claude-stream config set changes one.',
];

const OTHER_VARIABLES = [
  ['ANTHROPIC_API_KEY', 'the API key; or ANTHROPIC_AUTH_TOKEN for a bearer token'],
  ['ANTHROPIC_PROFILE', 'which profile of `ant auth login` to use'],
  ['ANTHROPIC_CUSTOM_HEADERS', 'extra request headers, one "Name: value" per line'],
  ['HTTPS_PROXY, HTTP_PROXY', 'the proxy to use, except for the hosts in NO_PROXY'],
  ['NO_COLOR, FORCE_COLOR', 'turn colours off or on; --color overrides both'],
  ['VISUAL, EDITOR', 'the editor for prompts and config.json'],
] as const;

const item = (help: Help, term: string, description: string, columns: number): string =>
  help.formatItem(term, columns, description, help);

const wrapped = (help: Help, text: string): string => help.boxWrap(text, help.helpWidth ?? 80);
