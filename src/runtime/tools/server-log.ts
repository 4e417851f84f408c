import type { Mask } from '../../core/secrets/secrets.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import type { McpServer } from '../../mcp/mcp-config.ts';

const MAX_LINE = 1000;
/** A secret that a server breaks into more lines is masked only as far as the lines alone give it away. */
const MAX_BEFORE = 8;

/** Logs what servers write, `name: line`, without secrets, also where one goes on from line to line. */
export function serverLog(
  servers: readonly McpServer[],
  mask: Mask,
  log: (line: string) => void,
): (line: string) => void {
  const before = new Map<string, readonly string[]>();
  return (text) => {
    const name = servers.find((server) => text.startsWith(`${server.name}: `))?.name ?? '';
    const line = sanitizeLine(text.slice(name === '' ? 0 : name.length + 2), MAX_LINE);
    const lines = [...(before.get(name) ?? []), line];
    before.set(name, lines.slice(-MAX_BEFORE));
    log(`mcp ${sanitizeLine(name, 80)}: ${mask(lines.join('\n')).split('\n').at(-1)}`);
  };
}
