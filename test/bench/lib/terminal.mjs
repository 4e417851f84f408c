import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { environment, withHook } from './child.mjs';

const feeder = fileURLToPath(new URL('feeder.mjs', import.meta.url));
const size = { cols: 80, rows: 24 };

/**
 * Runs `node ...args` in a terminal, with a file's text piped in in pieces of `piece` characters.
 * @param {string[]} args
 * @param {{ home: string, file: string, piece: number }} options
 * @returns {Promise<{ cpuMs: number, peakMB: number }>} its usage
 */
export async function runInTerminal(args, { home, file, piece }) {
  const report = join(home, 'usage.json');
  const env = { ...environment(home), TERM: 'xterm-256color' };
  const fed = spawn(process.execPath, [feeder, file, String(piece), report, ...withHook(args)], { ...size, env });
  let output = '';
  fed.onData((data) => (output += data));
  const { exitCode } = await new Promise((resolve) => fed.onExit(resolve));
  if (exitCode !== 0) throw new Error(`${args.join(' ')} in a terminal ended with ${exitCode}\n${output.slice(-1000)}`);
  const usage = JSON.parse(await readFile(report, 'utf8'));
  await rm(report);
  return usage;
}
