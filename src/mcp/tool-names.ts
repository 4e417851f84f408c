const MAX_LENGTH = 128;
const VALID = /^[\w-]{1,128}$/;

export interface OwnName {
  readonly server: string;
  readonly tool: string;
}

/**
 * The names that the model sees: a tool's own where that is valid and unique, else `server__tool` made valid.
 * `reserved`: names that no tool may have.
 *
 * A tool whose own name looks like another server's `server__tool` gets its full name too: a pattern that allows one
 * server's tools must not match what another server calls its own.
 */
export function toolNames(tools: readonly OwnName[], servers: readonly string[], reserved: Iterable<string>): string[] {
  const used = new Set(reserved);
  const counts = new Map<string, number>();
  for (const { tool } of tools) counts.set(tool, (counts.get(tool) ?? 0) + 1);
  const keepsOwn = ({ server, tool }: OwnName) =>
    VALID.test(tool) &&
    counts.get(tool) === 1 &&
    !used.has(tool) &&
    !servers.some((other) => other !== server && tool.startsWith(`${toValid(other)}__`));

  const own = tools.map((tool) => (keepsOwn(tool) ? tool.tool : undefined));
  for (const name of own) if (name !== undefined) used.add(name);
  return tools.map((tool, index) => own[index] ?? makeUnique(fullName(tool), used));
}

/** `server__tool`, with every character that a name cannot have replaced. */
export const fullName = ({ server, tool }: OwnName): string => toValid(`${server}__${tool}`);

const toValid = (name: string) => name.replaceAll(/[^\w-]/g, '_').slice(0, MAX_LENGTH);

/** The name, with a number if it is used already; adds it to the used ones. */
function makeUnique(name: string, used: Set<string>): string {
  let found = name;
  for (let number = 2; used.has(found); number++) {
    const end = `_${number}`;
    found = name.slice(0, MAX_LENGTH - end.length) + end;
  }
  used.add(found);
  return found;
}
