import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { programPath, surroundings, type Surroundings } from './sandbox.ts';
import { normalizeOutput } from './normalize-output.ts';

export interface RunOptions extends Surroundings {
  /** The content of stdin; without it, stdin is /dev/null. */
  readonly stdin?: string | Uint8Array;
  /** A file to use as stdin. */
  readonly stdinFile?: string;
  /** Leaves stdin an open pipe, for the test to write to. */
  readonly openStdin?: boolean;
  /** If false, stdout is read only as far as the pipe's buffers reach. */
  readonly readStdout?: boolean;
}

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From start to exit. */
  readonly ms: number;
  /** performance.now() at the exit. */
  readonly exitedAt: number;
}

export interface Running {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves to all of stdout so far as soon as it holds `text`. */
  stdoutUntil(text: string): Promise<string>;
  stderrUntil(text: string): Promise<string>;
  kill(signal?: NodeJS.Signals): void;
  readonly done: Promise<Finished>;
}

/** The exit code and output of a run, with times and ports masked. */
export function normalized({ code, stdout, stderr }: Finished): Pick<Finished, 'code' | 'stdout' | 'stderr'> {
  return { code, stdout, stderr: normalizeOutput(stderr) };
}

/** Runs the built program to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return start(args, options).done;
}

/** Starts the built program; it is killed with the test. */
export function start(args: readonly string[], options: RunOptions = {}): Running {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [programPath, ...args], {
    ...surroundings(options),
    stdio: [stdinOf(options), 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  const stdout = collect(child.stdout as Readable, options.readStdout ?? true);
  const stderr = collect(child.stderr as Readable, true);
  child.stdin?.on('error', () => {});
  if (options.stdin !== undefined) child.stdin?.end(options.stdin);

  return {
    pid: child.pid ?? -1,
    stdin: child.stdin as Writable,
    stdout: child.stdout as Readable,
    stdoutUntil: (text) => stdout.until(text),
    stderrUntil: (text) => stderr.until(text),
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    done: ended(child).then(({ code, signal, exitedAt }) => ({
      stdout: stdout.text(),
      stderr: stderr.text(),
      stdoutBytes: stdout.bytes(),
      code,
      signal,
      ms: exitedAt - startedAt,
      exitedAt,
    })),
  };
}

function stdinOf({ stdin, stdinFile, openStdin = false }: RunOptions): 'pipe' | 'ignore' | number {
  if (stdinFile !== undefined) return openSync(stdinFile, 'r');
  return stdin !== undefined || openStdin ? 'pipe' : 'ignore';
}

type Ended = Pick<Finished, 'code' | 'signal' | 'exitedAt'>;

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let exitedAt = 0;
    child.once('error', reject);
    child.once('exit', () => (exitedAt = performance.now()));
    child.once('close', (code, signal) => resolve({ code, signal, exitedAt }));
  });
}

function collect(stream: Readable, read: boolean) {
  const chunks: Buffer[] = [];
  const bytes = (): Buffer => Buffer.concat(chunks);
  const text = (): string => bytes().toString();
  if (read) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    bytes,
    text,
    until(wanted: string): Promise<string> {
      return new Promise((resolve, reject) => {
        const end = (): void => reject(new Error(`ended without ${JSON.stringify(wanted)}, after:\n${text()}`));
        const look = (): void => {
          if (!text().includes(wanted)) return;
          stream.off('data', look).off('close', end);
          resolve(text());
        };
        stream.on('data', look).once('close', end);
        look();
      });
    },
  };
}
