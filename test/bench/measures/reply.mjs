import { peers } from '../lib/child.mjs';
import { rounds } from '../lib/rounds.mjs';

export const title = 'from the first byte to the end';
export const defaultRuns = 20;

/** How long the program may run after message_stop when the server never ends the body. */
const heldLimitMs = 50;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, run, runs, server }) {
  const delays = (args, reply) => async () => {
    const visit = server.visit(reply);
    const { firstByteAt, exitedAt } = await run(args, visit);
    return { first: firstByteAt - (await visit.mark('first')), last: exitedAt - (await visit.mark('last')) };
  };
  const prompt = [...program, 'Say hello.'];
  const { ours, bare, held } = await rounds(runs, {
    ours: delays(prompt, 'short'),
    bare: delays(peers.bareFetch, 'short'),
    held: delays(prompt, 'held'),
  });
  const first = (results) => results.map((result) => result.first);
  const last = (results) => results.map((result) => result.last);
  return [
    {
      what: 'first byte in to first byte out',
      ours: first([...ours, ...held]),
      against: 'bare fetch',
      theirs: first(bare),
      unit: 'ms',
      goal: 1.2,
    },
    { what: 'last byte to exit', ours: last(ours), against: 'bare fetch', theirs: last(bare), unit: 'ms', goal: 1 },
    { what: 'message_stop to exit, body left open', ours: last(held), unit: 'ms', goal: heldLimitMs },
  ];
}
