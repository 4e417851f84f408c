import type { Problem } from '../core/problem/problem.ts';
import type { ToolOrigin } from '../core/reply/tool-types.ts';
import { nearest } from '../core/text/nearest.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { shellWord } from '../core/text/shell-word.ts';
import type { IdlePattern } from './permissions.ts';
import { meaningOf, type ServerTools } from './tool-pattern.ts';

/** `--allow-tool PATTERN`, to be typed. */
export const allowFlag = (pattern: string): string => `--allow-tool ${shellWord(sanitizeLine(pattern, 300))}`;

/** Tells why a pattern allows nothing; `undefined`: a server is missing, and its tools may be meant. */
export function patternProblem(
  { pattern, meaning }: IdlePattern,
  servers: readonly ServerTools[],
): Problem | undefined {
  const flag = allowFlag(pattern);
  if (meaning.type === 'ambiguous') {
    const what = `${flag} allows nothing, since it could mean ${either(meaning.among.map(inWords))}`;
    return { type: 'tool_pattern', what, hint: spelledOut(meaning.among, servers), exit: 'usage' };
  }
  if (!meaning.isSure) return undefined;
  const near = similar(pattern, servers);
  const hint = near === undefined ? 'claude-stream tools lists the tools' : `did you mean ${shellWord(near)}?`;
  return { type: 'tool_pattern', what: `${flag} matches no tool`, hint, exit: 'usage' };
}

const MAX_LISTED = 3;

const inWords = ({ server, tool }: ToolOrigin) => `${quoted(tool)} of the server ${quoted(server)}`;
const quoted = (name: string) => JSON.stringify(sanitizeLine(name, 80));

function either(names: readonly string[]): string {
  const more = names.length - MAX_LISTED;
  return `${names.slice(0, MAX_LISTED).join(' or ')}${more > 0 ? ` (${more} more)` : ''}`;
}

function spelledOut(among: readonly ToolOrigin[], servers: readonly ServerTools[]): string {
  const patterns = among.map(({ server, tool }) => `${server}__${tool}`);
  const areClear = patterns.every((pattern) => meaningOf(pattern, servers).type !== 'ambiguous');
  if (areClear && new Set(patterns).size === patterns.length) return `write ${either(patterns.map(allowFlag))}`;
  return 'rename one of the servers in the MCP config';
}

/** A pattern that means something and that this one may be a typo of. */
function similar(pattern: string, servers: readonly ServerTools[]): string | undefined {
  const [, head = '', part = ''] = /^(.*?)__(.*)$/s.exec(pattern) ?? [];
  const names = servers.map(({ server }) => server);
  const spellings = servers.flatMap(({ server, tools = [] }) => tools.flatMap((tool) => [`${server}__${tool}`, tool]));
  const candidates = [...nearest(head, names).map((server) => `${server}__${part}`), ...nearest(pattern, spellings)];
  const found = candidates.find((one) => meaningOf(one, servers).type === 'tools');
  return found === undefined ? undefined : sanitizeLine(found, 300);
}
