import widthOf from 'string-width';
import { EXIT, usageProblem } from '../core/problem/problem.ts';
import { interruptionCode, type Interruption } from '../core/reply/reply.ts';
import { sanitizeJson, sanitizeLine } from '../core/text/sanitize.ts';
import { cutToWidth } from '../core/conversation/session-table.ts';
import type { Settings } from '../core/config/settings.ts';
import type { OpenToolbox } from '../mcp/toolbox.ts';
import type { Run } from '../runtime/run.ts';
import { startToolbox } from '../runtime/start-toolbox.ts';

/** `claude-stream tools`: what the MCP servers offer, as a table or as JSON. Exit code 1: one of them did not start. */
export async function tools(settings: Settings, run: Run): Promise<number> {
  const starting = startToolbox(settings, run);
  if (starting === undefined) {
    throw usageProblem(
      'no MCP server is configured',
      `claude-stream tools --mcp-config '{"mcpServers": {"time": {"command": "uvx", "args": ["mcp-server-time"]}}}'`,
    );
  }
  run.handleSignals();
  const toolbox = await starting;
  if (run.signal.aborted) {
    toolbox.kill();
    return interruptionCode(run.signal.reason as Interruption);
  }
  const closed = toolbox.close();
  await run.stdout.write(run.format === 'text' ? table(toolbox, process.stdout) : json(toolbox));
  await closed;
  return toolbox.failures.length === 0 ? EXIT.complete.code : EXIT.failed.code;
}

function json({ byServer }: OpenToolbox): string {
  const all = byServer.flatMap(({ server, tools: offered }) =>
    offered.map(({ name, title, description, inputSchema, annotations }) => ({
      server,
      name,
      title: title ?? null,
      description: description ?? null,
      input_schema: inputSchema,
      annotations: annotations ?? null,
    })),
  );
  return `${sanitizeJson(JSON.stringify(all, undefined, 2))}\n`;
}

const HEADS = ['SERVER', 'TOOL', 'DESCRIPTION'];
const GAP = '  ';

/** One tool a line, none wider than the window; without a window nothing is cut. */
function table({ byServer }: OpenToolbox, { isTTY, columns }: NodeJS.WriteStream): string {
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
