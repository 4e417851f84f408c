import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../src/core/conversation/read-journal.ts';
import { ENDING_SIGNALS } from '../../src/core/problem/interruption.ts';
import { EXIT } from '../../src/core/problem/problem.ts';
import { until } from '../helpers/until.ts';

const CODES: ReadonlySet<number> = new Set([
  ...Object.values(EXIT).map(({ code }) => code),
  ...Object.values(ENDING_SIGNALS).map((number) => 128 + number),
]);

/** What is wrong with the end of a run: an exit code that means nothing, or words of a crash. */
export function wrongEnd(code: number | null, shown: string): string[] {
  const crash = /this is a bug|node:internal|^\s+at .*:\d+:\d+\)?$|Debugger listening/m.exec(shown);
  return [
    ...(code !== null && !CODES.has(code) ? [`exit code ${code}`] : []),
    ...(crash === null ? [] : [`it crashed: ${crash[0]}`]),
  ];
}

/** What is wrong with the JSON on stdout: it must be whole, and there unless the program was killed. */
export function wrongJson(stdout: string, format: 'json' | 'stream-json', mayBeEmpty: boolean): string[] {
  if (stdout === '') return mayBeEmpty ? [] : ['no JSON'];
  const lines = stdout.trimEnd().split('\n');
  if (format === 'json' && lines.length !== 1) return [`${lines.length} lines of JSON`];
  try {
    const last = lines.map((line) => JSON.parse(line) as { type?: string }).at(-1);
    return format === 'stream-json' && last?.type !== 'result' ? ['no result at the end'] : [];
  } catch (error) {
    return [`broken JSON: ${(error as Error).message}`];
  }
}

/** The journals below a data folder that cannot be read whole. `mayBeTorn`: a program was killed. */
export function wrongJournals(data: string, mayBeTorn: boolean): string[] {
  const folder = join(data, 'claude-stream', 'sessions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => {
    if (name.endsWith('.lock')) return mayBeTorn ? [] : [`a lock was left: ${name}`];
    const text = readFileSync(join(folder, name), 'utf8');
    // Killed before the first line was written.
    if (mayBeTorn && !text.includes('\n')) return [];
    const read = readJournal(text);
    if ('unreadable' in read || read.damagedLines > 0) return [`a journal is damaged: ${name}`];
    return read.torn && !mayBeTorn ? [`a journal is torn: ${name}`] : [];
  });
}

/** The processes that were started with this folder as their home, and still run a while later. Linux only. */
export async function leftBehind(home: string): Promise<string[]> {
  const find = () => processesAt(home);
  await until(() => find().length === 0, 10_000).catch(() => {});
  return find().map((command) => `a process was left: ${command}`);
}

function processesAt(home: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${home}`);
      const isZombie = /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
      return isOurs && !isZombie
        ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 200)]
        : [];
    } catch {
      return [];
    }
  });
}
