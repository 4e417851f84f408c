import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import spawn from 'cross-spawn';
import type { LocalServer } from './mcp-config.ts';
import { createLineCutter } from '../core/text/lines.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { settles } from './settles.ts';

/** What has to be known of the program itself; `process` is one. */
export interface Self {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** A running server, with all the processes that it has started. */
export interface ServerProcess {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  /** Settles when it runs; rejects if it cannot be started. */
  readonly started: Promise<void>;
  /** Settles when it has ended, and all of its output was read. */
  readonly ended: Promise<void>;
  /** What it ended with, in words; `undefined`: it runs. */
  ending(): string | undefined;
  /** What it said last on stderr, as one line. */
  lastWords(): string;
  /** Ends it in good order: its input is closed, then it is asked to end, then it is killed. */
  close(): Promise<void>;
  /** Kills it at once. Nothing is waited for, so this may be the last that the program does. */
  kill(): void;
}

/** So long a server has for each step of ending in good order. */
const PATIENCE_MS = 1000;
const MAX_LINE_BYTES = 2000;
const LAST_LINES = 5;

/** Starts a server. What it says on stderr is kept, and each line is given to `log`. */
export function startProcess(server: LocalServer, self: Self, log: (line: string) => void): ServerProcess {
  const isGroup = self.platform !== 'win32';
  const child = spawn(server.command, server.args, {
    env: { ...safeEnvironment(self), ...server.env },
    cwd: server.cwd,
    stdio: 'pipe',
    windowsHide: true,
    // A group of its own, in a session of its own: what `npx` starts can be ended with it, and Ctrl-C does not end it
    // before its calls were cancelled.
    detached: isGroup,
  }) as ChildProcessWithoutNullStreams;

  const lines: string[] = [];
  const onLine = (bytes: Uint8Array) => {
    const line = sanitizeLine(Buffer.from(bytes).toString());
    if (line === '') return;
    if (lines.push(line) > LAST_LINES) lines.shift();
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
    // Its number may be another process's by now.
    if (isOver || child.pid === undefined) return;
    try {
      if (isGroup) self.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // Nothing of it runs any more.
    }
  };
  const kill = () => {
    signal('SIGKILL');
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  // One that has closed its input cannot be asked anything any more; mostly it is ending.
  child.stdin.on('error', () => setTimeout(kill, PATIENCE_MS).unref());
  const started = once(child, 'spawn').then(() => undefined);
  started.catch(() => {});
  child.on('error', (error: NodeJS.ErrnoException) => {
    ending ??= notStarted(error, server);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, by) => {
      ending ??= by === null ? `it exited with code ${code}` : `it was killed by ${by}`;
      // What it started and left behind, with no connection to it.
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
    lastWords: () => lines.join(' | '),
    async close() {
      child.stdin.end();
      // What nobody reads would keep it from ending.
      child.stdout.resume();
      if (await settles(ended, PATIENCE_MS)) return;
      signal('SIGTERM');
      if (await settles(ended, PATIENCE_MS)) return;
      kill();
      await settles(ended, PATIENCE_MS);
    },
    kill,
  };
}

function notStarted({ code = 'unknown error' }: NodeJS.ErrnoException, { command, cwd }: LocalServer): string {
  if (code !== 'ENOENT') return `cannot run its command: ${code}`;
  return `command ${JSON.stringify(command)}${cwd === undefined ? '' : ' or its "cwd"'} not found`;
}

/** What a server may see of the environment: what the MCP SDK holds to be safe, which no key is among. */
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
      // What begins so is a function of a shell, which a shell would run.
      return value === undefined || value.startsWith('()') ? [] : [[name, value]];
    }),
  );
}
