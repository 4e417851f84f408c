import { readFileSync } from 'node:fs';
import type { McpSource } from './mcp-config.ts';
import { usageProblem } from '../core/problem/problem.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';

/** A config of MCP servers: JSON as it is, or what a file holds. Throws a usage problem when the file cannot be read. */
export function readMcpSource(value: string): McpSource {
  if (value.trimStart().startsWith('{')) return { where: 'the MCP config', text: value };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(value);
  } catch (error) {
    throw usageProblem(`cannot read the MCP config: ${(error as Error).message}`);
  }
  return { where: value, text: decodeUtf8(bytes, value) };
}
