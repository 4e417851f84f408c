import { addArguments, addSetting, type Adding } from '../../core/secrets/secret-sources.ts';
import type { McpServer } from '../../mcp/mcp-config.ts';

/** The secrets in a server's config. */
export function addServer(secrets: Adding, server: McpServer): void {
  const settings = Object.entries(server.kind === 'stdio' ? server.env : server.headers);
  if (server.kind === 'stdio') addArguments(secrets, [server.command, ...server.args]);
  else settings.push(...new URL(server.url).searchParams);
  for (const [name, value] of settings) addSetting(secrets, name, value);
}
