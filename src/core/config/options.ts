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
  prices,
  wrap,
  type ValueType,
} from './value-types.ts';

/** A row of the table. */
export interface Option<T = unknown, Name extends string = string> {
  /** In commander's notation: `-m, --model <id>`. Without a flag, only the config file sets it. */
  readonly flag?: string;
  readonly help: string;
  readonly group: 'Model' | 'Conversation' | 'Input' | 'Tools' | 'Output' | 'Connection' | 'Recordings' | 'Help';
  readonly takes: ValueType<T>;
  /** Variables that set it; the first one that is not empty wins. With a variable, it has a config key too. */
  readonly env?: readonly string[];
  /** Whether it has a config key without a variable. */
  readonly inFile?: boolean;
  /** With a default, it is never `undefined` in `Settings`. */
  readonly default?: T;
  /**
   * Options that it cannot be used with, and why; one of the two rows says so. This looks at decided settings, not typed
   * flags: an option is used if its value differs from its default, even if a variable or the config file sets it.
   */
  readonly excludes?: readonly { readonly option: Name; readonly why: string }[];
  /** It cannot be used without one of these options. */
  readonly needs?: { readonly oneOf: readonly Name[]; readonly why: string };
  /** It makes sense for a single reply only: with it, no interactive session starts unless `--interactive` is given. */
  readonly oneReply?: boolean;
}

/** `env` is `true` for CLAUDE_STREAM_ and the option's name; a list names more variables besides that one. */
type Rows = Readonly<Record<string, Omit<Option, 'group' | 'env'> & { readonly env?: true | readonly string[] }>>;
type Grouped<Group extends Rows> = {
  readonly [Name in keyof Group]: Omit<Group[Name], 'env'> & Pick<Option, 'group' | 'env'>;
};

