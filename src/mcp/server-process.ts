import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import spawn from 'cross-spawn';
import type { LocalServer } from './mcp-config.ts';
import { createLineCutter } from '../core/text/lines.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { resolvesWithin } from '../core/problem/interruption.ts';

/** The parts of Node's `process` that starting a server needs. */
export interface Self {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** A running server, with all processes that it has started. */
export interface ServerProcess {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  /** Resolves once it runs; rejects if it cannot be started. */
  readonly started: Promise<void>;
  /** Resolves once it has ended and all of its output has been read. */
  readonly ended: Promise<void>;
  /** How it ended, in words; `undefined`: it is still running. */
  ending(): string | undefined;
  /** The last lines that it wrote to stderr, joined to one. */
  lastLines(): string;
  /** Ends it in order: closes its input, then sends SIGTERM, then kills it. */
  close(): Promise<void>;
  /** Kills it without waiting, so that the program may exit right after. */
  kill(): void;
}

/** How long `close` waits after each step. */
const CLOSE_STEP_MS = 1000;
const MAX_LINE_BYTES = 2000;
const MAX_LAST_LINES = 5;

/** Starts a server. Passes each line of its stderr to `log`, and keeps the last ones. */
export function startProcess(server: LocalServer, self: Self, log: (line: string) => void): ServerProcess {
  const isGroup = self.platform !== 'win32';
  const child = spawn(server.command, server.args, {
    env: { ...safeEnvironment(self), ...server.env },
    cwd: server.cwd,
    stdio: 'pipe',
    windowsHide: true,
    // In a process group and session of its own, it can be killed together with what `npx` starts, and Ctrl-C does not
    // end it before its calls are cancelled.
    detached: isGroup,
  }) as ChildProcessWithoutNullStreams;

  const lines: string[] = [];
  const onLine = (bytes: Uint8Array) => {
    const line = sanitizeLine(Buffer.from(bytes).toString());
    if (line === '') return;
    if (lines.push(line) > MAX_LAST_LINES) lines.shift();
    log(line);
  };
  const cutter = createLineCutter(MAX_LINE_BYTES);
  child.stderr
    .on('data', (chunk: Uint8Array) => cutter.push(chunk).forEach(onLine))
    .once('end', () => onLine(cutter.rest()));
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});

  let ending: string | undefined;
  let isOver = false;
  const signal = (name: NodeJS.Signals) => {
    // By now the pid may belong to another process.
    if (isOver || child.pid === undefined) return;
    try {
      if (isGroup) self.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has ended already.
    }
  };
  const kill = () => {
    signal('SIGKILL');
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  // A server that has closed its input is useless; usually it is about to exit.
  child.stdin.on('error', () => setTimeout(kill, CLOSE_STEP_MS).unref());
  const started = once(child, 'spawn').then(() => undefined);
  started.catch(() => {});
  child.on('error', (error: NodeJS.ErrnoException) => {
    ending ??= notStarted(error, server);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, by) => {
      ending ??= by === null ? `it exited with code ${code}` : `it was killed by ${by}`;
      // Kills what it started and left behind.
      signal('SIGKILL');
      isOver = true;
      resolve();
    });
  });

  return {
    stdin: child.stdin,
    stdout: child.stdout,
    started,
    ended,
    ending: () => ending,
    lastLines: () => lines.join(' | '),
    async close() {
      child.stdin.end();
      // Unread output could keep it from exiting.
      child.stdout.resume();
      if (await resolvesWithin(ended, CLOSE_STEP_MS)) return;
      signal('SIGTERM');
      if (await resolvesWithin(ended, CLOSE_STEP_MS)) return;
      kill();
      await resolvesWithin(ended, CLOSE_STEP_MS);
    },
    kill,
  };
}

function notStarted({ code = 'unknown error' }: NodeJS.ErrnoException, { command, cwd }: LocalServer): string {
  if (code !== 'ENOENT') return `cannot run its command: ${code}`;
  return `command ${JSON.stringify(command)}${cwd === undefined ? '' : ' or its "cwd"'} not found`;
}

/** The variables that a server inherits: those that the MCP SDK considers safe, none of which is a key. */
export const SAFE_VARIABLES = {
  posix: ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'],
  win32: [
    'APPDATA',
    'HOMEDRIVE',
    'HOMEPATH',
    'LOCALAPPDATA',
    'PATH',
    'PROCESSOR_ARCHITECTURE',
    'SYSTEMDRIVE',
    'SYSTEMROOT',
    'TEMP',
    'USERNAME',
    'USERPROFILE',
    'PROGRAMFILES',
  ],
} as const;

function safeEnvironment({ env, platform }: Self): Record<string, string> {
  const names = SAFE_VARIABLES[platform === 'win32' ? 'win32' : 'posix'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      // A shell would run this value as an exported function.
      return value === undefined || value.startsWith('()') ? [] : [[name, value]];
    }),
  );
}
