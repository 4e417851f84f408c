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
  wholeNumber,
  positiveWholeNumber,
  wrap,
  type ValueType,
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
  readonly takes: ValueType<T>;
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
    help: 'model to use: an id, or opus, sonnet, haiku, fable',
    takes: modelId,
    env: env('MODEL'),
    default: 'claude-opus-5-5',
  }),
  system: option({
    group: 'Model',
    flag: '-s, --system <text|@file>',
    help: 'system prompt, or @file to read it from a file',
    takes: systemPrompt,
    env: env('SYSTEM'),
  }),
  maxTokens: option({
    group: 'Model',
    flag: '--max-tokens <n>',
    help: 'maximum reply length in tokens',
    takes: positiveWholeNumber,
    env: env('MAX_TOKENS'),
    default: 16000,
  }),
  effort: option({
    group: 'Model',
    flag: '--effort <level>',
    help: 'reasoning effort: low, medium, high, xhigh, max',
    takes: oneOf('low', 'medium', 'high', 'xhigh', 'max'),
    env: env('EFFORT'),
  }),
  thinking: option({
    group: 'Model',
    flag: '--thinking',
    help: 'show thinking summaries; --no-thinking hides them',
    takes: onOff,
    env: env('THINKING'),
  }),
  continue: option({
    group: 'Conversation',
    flag: '-c, --continue',
    help: 'continue the most recent conversation',
    takes: onOff,
  }),
  resume: option({
    group: 'Conversation',
    flag: '-r, --resume [session]',
    help: 'continue a conversation by id or name (a prefix is enough), or choose one from a list',
    takes: sessionRef,
  }),
  fork: option({
    group: 'Conversation',
    flag: '--fork',
    help: 'with -c or -r: continue in a copy',
    takes: onOff,
  }),
  name: option({
    group: 'Conversation',
    flag: '-n, --name <name>',
    help: 'name the conversation',
    takes: sessionName,
  }),
  save: option({
    group: 'Conversation',
    flag: '--no-save',
    help: 'do not save this conversation',
    takes: onOff,
    env: env('SAVE'),
    default: true,
  }),
  interactive: option({
    group: 'Conversation',
    flag: '-i, --interactive',
    help: 'start an interactive session, optionally with a first prompt; implied on a terminal without one',
    takes: onOff,
  }),
  autoContinue: option({
    group: 'Conversation',
    flag: '--auto-continue <n>',
    help: 'continue a cut-off reply up to n times',
    takes: wholeNumber,
    env: env('AUTO_CONTINUE'),
    default: 0,
  }),
  cache: option({
    group: 'Conversation',
    flag: '--no-cache',
    help: 'turn off prompt caching',
    takes: onOff,
    env: env('CACHE'),
    default: true,
  }),
  print: option({
    group: 'Input',
    flag: '-p, --print',
    help: 'print one reply and exit; all words are the prompt, even a command’s name',
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
    help: 'attach text, image or PDF (- for stdin); repeatable',
    takes: listOf(path),
  }),
  count: option({
    group: 'Input',
    flag: '--count',
    help: 'print the number of input tokens and exit',
    takes: onOff,
  }),
  mcpConfig: option({
    group: 'Tools',
    flag: '--mcp-config <file|json>',
    help: 'MCP servers to use: {"mcpServers": ...}; repeatable',
    takes: listOf(mcpConfig),
    inFile: true,
  }),
  allowTool: option({
    group: 'Tools',
    flag: '--allow-tool <pattern>',
    help: 'run this tool without asking; * matches anything; repeatable',
    takes: listOf(text),
    inFile: true,
  }),
  maxTurns: option({
    group: 'Tools',
    flag: '--max-turns <n>',
    help: 'maximum requests per prompt',
    takes: positiveWholeNumber,
    env: env('MAX_TURNS'),
    default: 20,
  }),
  mcpTimeout: option({
    group: 'Tools',
    flag: '--mcp-timeout <seconds>',
    help: 'time limit for starting an MCP server',
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
    help: 'let the model read web pages',
    takes: onOff,
    env: env('WEB_FETCH'),
    default: false,
  }),
  code: option({
    group: 'Tools',
    flag: '--code',
    help: 'let the model run code on the server',
    takes: onOff,
    env: env('CODE'),
    default: false,
  }),
  outputFormat: option({
    group: 'Output',
    flag: '--output-format <format>',
    help: 'text, json (one object) or stream-json (one line per API event, then the result)',
    takes: oneOf('text', 'json', 'stream-json'),
    env: env('OUTPUT_FORMAT'),
    default: 'text' as const,
  }),
  json: option({ group: 'Output', flag: '--json', help: 'same as --output-format json', takes: onOff }),
  jsonSchema: option({
    group: 'Output',
    flag: '--json-schema <file|json>',
    help: 'require a reply that matches a JSON Schema',
    takes: text,
  }),
  extract: option({
    group: 'Output',
    flag: '-x, --extract [n|lang]',
    help: 'print only the last code block; or the n-th, or the last one in a language',
    takes: text,
  }),
  output: option({
    group: 'Output',
    flag: '-o, --output <file>',
    help: 'also write the raw text to a file',
    takes: path,
  }),
  markdown: option({
    group: 'Output',
    flag: '--markdown <when>',
    help: 'render Markdown: auto, always, never',
    takes: oneOf('auto', 'always', 'never'),
    env: env('MARKDOWN'),
    default: 'auto' as const,
  }),
  raw: option({ group: 'Output', flag: '--raw', help: 'same as --markdown never', takes: onOff }),
  wrap: option({
    group: 'Output',
    flag: '--wrap <columns>',
    help: 'wrap prose at this column: auto (the window, at most 100), none, or a number',
    takes: wrap,
    env: env('WRAP'),
    default: 'auto' as const,
  }),
  width: option({
    group: 'Output',
    flag: '--width <columns>',
    help: 'render for this width instead of the window’s',
    takes: positiveWholeNumber,
  }),
  links: option({
    group: 'Output',
    flag: '--links <when>',
    help: 'emit hyperlinks: auto, always, never',
    takes: oneOf('auto', 'always', 'never'),
    env: env('LINKS'),
    default: 'auto' as const,
  }),
  theme: option({ group: 'Output', help: 'styles by name, such as {"code": "bold cyan"}', takes: theme, inFile: true }),
  flush: option({
    group: 'Output',
    flag: '--flush <unit>',
    help: 'print text per delta, word or line',
    takes: oneOf('delta', 'word', 'line'),
    env: env('FLUSH'),
    default: 'delta' as const,
  }),
  stream: option({
    group: 'Output',
    flag: '--no-stream',
    help: 'do not stream; get the whole reply at once',
    takes: onOff,
    env: env('STREAM'),
    default: true,
  }),
  color: option({
    group: 'Output',
    flag: '--color <when>',
    help: 'use colours: auto, always, never',
    takes: oneOf('auto', 'always', 'never'),
    env: env('COLOR'),
    default: 'auto' as const,
  }),
  quiet: option({
    group: 'Output',
    flag: '-q, --quiet',
    help: 'no spinner, no summary; errors and truncated replies are still reported',
    takes: onOff,
    env: env('QUIET'),
    default: false,
  }),
  strict: option({
    group: 'Output',
    flag: '--strict',
    help: 'exit with 10, 11 or 12 on max_tokens, a refusal or a full context window',
    takes: onOff,
    env: env('STRICT'),
    default: false,
  }),
  baseUrl: option({
    group: 'Connection',
    flag: '--base-url <url>',
    help: 'use this server instead of the Anthropic API',
    takes: url,
    env: env('BASE_URL', 'ANTHROPIC_BASE_URL'),
  }),
  maxRetries: option({
    group: 'Connection',
    flag: '--max-retries <n>',
    help: 'retry a failed request up to n times',
    takes: wholeNumber,
    env: env('MAX_RETRIES'),
    default: 4,
  }),
  timeout: option({
    group: 'Connection',
    flag: '--timeout <seconds>',
    help: 'time limit for the server to respond',
    takes: seconds,
    env: env('TIMEOUT'),
    default: 600,
  }),
  stallTimeout: option({
    group: 'Connection',
    flag: '--stall-timeout <seconds>',
    help: 'longest pause within a reply',
    takes: seconds,
    env: env('STALL_TIMEOUT'),
    default: 60,
  }),
  record: option({
    group: 'Recordings',
    flag: '--record <file>',
    help: 'record the reply as received, with its timing',
    takes: path,
  }),
  replay: option({
    group: 'Recordings',
    flag: '--replay <file|->',
    help: 'replay a recording or saved event stream, offline',
    takes: path,
  }),
  speed: option({
    group: 'Recordings',
    flag: '--speed <factor>',
    help: 'replay speed: 0 at once, 1 as recorded',
    takes: speed,
    default: 1,
  }),
  demo: option({
    group: 'Recordings',
    flag: '--demo',
    help: 'play a demo: tour, thinking, max-tokens or weather',
    takes: onOff,
  }),
  debug: option({
    group: 'Help',
    flag: '--debug',
    help: 'log SDK activity and stack traces to stderr',
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
