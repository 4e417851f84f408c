import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { scripted, listing } from '../helpers/mcp.ts';
import { SEED } from '../helpers/random.ts';
import { KEYS } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { mcpConfig } from '../helpers/tool-replies.ts';
import { MINUTES, ONLY_RUN, seedOf } from './budget.ts';
import { leftBehind, wrongJournals } from './checks.ts';
import { createDice } from './dice.ts';
import { randomAnswer } from './random-answers.ts';

/** A conversation grows, so a new one begins now and then. */
const NEW_AFTER = 20;
const PROGRESS_TURNS = 200;
/** How much more handles, and memory, the last quarter may have than the second: the first warms up. */
const MORE_FILES = 2;
const MORE_MEMORY_KB = 30_000;
/** A turn that takes this long will not end. */
const STUCK_MS = 30_000;
const LEAST_TURNS = 100;
const HOURS = 3_600_000;

interface Sample {
  readonly files: number;
  readonly memoryKb: number;
}

function sample(pid: number): Sample {
  const [, rss = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { files: readdirSync(`/proc/${pid}/fd`).length, memoryKb: Number(rss) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The medians of the second and the last quarter. */
function quarters(samples: readonly Sample[]): { before: Sample; after: Sample } {
  const part = (from: number, to: number): Sample => {
    const some = samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * to));
    return { files: median(some.map(({ files }) => files)), memoryKb: median(some.map(({ memoryKb }) => memoryKb)) };
  };
  return { before: part(0.25, 0.5), after: part(0.75, 1) };
}

test.skipIf(process.platform !== 'linux' || ONLY_RUN !== undefined)(
  `a conversation of ${MINUTES} minutes leaks neither file handles nor memory (seed ${SEED})`,
  { timeout: HOURS },
  async () => {
    const dice = createDice(seedOf(-1));
    const [cwd, data] = [tempFolder(), tempFolder()];
    const calls = `'tools/call': (_message, answer) => answer({ content: [{ type: 'text', text: 'x'.repeat(500) }] }),`;
    writeIn(cwd, 'mcp.json', mcpConfig(scripted('good', `${listing({ name: 'act' })} ${calls}`)));
    const server = await serve((request) => (dice.chance(0.3) ? reply() : randomAnswer(dice, request)));
    const flags = '--timeout 3 --stall-timeout 2 --max-retries 1 --mcp-config mcp.json --allow-tool "*"';
    const screen = openShell(`sh -c 'echo $$ > pid; exec claude-stream ${flags}'`, {
      server,
      cwd,
      env: { HOME: cwd, XDG_DATA_HOME: data },
      scrollback: 500,
    });
    await screen.waitFor(/\n>$/);
    const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'));

    const samples: Sample[] = [];
    const shows = async (wanted: RegExp) => {
      const isStuck = delay(STUCK_MS, true, { ref: false });
      if ((await Promise.race([screen.waitFor(wanted), isStuck])) !== true) return;
      throw new Error(`not on the screen: ${wanted}\n${screen.rows().slice(-40).join('\n')}`);
    };
    for (const endsAt = performance.now() + MINUTES * 60_000; performance.now() < endsAt;) {
      const turn = samples.length;
      if (turn % NEW_AFTER === NEW_AFTER - 1) {
        screen.type('/new\r');
        await shows(/started a new conversation\n>$/);
      }
      screen.type(`turn ${turn}\r`);
      if (dice.chance(0.2)) screen.resize(dice.whole(40, 120), dice.whole(10, 50));
      if (dice.chance(0.1)) {
        await shows(new RegExp(`> turn ${turn}`));
        screen.type(KEYS.ctrlC);
      }
      // A prompt that was stopped before any text is on the line again.
      await shows(new RegExp(`> turn ${turn}(?!\\d)[^]*\\n>( turn ${turn})?$`));
      screen.type(KEYS.ctrlU);
      await shows(/\n>$/);
      samples.push(sample(pid));
      if (turn % PROGRESS_TURNS === 0) console.log(`soak: turn ${turn}, ${JSON.stringify(samples.at(-1))}`);
    }
    screen.type(KEYS.ctrlD);
    expect(await screen.exit).toBe(0);

    const { before, after } = quarters(samples);
    console.log(`soak: ${samples.length} turns; ${JSON.stringify(before)}, then ${JSON.stringify(after)}`);
    expect([...(await leftBehind(cwd)), ...wrongJournals(data, false)]).toEqual([]);
    expect(samples.length).toBeGreaterThan(LEAST_TURNS);
    expect(after.files).toBeLessThanOrEqual(before.files + MORE_FILES);
    expect(after.memoryKb).toBeLessThanOrEqual(before.memoryKb + MORE_MEMORY_KB);
  },
);
