import { peers } from '../lib/child.mjs';
import { rounds } from '../lib/rounds.mjs';

export const title = 'commands that need no request';
export const defaultRuns = 25;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs }) {
  const toExit = (args) => async () => {
    const { startedAt, exitedAt } = await run(args);
    return exitedAt - startedAt;
  };
  const { empty, help, version } = await rounds(runs, {
    empty: toExit(peers.empty),
    help: toExit([...program, '--help']),
    version: toExit([...program, '--version']),
  });
  return [
    { what: '--help', ours: help, against: 'empty script', theirs: empty, unit: 'ms', goal: 1.25 },
    { what: '--version', ours: version, against: 'empty script', theirs: empty, unit: 'ms', goal: 1.25 },
  ];
}
