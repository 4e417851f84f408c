import { expect, test } from 'vitest';
import { SEED } from '../helpers/random.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { MINUTES, ONLY_RUN, seedOf } from './budget.ts';
import { wrongJournals } from './checks.ts';
import { createDice } from './dice.ts';
import { runOneShot } from './one-shot-run.ts';
import { runOnTerminal } from './terminal-run.ts';

/** The runs of a round share their conversations. What they leave is removed after each round. */
const ROUND_RUNS = ONLY_RUN === undefined ? 60 : 1;
const AT_ONCE = 3;
const HOURS = 3_600_000;

const endsAt = performance.now() + MINUTES * 60_000;
const total = { runs: 0, failed: 0 };

/** Runs the program once. Resolves to what went wrong, with the way to repeat it. */
async function runOnce(run: number, data: string): Promise<string[]> {
  const dice = createDice(seedOf(run));
  const play = dice.chance(0.6) ? runOneShot : runOnTerminal;
  const wrong = await play(dice, data).catch((error: unknown) => [String((error as Error).stack)]);
  total.runs++;
  if (wrong.length > 0) total.failed++;
  return wrong.map((what) => `run ${run}: ${what}\n  repeat: SEED=${SEED} RUN=${run} npm run soak`);
}

async function playRound(first: number): Promise<string[]> {
  const data = tempFolder();
  const numbers = Array.from({ length: ROUND_RUNS }, (_, i) => first + i);
  const wrong: string[] = [];
  const worker = async () => {
    for (let run = numbers.shift(); run !== undefined; run = numbers.shift()) {
      if (performance.now() < endsAt) wrong.push(...(await runOnce(run, data)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Some of its programs were killed, others wait for their locks.
  return [...wrong, ...wrongJournals(data, true).map((what) => `runs ${first} to ${first + ROUND_RUNS - 1}: ${what}`)];
}

// More rounds than can be played: the time ends them.
const rounds = ONLY_RUN === undefined ? Math.ceil(MINUTES * 6) : 1;
for (let round = 0; round < rounds; round++) {
  test(
    `round ${round} of random servers, signals, windows, tools and keys (seed ${SEED})`,
    { timeout: HOURS },
    async () => {
      if (performance.now() > endsAt) return;
      const wrong = await playRound(ONLY_RUN ?? round * ROUND_RUNS);
      const left = Math.max(0, Math.round((endsAt - performance.now()) / 60_000));
      console.log(`soak: seed ${SEED}, ${total.runs} runs, ${total.failed} went wrong, ${left} min left`);
      if (wrong.length > 0) console.log(wrong.join('\n\n'));
      expect(wrong).toEqual([]);
    },
  );
}
