import {
  listOf,
  mcpConfig,
  modelId,
  oneOf,
  onOff,
  path,
  seconds,
  sessionName,
  sessionRef,
  speed,
  systemPrompt,
  text,
  theme,
  url,
  whole,
  wholePositive,
  wrap,
  type Kind,
} from './value-types.ts';

/**
 * Every option in one table: its flag, its environment variable, its key in `config.json`
 * (the same as its name here) and what it takes. The flags, the settings, the help and the README are made from it.
 */
export interface Option<T> {
  /** As commander reads it: `-m, --model <id>`; a switch has no argument. None: only the config file sets it. */
  readonly flag?: string;
  readonly help: string;
  readonly group: 'Model' | 'Conversation' | 'Input' | 'Tools' | 'Output' | 'Connection' | 'Recordings' | 'Help';
  readonly takes: Kind<T>;
  /** Variables that set it, the first that is set wins; none: by flag only, and not in the config file either. */
  readonly env?: readonly string[];
  /** Whether the config file sets it although no variable does. */
  readonly inFile?: boolean;
  readonly default?: T;
}

const env = (name: string, ...more: string[]) => [`CLAUDE_STREAM_${name}`, ...more];
const option = <T>(description: Option<T>): Option<T> => description;

export const OPTIONS = {
  model: option({
    group: 'Model',
    flag: '-m, --model <id>',
    help: 'the model: an id, or opus, sonnet, haiku, fable',
    takes: modelId,
    env: env('MODEL'),
    default: 'claude-opus-5-5',
  }),
  system: option({
    group: 'Model',
    flag: '-s, --system <text|@file>',
    help: 'the system prompt, or @ and the file that holds it',
    takes: systemPrompt,
    env: env('SYSTEM'),
  }),
  maxTokens: option({
    group: 'Model',
    flag: '--max-tokens <n>',
    help: 'the longest reply, in tokens',
    takes: wholePositive,
    env: env('MAX_TOKENS'),
    default: 16000,
  }),
  effort: option({
    group: 'Model',
    flag: '--effort <level>',
    help: 'how much work the model puts in',
    takes: oneOf('low', 'medium', 'high', 'xhigh', 'max'),
    env: env('EFFORT'),
  }),
  thinking: option({
    group: 'Model',
    flag: '--thinking',
    help: 'ask for a summary of what the model thinks, and show it; --no-thinking shows none',
    takes: onOff,
    env: env('THINKING'),
  }),
  continue: option({
    group: 'Conversation',
    flag: '-c, --continue',
    help: 'go on with the conversation that was used last',
    takes: onOff,
  }),
  resume: option({
    group: 'Conversation',
    flag: '-r, --resume [session]',
    help: 'go on with a conversation: its id, its name or the beginning of either; none: choose from a list',
    takes: sessionRef,
  }),
  fork: option({
    group: 'Conversation',
    flag: '--fork',
    help: 'with -c or -r: go on with a copy of it',
    takes: onOff,
  }),
  name: option({
    group: 'Conversation',
    flag: '-n, --name <name>',
    help: 'what the conversation is called',
    takes: sessionName,
  }),
  save: option({
    group: 'Conversation',
    flag: '--no-save',
    help: 'keep nothing of the conversation',
    takes: onOff,
    env: env('SAVE'),
    default: true,
  }),
  interactive: option({
    group: 'Conversation',
    flag: '-i, --interactive',
    help: 'stay, with the prompt as the first; on a terminal, no prompt at all does the same',
    takes: onOff,
  }),
  autoContinue: option({
    group: 'Conversation',
    flag: '--auto-continue <n>',
    help: 'how often to ask the model to go on where a reply was cut, or reached --max-tokens',
    takes: whole,
    env: env('AUTO_CONTINUE'),
    default: 0,
  }),
  cache: option({
    group: 'Conversation',
    flag: '--no-cache',
    help: 'do not ask the API to cache what was said before',
    takes: onOff,
    env: env('CACHE'),
    default: true,
  }),
  print: option({
    group: 'Input',
    flag: '-p, --print',
    help: 'one reply, then leave; every word is the prompt, even a command’s name',
    takes: onOff,
  }),
  stdin: option({
    group: 'Input',
    flag: '--no-stdin',
    help: 'do not read standard input',
    takes: onOff,
    default: true,
  }),
  file: option({
    group: 'Input',
    flag: '-f, --file <path|url|->',
    help: 'attach a text, an image or a PDF; as often as needed; -: what is piped in',
    takes: listOf(path),
  }),
  count: option({
    group: 'Input',
    flag: '--count',
    help: 'print how many tokens the input has, and send nothing',
    takes: onOff,
  }),
  mcpConfig: option({
    group: 'Tools',
    flag: '--mcp-config <file|json>',
    help: 'the MCP servers whose tools the model may call: {"mcpServers": ...}; as often as needed',
    takes: listOf(mcpConfig),
    inFile: true,
  }),
  allowTool: option({
    group: 'Tools',
    flag: '--allow-tool <pattern>',
    help: 'a tool that may be called without asking: its name, * stands for anything; as often as needed',
    takes: listOf(text),
    inFile: true,
  }),
  maxTurns: option({
    group: 'Tools',
    flag: '--max-turns <n>',
    help: 'how many requests one prompt may take',
    takes: wholePositive,
    env: env('MAX_TURNS'),
    default: 20,
  }),
  mcpTimeout: option({
    group: 'Tools',
    flag: '--mcp-timeout <seconds>',
    help: 'the longest wait for an MCP server to start',
    takes: seconds,
    env: env('MCP_TIMEOUT'),
    default: 30,
  }),
  webSearch: option({
    group: 'Tools',
    flag: '--web-search',
    help: 'let the model search the web',
    takes: onOff,
    env: env('WEB_SEARCH'),
    default: false,
  }),
  webFetch: option({
    group: 'Tools',
    flag: '--web-fetch',
    help: 'let the model read pages of the web',
    takes: onOff,
    env: env('WEB_FETCH'),
    default: false,
  }),
  code: option({
    group: 'Tools',
    flag: '--code',
    help: 'let the model run code, on the server',
    takes: onOff,
    env: env('CODE'),
    default: false,
  }),
  outputFormat: option({
    group: 'Output',
    flag: '--output-format <format>',
    help: 'text; json: one object at the end; stream-json: a line for every API event, then the result',
    takes: oneOf('text', 'json', 'stream-json'),
    env: env('OUTPUT_FORMAT'),
    default: 'text' as const,
  }),
  json: option({ group: 'Output', flag: '--json', help: 'short for --output-format json', takes: onOff }),
  jsonSchema: option({
    group: 'Output',
    flag: '--json-schema <file|json>',
    help: 'a reply that matches a JSON Schema, and nothing else',
    takes: text,
  }),
  extract: option({
    group: 'Output',
    flag: '-x, --extract [n|lang]',
    help: 'only the last fenced code block of the reply; or the n-th, or the last one in a language',
    takes: text,
  }),
  output: option({
    group: 'Output',
    flag: '-o, --output <file>',
    help: 'write the raw text to a file as well',
    takes: path,
  }),
  markdown: option({
    group: 'Output',
    flag: '--markdown <when>',
    help: 'render Markdown; auto: on a terminal',
    takes: oneOf('auto', 'always', 'never'),
    env: env('MARKDOWN'),
    default: 'auto' as const,
  }),
  raw: option({ group: 'Output', flag: '--raw', help: 'short for --markdown never', takes: onOff }),
  wrap: option({
    group: 'Output',
    flag: '--wrap <columns>',
    help: 'where prose is wrapped: auto (the window, 100 at most), none, or a number',
    takes: wrap,
    env: env('WRAP'),
    default: 'auto' as const,
  }),
  width: option({
    group: 'Output',
    flag: '--width <columns>',
    help: 'the width to render for, if not the window’s',
    takes: wholePositive,
  }),
  links: option({
    group: 'Output',
    flag: '--links <when>',
    help: 'links that can be clicked; else text (url); auto: where the terminal can',
    takes: oneOf('auto', 'always', 'never'),
    env: env('LINKS'),
    default: 'auto' as const,
  }),
  theme: option({ group: 'Output', help: 'styles by name, such as {"code": "bold cyan"}', takes: theme, inFile: true }),
  flush: option({
    group: 'Output',
    flag: '--flush <unit>',
    help: 'hold text back until a delta (as it comes), a word or a line is whole',
    takes: oneOf('delta', 'word', 'line'),
    env: env('FLUSH'),
    default: 'delta' as const,
  }),
  stream: option({
    group: 'Output',
    flag: '--no-stream',
    help: 'one plain request: the whole reply at once',
    takes: onOff,
    env: env('STREAM'),
    default: true,
  }),
  color: option({
    group: 'Output',
    flag: '--color <when>',
    help: 'colours; auto heeds NO_COLOR and FORCE_COLOR',
    takes: oneOf('auto', 'always', 'never'),
    env: env('COLOR'),
    default: 'auto' as const,
  }),
  quiet: option({
    group: 'Output',
    flag: '-q, --quiet',
    help: 'no spinner, no summary; failures and cut replies are still told',
    takes: onOff,
    env: env('QUIET'),
    default: false,
  }),
  strict: option({
    group: 'Output',
    flag: '--strict',
    help: 'exit with 10, 11 or 12 when the reply ended in max_tokens, a refusal or a full context window',
    takes: onOff,
    env: env('STRICT'),
    default: false,
  }),
  baseUrl: option({
    group: 'Connection',
    flag: '--base-url <url>',
    help: 'the server, if not the Anthropic API',
    takes: url,
    env: env('BASE_URL', 'ANTHROPIC_BASE_URL'),
  }),
  maxRetries: option({
    group: 'Connection',
    flag: '--max-retries <n>',
    help: 'how often a request that failed before any text came is sent again',
    takes: whole,
    env: env('MAX_RETRIES'),
    default: 4,
  }),
  timeout: option({
    group: 'Connection',
    flag: '--timeout <seconds>',
    help: 'the longest wait for the server to answer',
    takes: seconds,
    env: env('TIMEOUT'),
    default: 600,
  }),
  stallTimeout: option({
    group: 'Connection',
    flag: '--stall-timeout <seconds>',
    help: 'the longest wait for the next byte of a reply',
    takes: seconds,
    env: env('STALL_TIMEOUT'),
    default: 60,
  }),
  record: option({
    group: 'Recordings',
    flag: '--record <file>',
    help: 'keep the reply as it came over the wire, with its timing',
    takes: path,
  }),
  replay: option({
    group: 'Recordings',
    flag: '--replay <file|->',
    help: 'play a recording, or any saved event stream; no key, no network',
    takes: path,
  }),
  speed: option({
    group: 'Recordings',
    flag: '--speed <factor>',
    help: 'how fast to play: 0 at once, 1 as recorded',
    takes: speed,
    default: 1,
  }),
  demo: option({
    group: 'Recordings',
    flag: '--demo',
    help: 'play a bundled recording: tour, thinking, max-tokens or weather',
    takes: onOff,
  }),
  debug: option({
    group: 'Help',
    flag: '--debug',
    help: 'log what the SDK does to stderr, keys masked; show the stack of a bug',
    takes: onOff,
  }),
};

export type Options = typeof OPTIONS;
export type OptionName = keyof Options;
export type OptionValue<Name extends OptionName> = Options[Name] extends Option<infer T> ? T : never;

/** `--max-tokens` of `--max-tokens <n>`: how the option is called in messages. */
export function longFlag(name: OptionName): string {
  const { flag } = OPTIONS[name] as Option<unknown>;
  return flag === undefined ? name : /--[\w-]+/.exec(flag)![0];
}
