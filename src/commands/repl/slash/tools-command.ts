import { usageProblem } from '../../../core/problem/problem.ts';
import { sanitizeLine } from '../../../core/text/sanitize.ts';
import { formatTable, type Column } from '../../../core/text/text-table.ts';
import { truncate, truncateList } from '../../../core/text/truncate.ts';
import { wrapWords } from '../../../core/text/word-wrap.ts';
import { allowFlag } from '../../../mcp/pattern-problem.ts';
import type { Permission } from '../../../mcp/permissions.ts';
import type { ServerStatus } from '../../../runtime/tools/tool-status.ts';
import type { SlashDeps } from './slash-command.ts';

/** `/tools` and `/tools revoke TOOL`. Throws a usage problem. */
export async function runTools(argument: string, { mcpTools, columns, notify, print }: SlashDeps): Promise<void> {
  if (mcpTools === undefined) throw usageProblem('no MCP server is configured', '--mcp-config adds servers');
  const [, name] = /^revoke(?:\s+(.*))?$/s.exec(argument) ?? [];
  if (argument === '') return print(toolsTable(mcpTools.status(), columns()));
  if (name === undefined) throw usageProblem('/tools takes revoke and a tool', 'for example /tools revoke read_file');
  const revoked = mcpTools.revoke(name);
  if (revoked.length > 0) return notify.note(`will ask before these run: ${truncateList(revoked, 10).join(', ')}`);
  throw usageProblem(`no tool ${JSON.stringify(sanitizeLine(name, 80))}`, '/tools lists the tools');
}

/** What `/tools` prints: the tools with their permissions, then the servers that offer none. */
export function toolsTable(servers: readonly ServerStatus[], columns: number): string {
  const rows = servers.flatMap((status) =>
    status.type === 'started' ? status.tools.map((tool) => ({ server: status.server, ...tool })) : [],
  );
  const table = rows.length === 0 ? '' : formatTable(COLUMNS, rows, { columns });
  const notes = servers.flatMap((status) => noteOf(status) ?? []);
  if (rows.some(({ permission }) => permission.type !== 'ask'))
    notes.push('/tools revoke TOOL: ask again before it runs');
  return table + notes.map((note) => `${wrapWords(note, columns - 1)}\n`).join('');
}

interface Row {
  readonly server: string;
  readonly name: string;
  readonly permission: Permission;
}

const COLUMNS: readonly Column<Row>[] = [
  { head: 'SERVER', cell: ({ server }) => sanitizeLine(server, 30) },
  { head: 'TOOL', cell: ({ name }) => name, shrinks: true },
  { head: 'PERMISSION', cell: ({ permission }) => inWords(permission) },
];

function inWords(permission: Permission): string {
  if (permission.type === 'ask') return 'asks first';
  return permission.type === 'always' ? 'allowed until exit' : truncate(allowFlag(permission.pattern), 60);
}

function noteOf(status: ServerStatus): string | undefined {
  const name = sanitizeLine(status.server, 80);
  if (status.type === 'starting') return `${name}: still starting`;
  if (status.type === 'failed') return `${name}: did not start: ${sanitizeLine(status.why)}`;
  return status.tools.length === 0 ? `${name}: no tools` : undefined;
}
