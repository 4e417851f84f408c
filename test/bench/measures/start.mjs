import { peers } from '../lib/child.mjs';
import { rounds } from '../lib/rounds.mjs';

export const title = 'from start to the first request';
export const defaultRuns = 20;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs, server }) {
  const toRequest = (args) => async () => {
    const visit = server.visit('short');
    const { startedAt } = await run(args, visit);
    return (await visit.mark('request')) - startedAt;
  };
  const { ours, bare, example } = await rounds(runs, {
    ours: toRequest([...program, 'Say hello.']),
    bare: toRequest(peers.bareFetch),
    example: toRequest(peers.sdkExample),
  });
  return [
    { what: 'start to request', ours, against: 'bare fetch', theirs: bare, unit: 'ms', goal: 1.35 },
    { what: 'start to request', ours, against: 'SDK example', theirs: example, unit: 'ms' },
  ];
}
