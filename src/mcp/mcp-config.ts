import type { Environment } from '../core/config/settings.ts';
import { usageProblem, type ProblemError } from '../core/problem/problem.ts';
import {
  isObject,
  JsonError,
  readJson,
  readObject,
  readRecord,
  readString,
  readStrings,
  TOO_DEEP,
  type JsonObject,
} from '../core/text/json.ts';

/** A server that is a program, reached over its standard input and output. */
export interface LocalServer {
  readonly kind: 'stdio';
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  /** The longest wait for its start; `undefined`: the default. */
  readonly timeoutMs: number | undefined;
}

/** A server on the network, reached over streamable HTTP. */
export interface RemoteServer {
  readonly kind: 'http';
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number | undefined;
}

export type McpServer = LocalServer | RemoteServer;

/** A config. `where`: its name in messages; `text`: its JSON. */
export interface McpSource {
  readonly where: string;
  readonly text: string;
}

interface Place {
  readonly where: string;
  readonly server: string;
  readonly environment: Environment;
  readonly onVariable: OnVariable;
}

/** Gets each variable whose value a config takes. */
type OnVariable = (name: string, value: string) => void;

/**
 * The servers in all sources; of two with the same name, the later one. Throws a usage problem that names the source,
 * the server and the wrong key, but no value, since any value may be a secret.
 */
export function mcpServers(
  sources: readonly McpSource[],
  environment: Environment,
  onVariable: OnVariable = () => {},
): readonly McpServer[] {
  const found = new Map<string, { readonly where: string; readonly entry: unknown }>();
  for (const source of sources) {
    for (const [name, entry] of entriesOf(source)) found.set(name, { where: source.where, entry });
  }
  return [...found].flatMap(
    ([server, { where, entry }]) => readServer({ where, server, environment, onVariable }, entry) ?? [],
  );
}

const EXAMPLE = 'expected {"mcpServers": {"name": {"command": "program", "args": []}}}';

function entriesOf({ where, text }: McpSource): [string, unknown][] {
  let json: unknown;
  try {
    json = readJson(text);
  } catch (error) {
    throw usageProblem(`${where}: invalid JSON${lineOf(error as Error, text)}`, EXAMPLE);
  }
  const servers = isObject(json) ? json['mcpServers'] : undefined;
  if (!isObject(servers)) throw usageProblem(`${where}: no "mcpServers" object`, EXAMPLE);
  return Object.entries(servers);
}

/** Where the JSON is wrong. The parser's own message quotes the text, which may hold a secret. */
function lineOf({ message }: Error, text: string): string {
  if (message === TOO_DEEP) return `: ${TOO_DEEP}`;
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? '' : ` on line ${text.slice(0, Number(position)).split('\n').length}`;
}

const TYPES = new Map<unknown, McpServer['kind']>([
  ['stdio', 'stdio'],
  ['http', 'http'],
  ['streamable-http', 'http'],
  ['streamableHttp', 'http'],
]);

/** `undefined`: the server is disabled. */
function readServer(place: Place, entry: unknown): McpServer | undefined {
  try {
    const server = readObject(entry, []);
    if (server['disabled'] === true) return undefined;
    return kindOfServer(place, server) === 'stdio' ? readLocal(place, server) : readRemote(place, server);
  } catch (error) {
    throw error instanceof JsonError ? wrong(place, error.message) : error;
  }
}

function kindOfServer(place: Place, { type, command, url }: JsonObject): McpServer['kind'] {
  if (type === 'sse') {
    throw wrong(place, 'the deprecated SSE transport is not supported', 'most servers also support "http"');
  }
  if (type !== undefined) {
    const kind = TYPES.get(type);
    if (kind === undefined) throw wrong(place, '"type" must be "stdio" or "http"');
    return kind;
  }
  if (command !== undefined && url !== undefined) {
    throw wrong(place, 'has both "command" and "url"', 'set "type" to "stdio" or "http"');
  }
  if (command === undefined && url === undefined) throw wrong(place, 'has neither "command" nor "url"', EXAMPLE);
  return url === undefined ? 'stdio' : 'http';
}

function readLocal(place: Place, { command, args = [], env = {}, cwd, timeout }: JsonObject): LocalServer {
  return {
    kind: 'stdio',
    name: place.server,
    command: readText(place, 'command', command),
    args: readStrings(args, ['args']).map((text) => expand(place, 'args', text)),
    env: expandRecord(place, 'env', env),
    cwd: cwd === undefined ? undefined : readText(place, 'cwd', cwd),
    timeoutMs: readTimeout(place, timeout),
  };
}

function readRemote(place: Place, { url, headers = {}, timeout }: JsonObject): RemoteServer {
  return {
    kind: 'http',
    name: place.server,
    url: readUrl(place, url),
    headers: readHeaders(place, headers),
    timeoutMs: readTimeout(place, timeout),
  };
}

function readUrl(place: Place, json: unknown): string {
  const url = readText(place, 'url', json);
  if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) throw wrong(place, '"url" must be an http or https URL');
  const { username, password } = new URL(url);
  if (username + password === '') return url;
  throw wrong(place, '"url" contains a user name or password', 'put them in "headers", as "Authorization"');
}

/** Checks names and values here, since the error for an invalid header would quote it. */
function readHeaders(place: Place, json: unknown): Readonly<Record<string, string>> {
  const headers = expandRecord(place, 'headers', json);
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw wrong(place, '"headers" contains an invalid header name');
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw wrong(place, `"headers": the value of ${name} contains an invalid character`);
  }
  return headers;
}

// A longer timer would fire at once.
const MAX_TIMER_MS = 2_147_483_647;

function readTimeout(place: Place, json: unknown): number | undefined {
  if (json === undefined) return undefined;
  if (typeof json === 'number' && json > 0 && json <= MAX_TIMER_MS) return json;
  throw wrong(place, '"timeout" must be a positive number of milliseconds');
}

function readText(place: Place, key: string, json: unknown): string {
  const text = expand(place, key, readString(json, [key]));
  if (text.trim() === '') throw wrong(place, `"${key}" cannot be empty`);
  return text;
}

function expandRecord(place: Place, key: string, json: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(readRecord(json, [key]));
  return Object.fromEntries(entries.map(([name, text]) => [name, expand(place, key, text)]));
}

/** `${NAME}` and `${NAME:-fallback}` as in a shell, and `${env:NAME}` as some editors write it. */
const VARIABLE = /\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

function expand(place: Place, key: string, text: string): string {
  const expanded = text.replace(VARIABLE, (_all, name: string, fallback: string | undefined) => {
    // Every object has a `constructor`.
    const value = Object.hasOwn(place.environment, name) ? place.environment[name] : undefined;
    if (value !== undefined) place.onVariable(name, value);
    if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
    if (value !== undefined) return value;
    throw wrong(
      place,
      `"${key}" needs the environment variable ${name}, which is not set`,
      `set it, or give a default: \${${name}:-…}`,
    );
  });
  // Neither a program nor a header accepts it, and their errors would quote the whole text.
  if (expanded.includes('\0')) throw wrong(place, `"${key}" contains a NUL character`);
  return expanded;
}

function wrong({ where, server }: Place, what: string, hint?: string): ProblemError {
  return usageProblem(`${where}: server ${JSON.stringify(server)}: ${what}`, hint);
}
