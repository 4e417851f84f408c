import type { ToolOrigin } from '../core/reply/tool-types.ts';

const MAX_LENGTH = 128;
const VALID = /^[\w-]{1,128}$/;

/**
 * The names that the model sees: a tool's own where that is valid and unique, else `server__tool` made valid. No two are
 * the same, in whatever case. `servers`: all that are configured, started or not; `reserved`: names that no tool may have.
 *
 * A tool whose own name looks like some server's `server__tool` gets its full name too: people read a server's name
 * there, and a pattern that allows that server's tools must not match it.
 */
export function toolNames(
  tools: readonly ToolOrigin[],
  servers: readonly string[],
  reserved: Iterable<string>,
): string[] {
  const names = new Map<ToolOrigin, string>();
  const used = new Set(Array.from(reserved, lowerCase));
  const counts = new Map<string, number>();
  for (const { tool } of tools) counts.set(lowerCase(tool), (counts.get(lowerCase(tool)) ?? 0) + 1);
  const prefixes = servers.map((server) => lowerCase(`${toValid(server)}__`));

  function name(origin: ToolOrigin, wanted: string): void {
    const free = makeUnique(wanted, used);
    used.add(lowerCase(free));
    names.set(origin, free);
  }
  const keepsOwn = ({ tool }: ToolOrigin) =>
    VALID.test(tool) &&
    counts.get(lowerCase(tool)) === 1 &&
    !used.has(lowerCase(tool)) &&
    !prefixes.some((prefix) => lowerCase(tool).startsWith(prefix));

  for (const origin of tools.filter(keepsOwn)) name(origin, origin.tool);
  const others = tools.filter((origin) => !names.has(origin));
  // A full name goes to the server that is really called so, before one whose name only comes to the same.
  for (const origin of others.filter(isExact)) name(origin, rawName(origin));
  for (const origin of others.filter((other) => !isExact(other))) name(origin, toValid(rawName(origin)));
  return tools.map((origin) => names.get(origin)!);
}

/** A name with every character replaced that the API does not accept, and cut to its limit. */
export const toValid = (name: string): string => name.replaceAll(/[^\w-]/g, '_').slice(0, MAX_LENGTH);

const rawName = ({ server, tool }: ToolOrigin) => `${server}__${tool}`;
const isExact = (origin: ToolOrigin) => VALID.test(rawName(origin));
const lowerCase = (text: string) => text.toLowerCase();

/** The name, with a number if it is used already. */
function makeUnique(name: string, used: ReadonlySet<string>): string {
  let found = name;
  for (let number = 2; used.has(lowerCase(found)); number++) {
    const end = `_${number}`;
    found = name.slice(0, MAX_LENGTH - end.length) + end;
  }
  return found;
}
