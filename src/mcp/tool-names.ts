const MOST_CHARACTERS = 128;
const VALID = /^[\w-]{1,128}$/;

export interface OwnName {
  readonly server: string;
  readonly tool: string;
}

/**
 * The names under which the model sees tools: a tool's own where that is valid and no other tool's, else `server__tool`
 * made valid. `taken` are names that no tool may have.
 *
 * A tool whose own name looks like one of another server's is called by its full name too: what is allowed of one server
 * must not be what another calls its own.
 */
export function toolNames(tools: readonly OwnName[], servers: readonly string[], taken: Iterable<string>): string[] {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  for (const { tool } of tools) counts.set(tool, (counts.get(tool) ?? 0) + 1);
  const keepsOwn = ({ server, tool }: OwnName) =>
    VALID.test(tool) &&
    counts.get(tool) === 1 &&
    !used.has(tool) &&
    !servers.some((other) => other !== server && tool.startsWith(`${made(other)}__`));

  const own = tools.map((tool) => (keepsOwn(tool) ? tool.tool : undefined));
  for (const name of own) if (name !== undefined) used.add(name);
  return tools.map((tool, index) => own[index] ?? free(fullName(tool), used));
}

/** `server__tool`, as far as characters can stand in a name. */
export const fullName = ({ server, tool }: OwnName): string => made(`${server}__${tool}`);

const made = (name: string) => name.replaceAll(/[^\w-]/g, '_').slice(0, MOST_CHARACTERS);

/** The name, with a number where it is used already; from then on it is used. */
function free(name: string, used: Set<string>): string {
  let found = name;
  for (let number = 2; used.has(found); number++) {
    const end = `_${number}`;
    found = name.slice(0, MOST_CHARACTERS - end.length) + end;
  }
  used.add(found);
  return found;
}