function inGroup<Group extends Rows>(group: Option['group'], rows: Group): Grouped<Group> {
  const options = Object.entries(rows).map(([name, { env, ...row }]) => {
    const variable = `CLAUDE_STREAM_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
    return [name, { ...row, group, ...(env && { env: [variable, ...(env === true ? [] : env)] }) }];
  });
  return Object.fromEntries(options) as Grouped<Group>;
}

/** Settings, flags, help, variables, config keys and the docs are all derived from these rows. */
const rows = {
  ...inGroup('Model', {
    model: {
      flag: '-m, --model <id>',
      help: 'model to use: an id, or opus, sonnet, haiku, fable',
      takes: modelId,
      env: true,
      default: 'claude-opus-5-5',
    },
    system: {
      flag: '-s, --system <text|@file>',
      help: 'system prompt, or @file to read it from a file',
      takes: systemPrompt,
      env: true,
    },
    maxTokens: {
      flag: '--max-tokens <n>',
      help: 'maximum reply length in tokens',
      takes: positiveWholeNumber,
      env: true,
      default: 16000,
    },
    effort: {
      flag: '--effort <level>',
      help: 'reasoning effort: low, medium, high, xhigh, max',
      takes: oneOf('low', 'medium', 'high', 'xhigh', 'max'),
      env: true,
    },
    thinking: {
      flag: '--thinking',
      help: 'show thinking summaries; --no-thinking hides them',
      takes: onOff,
      env: true,
    },
  } as const satisfies Rows),
  ...inGroup('Conversation', {
    continue: {
      flag: '-c, --continue',
      help: 'continue the most recent conversation',
      takes: onOff,
      excludes: [{ option: 'resume', why: 'both choose the conversation' }],
    },
    resume: {
      flag: '-r, --resume [session]',
      help: 'continue a conversation by id or name (a prefix is enough), or choose one from a list',
      takes: sessionRef,
    },
    fork: {
      flag: '--fork',
      help: 'with -c or -r: continue in a copy',
      takes: onOff,
      needs: { oneOf: ['continue', 'resume'], why: 'they choose the conversation to copy' },
    },
    name: { flag: '-n, --name <name>', help: 'name the conversation', takes: sessionName },
    save: { flag: '--no-save', help: 'do not save this conversation', takes: onOff, env: true, default: true },
    interactive: {
      flag: '-i, --interactive',
      help: 'start a conversation, optionally with a first prompt; the default on a terminal if there is no prompt',
      takes: onOff,
      excludes: [
        { option: 'print', why: '--print exits after one reply' },
        { option: 'outputFormat', why: 'a conversation prints only text' },
        { option: 'output', why: 'use /save, or claude-stream sessions export' },
        { option: 'record', why: 'a recording holds one reply' },
        { option: 'count', why: '--count exits after counting' },
        { option: 'extract', why: 'use /copy to copy a code block' },
        { option: 'jsonSchema', why: 'a schema is for a single reply' },
      ],
    },
    autoContinue: {
      flag: '--auto-continue <n>',
      help: 'continue a cut-off reply up to n times',
      takes: wholeNumber,
      env: true,
      default: 0,
    },
    cache: { flag: '--no-cache', help: 'turn off prompt caching', takes: onOff, env: true, default: true },
  } as const satisfies Rows),
  ...inGroup('Input', {
    print: {
      flag: '-p, --print',
      help: 'print one reply and exit; all words are the prompt, even a command’s name',
      takes: onOff,
      oneReply: true,
    },
    stdin: { flag: '--no-stdin', help: 'do not read standard input', takes: onOff, default: true },
    file: {
      flag: '-f, --file <path|url|->',
      help: 'attach text, image or PDF (- for stdin); repeatable',
      takes: listOf(path),
      excludes: [
        { option: 'demo', why: 'nothing is sent' },
        { option: 'replay', why: 'nothing is sent' },
      ],
      oneReply: true,
    },
    count: {
      flag: '--count',
      help: 'print the number of input tokens and exit',
      takes: onOff,
      excludes: [
        { option: 'demo', why: 'counting needs the server' },
        { option: 'replay', why: 'counting needs the server' },
        { option: 'record', why: 'there is no reply' },
        { option: 'output', why: 'there is no reply' },
        { option: 'extract', why: 'there is no reply' },
      ],
      oneReply: true,
    },
  } as const satisfies Rows),
  ...inGroup('Tools', {
    mcpConfig: {
      flag: '--mcp-config <file|json>',
      help: 'MCP servers to use: {"mcpServers": ...}; repeatable',
      takes: listOf(mcpConfig),
      inFile: true,
    },
    allowTool: {
      flag: '--allow-tool <pattern>',
      help: 'run this tool (tool or server__tool) without asking; * matches any text; repeatable',
      takes: listOf(text),
      inFile: true,
    },
    maxTurns: {
      flag: '--max-turns <n>',
      help: 'maximum requests per prompt',
      takes: positiveWholeNumber,
      env: true,
      default: 20,
    },
    mcpTimeout: {
      flag: '--mcp-timeout <seconds>',
      help: 'time limit for starting an MCP server',
      takes: seconds,
      env: true,
      default: 30,
    },
    webSearch: { flag: '--web-search', help: 'let the model search the web', takes: onOff, env: true, default: false },
    webFetch: { flag: '--web-fetch', help: 'let the model read web pages', takes: onOff, env: true, default: false },
    code: { flag: '--code', help: 'let the model run code on the server', takes: onOff, env: true, default: false },
  } as const satisfies Rows),
  ...inGroup('Output', {
    outputFormat: {
      flag: '--output-format <format>',
      help: 'text, json (one object) or stream-json (one line per API event, then the result)',
      takes: oneOf('text', 'json', 'stream-json'),
      env: true,
      default: 'text',
      oneReply: true,
    },
    json: { flag: '--json', help: 'same as --output-format json', takes: onOff },
    jsonSchema: {
      flag: '--json-schema <file|json>',
      help: 'require a reply that matches a JSON Schema',
      takes: text,
      oneReply: true,
    },
    extract: {
      flag: '-x, --extract [n|lang]',
      help: 'print only the last code block, the n-th one, or the last one in a language: -x, -x 2, -x python',
      takes: text,
      excludes: [{ option: 'jsonSchema', why: 'both choose what to print' }],
      oneReply: true,
    },
    output: { flag: '-o, --output <file>', help: 'also write the raw text to a file', takes: path, oneReply: true },
    markdown: {
      flag: '--markdown <when>',
      help: 'render Markdown: auto, always, never',
      takes: oneOf('auto', 'always', 'never'),
      env: true,
      default: 'auto',
    },
    raw: { flag: '--raw', help: 'same as --markdown never', takes: onOff },
    wrap: {
      flag: '--wrap <columns>',
      help: 'wrap prose at this column: auto (the window, at most 100), none, or a number',
      takes: wrap,
      env: true,
      default: 'auto',
    },
    emphasis: {
      flag: '--emphasis <rules>',
      help: 'see bold and italic text also next to CJK text and before letters (lenient), or as CommonMark does (strict)',
      takes: oneOf('lenient', 'strict'),
      env: true,
      default: 'lenient',
    },
    width: {
      flag: '--width <columns>',
      help: 'render for this width instead of the window’s',
      takes: positiveWholeNumber,
    },
    links: {
      flag: '--links <when>',
      help: 'emit hyperlinks: auto, always, never',
      takes: oneOf('auto', 'always', 'never'),
      env: true,
      default: 'auto',
    },
    math: {
      flag: '--math <form>',
      help: 'show formulas as Unicode, or as their TeX source: unicode, source',
      takes: oneOf('unicode', 'source'),
      env: true,
      default: 'unicode',
    },
    theme: { help: 'styles by name, such as {"code": "bold cyan"}', takes: theme, inFile: true },
    flush: {
      flag: '--flush <unit>',
      help: 'print text per delta, word or line',
      takes: oneOf('delta', 'word', 'line'),
      env: true,
      default: 'delta',
    },
    stream: {
      flag: '--no-stream',
      help: 'do not stream; get the whole reply at once',
      takes: onOff,
      env: true,
      default: true,
    },
    color: {
      flag: '--color <when>',
      help: 'use colours: auto, always, never',
      takes: oneOf('auto', 'always', 'never'),
      env: true,
      default: 'auto',
    },
    quiet: {
      flag: '-q, --quiet',
      help: 'no spinner, no closing line; errors and truncated replies are still reported',
      takes: onOff,
      env: true,
      default: false,
    },
    verbose: {
      flag: '--verbose',
      help: 'show all statistics in the closing line: cache, speed, time to first text',
      takes: onOff,
      env: true,
      default: false,
    },
    prices: {
      help: 'prices of models, in US dollars per million tokens',
      takes: prices,
      inFile: true,
    },
    strict: {
      flag: '--strict',
      help: 'exit with 10, 11 or 12 on max_tokens, a refusal or a full context window',
      takes: onOff,
      env: true,
      default: false,
    },
  } as const satisfies Rows),
  ...inGroup('Connection', {
    baseUrl: {
      flag: '--base-url <url>',
      help: 'use this server instead of the Anthropic API',
      takes: url,
      env: ['ANTHROPIC_BASE_URL'],
    },
    maxRetries: {
      flag: '--max-retries <n>',
      help: 'retry a failed request up to n times',
      takes: wholeNumber,
      env: true,
      default: 4,
    },
    timeout: {
      flag: '--timeout <seconds>',
      help: 'time limit for the server to respond',
      takes: seconds,
      env: true,
      default: 600,
    },
    stallTimeout: {
      flag: '--stall-timeout <seconds>',
      help: 'longest pause within a reply',
      takes: seconds,
      env: true,
      default: 60,
    },
  } as const satisfies Rows),
  ...inGroup('Recordings', {
    record: {
      flag: '--record <file>',
      help: 'record the reply as received, with its timing',
      takes: path,
      excludes: [{ option: 'stream', why: 'only a stream can be recorded' }],
      oneReply: true,
    },
    replay: {
      flag: '--replay <file|->',
      help: 'replay a recording or saved event stream, offline',
      takes: path,
      oneReply: true,
    },
    speed: { flag: '--speed <factor>', help: 'replay speed: 0 at once, 1 as recorded', takes: speed, default: 1 },
    demo: {
      flag: '--demo',
      help: 'play a demo: --demo tour, thinking, max-tokens or weather',
      takes: onOff,
      excludes: [{ option: 'replay', why: 'both choose what to play' }],
    },
  } as const satisfies Rows),
  ...inGroup('Help', {
    debug: { flag: '--debug', help: 'log SDK activity and stack traces to stderr', takes: onOff },
  } as const satisfies Rows),
};

export type OptionName = keyof typeof rows;
export type OptionValue<Name extends OptionName> = (typeof rows)[Name]['takes'] extends ValueType<infer T> ? T : never;
export type OptionWithDefault = {
  [Name in OptionName]: (typeof rows)[Name] extends { default: unknown } ? Name : never;
}[OptionName];

/**
 * Every option in one table, by its name in the config file. Its type is where the compiler reports a default that does
 * not fit, or an unknown name in `excludes` or `needs`.
 */
export const OPTIONS: { readonly [Name in OptionName]: Option<OptionValue<Name>, OptionName> } = rows;
export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];

/** `--max-tokens` of `--max-tokens <n>`, for messages. */
export function longFlag(name: OptionName): string {
  const { flag } = OPTIONS[name];
  return flag === undefined ? name : /--[\w-]+/.exec(flag)![0];
}
