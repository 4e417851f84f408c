import { peers } from '../lib/child.mjs';
import { rounds } from '../lib/rounds.mjs';
import { blocksIn, textBytesIn } from '../lib/sse.mjs';

export const title = 'long replies in 12-character deltas, to a pipe';
export const defaultRuns = 5;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs, server }) {
  const usage = (args, megabytes) => async () => {
    const { bytes, usage } = await run(args, { ...server.visit(`${megabytes}MB`), withUsage: true });
    const expected = textBytesIn(blocksIn(megabytes));
    if (bytes !== expected) throw new Error(`${args.join(' ')} wrote ${bytes} bytes of ${expected}`);
    return usage;
  };
  const prompt = [...program, 'Say hello.'];
  const { ours, example, longer } = await rounds(runs, {
    ours: usage(prompt, 2),
    example: usage(peers.sdkExample, 2),
    longer: usage(prompt, 8),
  });
  const cpu = (results) => results.map((result) => result.cpuMs);
  const peak = (results) => results.map((result) => result.peakMB);
  return [
    { what: 'CPU, 2 MB', ours: cpu(ours), against: 'SDK example', theirs: cpu(example), unit: 'ms', goal: 1.3 },
    { what: 'CPU, 8 MB', ours: cpu(longer), against: 'itself, 2 MB', theirs: cpu(ours), unit: 'ms', goal: 4.4 },
    {
      what: 'peak memory, 2 MB',
      ours: peak(ours),
      against: 'SDK example',
      theirs: peak(example),
      unit: 'MB',
      goal: 1.3,
    },
    { what: 'peak memory, 8 MB', ours: peak(longer), against: 'itself, 2 MB', theirs: peak(ours), unit: 'MB' },
  ];
}
