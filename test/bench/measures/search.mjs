import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rounds } from '../lib/rounds.mjs';

export const title = 'a word in 10,000 conversations of 20 KB, ten of which contain it';
export const defaultRuns = 7;

const sessions = 10_000;
const sessionBytes = 20_000;
const vocabulary = 'the moon pulls on water and so tides follow it twice a day while shores lie still café naïve'.split(
  ' ',
);

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs, home }) {
  const folder = folderIn(home);
  writeSessions(folder);
  const search = [...program, 'sessions', 'search', 'Quicksilver'];
  const toExit = (args, command) => async () => {
    const { startedAt, exitedAt } = await run(args, { command });
    return exitedAt - startedAt;
  };
  const { ours, grep, peak } = await rounds(runs, {
    ours: toExit(search),
    grep: toExit(['-ril', 'Quicksilver', folder], 'grep'),
    peak: async () => (await run(search, { withUsage: true })).usage.peakMB,
  });
  return [
    { what: 'search', ours, against: 'grep -ril', theirs: grep, unit: 'ms', goal: 6 },
    // The files are 200 MB in total, but pass through the same memory one by one.
    { what: 'peak memory', ours: peak, unit: 'MB', goal: 100 },
  ];
}

/** The folder in which the program looks for conversations. */
function folderIn(home) {
  return join(home, '.local', 'share', 'claude-stream', 'sessions');
}

function writeSessions(folder) {
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < sessions; n++) {
    const id = n.toString(27).padStart(8, '2');
    const time = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
    const name = `${time.replace(/[-:]|\..*$/g, '')}-${id}.jsonl`;
    writeFileSync(join(folder, name), journal(id, time, n));
  }
}

/** A journal as the program writes it: each reply in pieces and then whole. */
function journal(id, time, n) {
  const lines = [{ type: 'session', version: 1, id, time, model: 'claude-opus-5-5' }];
  let bytes = 0;
  for (let turn = 0; bytes < sessionBytes; turn++) {
    const text = words(n * 31 + turn, 400) + (n % 1000 === 7 && turn === 1 ? ' quicksilver.' : '.');
    const half = text.length / 2;
    lines.push(
      { type: 'prompt', time, content: words(n + turn, 20) },
      { type: 'delta', parts: [{ type: 'text', text: text.slice(0, half) }] },
      { type: 'delta', parts: [{ type: 'text', text: text.slice(half) }] },
      { type: 'end', time, status: 'complete', content: [{ type: 'text', text }], usage: { output_tokens: 400 } },
    );
    bytes += 2 * text.length + 300;
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function words(seed, count) {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return vocabulary[state % vocabulary.length];
  }).join(' ');
}
