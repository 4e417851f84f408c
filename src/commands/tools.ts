import { EXIT, usageProblem } from '../core/problem/problem.ts';
import { raceAbort } from '../core/problem/interruption.ts';
import { jsonText } from '../core/text/json.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { formatTable, type Column } from '../core/text/text-table.ts';
import { namedFiles } from '../runtime/open-inputs.ts';
import type { OpenToolbox } from '../mcp/toolbox.ts';
import type { Command } from './command.ts';

/** `claude-stream tools`: lists the tools of the MCP servers, as a table or as JSON. Exit code 1: a server did not start. */
export const tools: Command = {
  describe: (program) =>
    program
      .command('tools')
      .description('list the tools the MCP servers offer')
      .option('--json', 'print JSON')
      .addHelpText('after', EXAMPLE),

  async run(_flags, runtime) {
    const { settings, stdout, signal } = runtime;
    const { prepareToolbox } = await import('../runtime/tools/start-toolbox.ts');
    const start = await runtime.whileOpening(namedFiles(settings), () => prepareToolbox(settings, [], runtime));
    if (start === undefined) throw noServers();
    const toolbox = await raceAbort(start().opened, signal);
    const closed = toolbox.close();
    await stdout.write(settings.outputFormat === 'text' ? await table(toolbox) : jsonText(listing(toolbox)));
    await closed;
    return toolbox.failures.length === 0 ? EXIT.complete.code : EXIT.failed.code;
  },
};

const EXAMPLE = `
Example:
  claude-stream tools --mcp-config servers.json`;

const noServers = () =>
  usageProblem(
    'no MCP server is configured',
    `claude-stream tools --mcp-config '{"mcpServers": {"time": {"command": "uvx", "args": ["mcp-server-time"]}}}'`,
  );

function listing({ byServer }: OpenToolbox): unknown {
  return byServer.flatMap(({ server, tools: offered }) =>
    offered.map(({ name, title, description, inputSchema, annotations }) => ({
      server,
      name,
      title: title ?? null,
      description: description ?? null,
      input_schema: inputSchema,
      annotations: annotations ?? null,
    })),
  );
}

/** One tool a line, none wider than the window. */
async function table({ byServer }: OpenToolbox): Promise<string> {
  const { default: widthOf } = await import('string-width');
  const { isTTY, columns } = process.stdout;
  const rows = byServer.flatMap(({ server, tools: offered }) => offered.map((tool) => ({ server, ...tool })));
  return rows.length === 0 ? '' : formatTable(COLUMNS, rows, { columns: isTTY ? columns : undefined, widthOf });
}

type OfferedTool = OpenToolbox['byServer'][number]['tools'][number];

const COLUMNS: readonly Column<OfferedTool & { readonly server: string }>[] = [
  { head: 'SERVER', cell: ({ server }) => sanitizeLine(server, 1000) },
  { head: 'TOOL', cell: ({ name }) => name },
  {
    head: 'DESCRIPTION',
    cell: ({ description, title }) => sanitizeLine(firstLine(description) ?? title ?? '', 1000),
  },
];

const firstLine = (text: string | undefined) => text?.split('\n').find((one) => one.trim() !== '');
