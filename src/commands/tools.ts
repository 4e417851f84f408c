import { EXIT, usageProblem } from '../core/problem/problem.ts';
import { raceAbort } from '../core/problem/interruption.ts';
import { jsonText } from '../core/text/json.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
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
    const { startToolbox } = await import('../runtime/tools/start-toolbox.ts');
    const starting = startToolbox(settings, [], runtime);
    if (starting === undefined) throw noServers();
    const toolbox = await raceAbort(starting, signal);
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

const HEADS = ['SERVER', 'TOOL', 'DESCRIPTION'];
const GAP = '  ';

/** One tool a line, none wider than the window; without a window nothing is cut. */
async function table({ byServer }: OpenToolbox): Promise<string> {
  const [{ default: widthOf }, { cutToWidth }] = await Promise.all([
    import('string-width'),
    import('../core/conversation/session-table.ts'),
  ]);
  const { isTTY, columns } = process.stdout;
  const rows = byServer.flatMap(({ server, tools: offered }) =>
    offered.map(({ name, title, description }) => [line(server), name, line(firstLine(description) ?? title ?? '')]),
  );
  if (rows.length === 0) return '';
  const all = [HEADS, ...rows];
  const widths = HEADS.map((_, column) => all.reduce((most, row) => Math.max(most, widthOf(row[column]!)), 0));
  // A terminal's last column stays free: a row that fills it may be followed by a blank one.
  const room = isTTY ? Math.max(1, columns - 1) : Number.POSITIVE_INFINITY;
  const cell = (text: string, column: number) => text + ' '.repeat(widths[column]! - widthOf(text));
  return all.map((row) => `${cutToWidth(row.map(cell).join(GAP).trimEnd(), room, widthOf)}\n`).join('');
}

const line = (text: string) => sanitizeLine(text, 1000).toWellFormed();
const firstLine = (text: string | undefined) => text?.split('\n').find((one) => one.trim() !== '');
