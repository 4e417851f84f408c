import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LocalServer, McpServer, RemoteServer } from '../../src/mcp/mcp-config.ts';
import type { CallProgress, CallResult } from '../../src/core/reply/tool-types.ts';
import { openToolbox, type OpenToolbox, type ToolboxOptions } from '../../src/mcp/toolbox.ts';
import { jsonLines } from './json-lines.ts';
import { projectRoot } from './sandbox.ts';
import { until } from './until.ts';

const packages = join(projectRoot, 'node_modules/@modelcontextprotocol');
export const everythingPath = join(packages, 'server-everything/dist/index.js');
export const filesystemPath = join(packages, 'server-filesystem/dist/index.js');

/** A server that runs as a local program. */
export function local(name: string, command: string, args: readonly string[], more: Partial<LocalServer> = {}) {
  return { kind: 'stdio', name, command, args, env: {}, cwd: undefined, timeoutMs: undefined, ...more } as const;
}

/** A server on the network. */
export function remote(name: string, url: string, headers: Record<string, string> = {}): RemoteServer {
  return { kind: 'http', name, url, headers, timeoutMs: undefined };
}

/** The MCP project's reference server, which uses every feature. */
export const everything = (name = 'everything') => local(name, process.execPath, [everythingPath]);
export const filesystem = (folder: string, name = 'fs') => local(name, process.execPath, [filesystemPath, folder]);

/** The arguments of node for a scripted server: `handlers` is the source of an object's members, by method. */
export const scriptArgs = (handlers: string, before = ''): string[] => [
  '-e',
  `const fs = require('node:fs');
   const tell = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
   ${before}
   const handlers = {
     initialize: ({ params }, answer) => answer({
       protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'script', version: '1' },
     }),
     ${handlers}
   };
   require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
     const message = JSON.parse(line);
     handlers[message.method]?.(message, (result) => tell({ id: message.id, result }));
   });`,
];
export const scripted = (name: string, handlers: string, before = ''): LocalServer =>
  local(name, process.execPath, scriptArgs(handlers, before));

/** A scripted server's handler for the list of its tools. */
export function listing(...tools: readonly object[]): string {
  const all = tools.map((tool) => Object.assign({ inputSchema: { type: 'object' } }, tool));
  return `'tools/list': (_message, answer) => answer({ tools: ${JSON.stringify(all)} }),`;
}

/** A server behind a program that passes everything on and writes the messages to the server into a file. */
export const tapped = (name: string, log: string, server: LocalServer): LocalServer =>
  local(name, process.execPath, [
    '-e',
    `const fs = require('node:fs');
     const [log, command, ...args] = process.argv.slice(1);
     const child = require('node:child_process').spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
     process.stdin.on('data', (data) => { fs.appendFileSync(log, data); child.stdin.write(data); });
     process.stdin.on('end', () => child.stdin.end());
     child.stdout.pipe(process.stdout);`,
    log,
    server.command,
    ...server.args,
  ]);

/** The messages in the file of a tap. */
export const sent = (log: string): any[] => jsonLines(readFileSync(log, 'utf8'));

/** Opens a toolbox that ends with the test. */
export async function open(servers: readonly McpServer[], options: Partial<ToolboxOptions> = {}): Promise<OpenToolbox> {
  let kill = (): void => {};
  onTestFinished(() => kill());
  return openToolbox(servers, {
    self: process,
    version: '1',
    fetch: async () => fetch,
    startMs: 20_000,
    signal: new AbortController().signal,
    ...options,
    onStart(killAll) {
      kill = killAll;
      options.onStart?.(killAll);
    },
  });
}

/** Calls a tool as the model would. */
export function call(
  toolbox: OpenToolbox,
  name: string,
  input: unknown = {},
  signal = new AbortController().signal,
  onProgress: (progress: CallProgress) => void = () => {},
): Promise<CallResult> {
  return toolbox.run({ id: 'toolu_1', name, input }, signal, onProgress);
}

export interface HttpServer {
  readonly url: string;
  readonly kill: () => void;
}

/** The same server over streamable HTTP; it ends with the test. */
export async function serveEverything(): Promise<HttpServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [everythingPath, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const chunk of child.stderr) if (String(chunk).includes('listening')) break;
  return { url: `http://127.0.0.1:${port}/mcp`, kill: () => void child.kill('SIGKILL') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether a process is running; a zombie is not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^(Z|.*\) Z)/.test(stateOf(pid));
  } catch {
    return false;
  }
}

function stateOf(pid: number): string {
  return existsSync('/proc/self/stat')
    ? readFileSync(`/proc/${pid}/stat`, 'utf8')
    : execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
}

/** Waits until none of the processes is running. */
export const expectGone = (pids: readonly number[]): Promise<void> => until(() => !pids.some(isRunning));

/** The numbers in a file, one per line, once it has `count` of them. */
export async function pidsIn(file: string, count: number): Promise<number[]> {
  const read = (): number[] => {
    try {
      return readFileSync(file, 'utf8').trimEnd().split('\n').map(Number);
    } catch {
      return [];
    }
  };
  await until(() => read().length >= count);
  return read();
}

/**
 * The command line of a server that never ends by itself, whatever it is asked, started through another process as
 * `npx` does. Both write their process ids into a file.
 */
export const stubbornArgs = (file: string, handlers = listing({ name: 'wait' })): string[] => {
  const note = `require('node:fs').appendFileSync(${JSON.stringify(file)}, process.pid + '\\n');
    process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setTimeout(() => {}, 60_000);`;
  const [, script] = scriptArgs(handlers, note);
  return [
    '-e',
    `${note} require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], { stdio: 'inherit' });`,
  ];
};
