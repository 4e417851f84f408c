import type { ToolOrigin } from '../core/reply/tool-types.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { toValid } from './tool-names.ts';

/** A configured server, and what it calls its tools; `undefined`: it did not start. */
export interface ServerTools {
  readonly server: string;
  readonly tools: readonly string[] | undefined;
}

/** What a pattern means. A pattern that could mean several tools by accident means none of them. */
export type PatternMeaning =
  | { readonly type: 'tools'; readonly tools: readonly ToolOrigin[] }
  /** `among`: what it could mean; tools are patterns too. */
  | { readonly type: 'ambiguous'; readonly among: readonly ToolOrigin[] }
  /** `isSure`: no server is missing that could have had such a tool. */
  | { readonly type: 'nothing'; readonly isSure: boolean };

/**
 * The tools that a pattern means. It is `server__tool` or `tool`, or `*` for every tool of every server; `*` in it matches
 * any text. Names can also be written with `_` for each character that the API does not accept in a name.
 *
 * - Starts it with the name of a server and `__`, it means tools of that server only, whatever others call theirs.
 * - With a `*` before the first `__`, it means tools of every server that matches: `*__read_file`.
 * - Else it is the name of a tool, and means something only if just one server can have such a tool: not if another server
 *   has one too, and not while a server is missing.
 */
export function meaningOf(pattern: string, servers: readonly ServerTools[]): PatternMeaning {
  const { means, candidates } = read(pattern, servers);
  // Servers called "a" and "a__b" make `a__b__c` ambiguous, whatever tools they have at the moment.
  if (means === 'named' && candidates.length > 1) return { type: 'ambiguous', among: candidates.map(asTool) };

  const possible = candidates
    .map(({ server, tools, part }) => ({ server, part, tools: tools && matching(part, tools) }))
    .filter(({ tools }) => tools === undefined || tools.length > 0);
  const tools = possible.flatMap(({ server, tools: names = [] }) => names.map((tool) => ({ server, tool })));
  if (tools.length === 0) return { type: 'nothing', isSure: possible.length === 0 };
  if (means === 'one' && possible.length > 1) return { type: 'ambiguous', among: possible.map(asTool) };
  const isOneEach = pattern.includes('*') || tools.length === 1;
  return isOneEach ? { type: 'tools', tools } : { type: 'ambiguous', among: tools };
}

/** The pattern that means this tool and no other, as people would write it; `undefined`: none does. */
export function patternFor({ server, tool }: ToolOrigin, servers: readonly ServerTools[]): string | undefined {
  const spellings = [`${toValid(server)}__${toValid(tool)}`, `${server}__${tool}`, toValid(tool), tool];
  return spellings.find((spelling) => {
    // What cannot be printed cannot be typed.
    if (spelling.includes('*') || sanitizeLine(spelling, Number.POSITIVE_INFINITY) !== spelling) return false;
    const meaning = meaningOf(spelling, servers);
    return meaning.type === 'tools' && isSame(meaning.tools[0]!, { server, tool });
  });
}

/** A server that a pattern can mean, and the part of the pattern that its tools have to match. */
interface Candidate extends ServerTools {
  readonly part: string;
}

const asTool = ({ server, part }: Pick<Candidate, 'server' | 'part'>): ToolOrigin => ({ server, tool: part });

/** `named`: tools of the server whose name it starts with; `one`: of any server, but of one only; `each`: of all. */
interface Reading {
  readonly means: 'named' | 'one' | 'each';
  readonly candidates: readonly Candidate[];
}

function read(pattern: string, servers: readonly ServerTools[]): Reading {
  const of = (some: readonly ServerTools[], part: string) => some.map((server) => ({ ...server, part }));
  if (pattern === '*') return { means: 'each', candidates: of(servers, pattern) };
  const splits = splitsOf(pattern);
  const named = splits.flatMap(({ head, part }) => of(serversCalled(head, servers), part));
  if (named.length > 0) return { means: 'named', candidates: named };
  const [first] = splits;
  if (first?.head.includes('*') !== true) return { means: 'one', candidates: of(servers, pattern) };
  const like = servers.filter(({ server }) => matches(first.head, server) || matches(first.head, toValid(server)));
  return { means: 'each', candidates: of(like, first.part) };
}

/** Every way to split a pattern in two at a `__`. */
function splitsOf(pattern: string): { readonly head: string; readonly part: string }[] {
  const splits = [];
  for (let at = pattern.indexOf('__'); at !== -1; at = pattern.indexOf('__', at + 1)) {
    splits.push({ head: pattern.slice(0, at), part: pattern.slice(at + 2) });
  }
  return splits;
}

const isSame = (a: ToolOrigin, b: ToolOrigin) => a.server === b.server && a.tool === b.tool;

function serversCalled(name: string, servers: readonly ServerTools[]): readonly ServerTools[] {
  const exact = servers.filter(({ server }) => server === name);
  return exact.length > 0 ? exact : servers.filter(({ server }) => toValid(server) === name);
}

function matching(part: string, tools: readonly string[]): readonly string[] {
  if (part.includes('*')) return tools.filter((tool) => matches(part, tool) || matches(part, toValid(tool)));
  return tools.includes(part) ? [part] : tools.filter((tool) => toValid(tool) === part);
}

/** For a pattern with a `*`. Takes at most pattern times name steps; a regular expression could take exponentially many. */
function matches(pattern: string, name: string): boolean {
  const first = pattern.slice(0, pattern.indexOf('*'));
  const last = pattern.slice(pattern.lastIndexOf('*') + 1);
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of pattern.split('*').slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
