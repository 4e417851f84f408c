import { setTimeout as sleep } from 'node:timers/promises';
import { peers } from '../lib/child.mjs';
import { rounds } from '../lib/rounds.mjs';

export const title = 'a reader that takes 64 KB and then stops';
export const defaultRuns = 2;

const takenBytes = 64 * 1024;
const stallMs = 4000;
const settleMs = 1500;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs, server }) {
  const stalled = (args, reply) => async () => {
    const visit = server.visit(reply);
    let growth;
    const read = async (stdout) => {
      await taken(stdout, takenBytes);
      stdout.pause();
      await sleep(settleMs);
      const settled = await visit.accepted();
      await sleep(stallMs - settleMs);
      growth = (await visit.accepted()) - settled;
      stdout.destroy();
    };
    const { usage } = await run(args, { ...visit, withUsage: true, read });
    return { peak: usage.peakMB, growth: growth / 1e6 };
  };
  const prompt = [...program, 'Say hello.'];
  const { short, long, example } = await rounds(runs, {
    short: stalled(prompt, '2MB'),
    long: stalled(prompt, '32MB'),
    example: stalled(peers.sdkExample, '32MB'),
  });
  const peak = (results) => results.map((result) => result.peak);
  const growth = (results) => results.map((result) => result.growth);
  return [
    {
      what: 'peak memory, 32 MB',
      ours: peak(long),
      against: 'itself, 2 MB',
      theirs: peak(short),
      unit: 'MB',
      goal: 1.1,
    },
    { what: 'peak memory, 32 MB', ours: peak(long), against: 'SDK example', theirs: peak(example), unit: 'MB' },
    { what: 'still read from the network', ours: growth(long), unit: 'MB', goal: 0 },
  ];
}

/** Waits until this many bytes were read from a stream. */
function taken(stdout, wanted) {
  return new Promise((resolve) => {
    stdout.on('data', (chunk) => {
      wanted -= chunk.length;
      if (wanted <= 0) resolve();
    });
  });
}
