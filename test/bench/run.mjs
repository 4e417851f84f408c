// npm run bench -- [start] [help] [reply] [bulk] [slow-reader] [markdown] [search] [repl] [--runs N] [--program FILE]
// Measures the built program side by side with its peers. A missed goal is marked, but is not a failure.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from './lib/child.mjs';
import { startServer } from './lib/server.mjs';
import { isMet, isNoisy, table } from './lib/table.mjs';

/**
 * @typedef {object} Bench the tools of a measure
 * @property {string[]} program the arguments of `node` that run claude-stream
 * @property {(args: string[], options?: Omit<import('./lib/child.mjs').Options, 'home'>) =>
 *   Promise<import('./lib/child.mjs').Run>} run
 * @property {Awaited<ReturnType<typeof startServer>>} server
 * @property {string} home the home folder of all programs; removed when the bench ends
 * @property {number} runs the number of rounds that count
 *
 * @typedef {(bench: Bench) => Promise<import('./lib/table.mjs').Finding[]>} Measure
 */

const measures = ['start', 'help', 'reply', 'bulk', 'slow-reader', 'markdown', 'search', 'repl'];
const built = fileURLToPath(new URL('../../bin/claude-stream.cjs', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, program: { type: 'string', default: built } },
});
const unknown = positionals.find((name) => !measures.includes(name));
if (unknown) throw new Error(`unknown measure "${unknown}"; the measures are ${measures.join(', ')}`);
if (values.runs && !(Number(values.runs) >= 1)) throw new Error(`--runs must be at least 1, not ${values.runs}`);

console.log(`Node ${process.version}, ${process.platform}, ${cpus().length} x ${cpus()[0]?.model}; median ± spread`);
const home = mkdtempSync(join(tmpdir(), 'claude-stream-bench-'));
const server = await startServer();
const findings = [];
try {
  for (const name of positionals.length > 0 ? positionals : measures) {
    const { title, defaultRuns, measure } = await import(`./measures/${name}.mjs`);
    const runs = Number(values.runs ?? defaultRuns);
    console.log(`\n${name}: ${title} (${runs} rounds)`);
    const measured = await measure({
      program: [values.program],
      run: (args, options) => run(args, { home, ...options }),
      server,
      home,
      runs,
    });
    console.log(table(measured));
    findings.push(...measured);
  }
} finally {
  server.stop();
  rmSync(home, { recursive: true, force: true });
}

const judged = findings.filter(({ goal }) => goal !== undefined);
const missed = judged.filter((finding) => !isMet(finding));
console.log(missed.length === 0 ? '\nAll goals met.' : `\n${missed.length} of ${judged.length} goals MISSED`);
if (judged.some(isNoisy)) console.log('Noisy: the machine is busy; run the bench again when it is idle.');
