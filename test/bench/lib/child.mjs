import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { now } from './clock.mjs';

const usageHook = new URL('usage-hook.mjs', import.meta.url).href;
const patienceMs = 120_000;

/** The programs to compare with, each as arguments of `node`. */
export const peers = {
  empty: [pathOf('../peers/empty.mjs')],
  bareFetch: [pathOf('../peers/bare-fetch.mjs')],
  sdkExample: [pathOf('../peers/sdk-example.mjs')],
  markdownStream: [pathOf('../peers/markdown-stream.mjs')],
  markedTerminal: [pathOf('../peers/marked-terminal.mjs')],
  rich: [pathOf('../peers/rich-live.py')],
};

/**
 * @typedef {object} Run the measurements of one process
 * @property {number} startedAt just before it was spawned
 * @property {number} [firstByteAt] when its first byte reached the reader of its stdout
 * @property {number} exitedAt
 * @property {number} bytes number of bytes read from its stdout
 * @property {{ cpuMs: number, peakMB: number }} [usage] with `withUsage`
 */

/**
 * @typedef {object} Options
 * @property {string} home the program's home folder
 * @property {string} [baseUrl]
 * @property {boolean} [withUsage]
 * @property {string} [command] the program to run instead of Node; it must report its usage itself
 * @property {(stdout: import('node:stream').Readable) => Promise<void>} [read] slows the reader down;
 *   the program may then fail
 */

/**
 * Runs `node ...args` to its end: stdin empty, stdout a pipe, an environment of its own.
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<Run>}
 */
export async function run(args, { home, baseUrl, withUsage = false, command, read }) {
  const startedAt = now();
  const child = spawn(command ?? process.execPath, withUsage && !command ? withHook(args) : args, {
    env: environment(home, baseUrl),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  const stderr = text(child.stderr);
  const usage = text(child.stdio[3]);
  const seen = { startedAt, firstByteAt: undefined, exitedAt: 0, bytes: 0, usage: undefined };
  child.once('exit', () => (seen.exitedAt = now()));
  child.stdout.on('data', (chunk) => {
    seen.firstByteAt ??= now();
    seen.bytes += chunk.length;
  });
  const reading = read?.(child.stdout);

  const [code, signal] = await closed;
  await reading;
  if (signal || (code !== 0 && !read)) {
    throw new Error(`${command ?? 'node'} ${args.join(' ')} ended with ${signal ?? code}\n${await stderr}`);
  }
  if (withUsage) seen.usage = JSON.parse(await usage);
  return seen;
}

/** Arguments of `node` that make it report its usage on descriptor 3. */
export function withHook(args) {
  return ['--import', usageHook, ...args];
}

/** Only the necessary variables: no proxy, configuration or credentials of the user who runs the bench. */
export function environment(home, baseUrl) {
  const { PATH, SystemRoot } = process.env;
  return {
    PATH,
    ...(SystemRoot && { SystemRoot }),
    HOME: home,
    USERPROFILE: home,
    ANTHROPIC_API_KEY: 'bench',
    ...(baseUrl && { ANTHROPIC_BASE_URL: baseUrl }),
  };
}

function pathOf(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}
