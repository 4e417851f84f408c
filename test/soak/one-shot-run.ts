import { setTimeout as delay } from 'node:timers/promises';
import { ENDING_SIGNALS, type EndingSignal } from '../../src/core/problem/interruption.ts';
import { start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { mcpConfig } from '../helpers/tool-replies.ts';
import { leftBehind, wrongEnd, wrongJson } from './checks.ts';
import type { Dice } from './dice.ts';
import { randomAnswer } from './random-answers.ts';
import { randomServers } from './random-tools.ts';

const SIGNALS = Object.keys(ENDING_SIGNALS) as EndingSignal[];

/** A run that has not ended by then is asked to. */
const PATIENCE_MS = 8_000;
/** A run that has not ended this long after a signal hangs. */
const HANGS_MS = 60_000;

const QUICK = ['--timeout', '3', '--stall-timeout', '2', '--mcp-timeout', '3'];

/** One prompt into a pipe. Resolves to what went wrong. */
export async function runOneShot(dice: Dice, data: string): Promise<string[]> {
  const home = tempFolder();
  const format = dice.pick(['text', 'json', 'stream-json'] as const);
  // Only what ends with its input outlives nothing when the program itself is killed.
  const isKilled = dice.chance(0.1);
  const servers = dice.chance(0.4) ? randomServers(dice, !isKilled) : [];
  const server = await serve((request) => randomAnswer(dice, request));
  const args = [
    ...QUICK,
    ...['--output-format', format, '--max-retries', String(dice.whole(0, 2))],
    ...(servers.length > 0 ? ['--mcp-config', mcpConfig(...servers), '--allow-tool', '*'] : []),
    ...dice.pick([[], [], ['-c'], ['--no-save'], ['--no-stream'], ['-x'], ['--thinking'], ['--auto-continue', '2']]),
    ...dice.pick([[], [], ['-q'], ['--strict'], ['--debug']]),
  ];
  const stdin = dice.pick([undefined, 'some piped text', 'x'.repeat(100_000)]);
  const program = start([...args, 'hello'], {
    server,
    env: { HOME: home, XDG_DATA_HOME: data },
    ...(stdin && { stdin }),
  });

  const signals: (EndingSignal | 'SIGKILL')[] = [];
  const over = new AbortController();
  void program.done.then(() => over.abort());
  const after = (ms: number) => delay(ms, undefined, { signal: over.signal }).catch(() => {});
  const send = (signal: EndingSignal | 'SIGKILL') => {
    if (over.signal.aborted) return;
    signals.push(signal);
    program.kill(signal);
  };
  if (isKilled || dice.chance(0.5)) {
    await after(dice.between(0, 1500));
    send(isKilled ? 'SIGKILL' : dice.pick(SIGNALS));
    if (dice.chance(0.3)) {
      await after(dice.between(0, 300));
      send(dice.pick(SIGNALS));
    }
  } else {
    await after(PATIENCE_MS);
    send('SIGTERM');
  }
  // The debugger of Node opens if USR1 comes before any code of the program, and the program goes on.
  await after(PATIENCE_MS);
  send('SIGTERM');
  await after(HANGS_MS);
  const hangs = !over.signal.aborted;
  program.kill('SIGKILL');

  const { code, stdout, stderr } = await program.done;
  const isEarly = code === null && stdout === '';
  const isTwice = signals.length > 1;
  return [
    ...(hangs ? ['it hangs'] : []),
    ...wrongEnd(code, isEarly || signals[0] === 'SIGUSR1' ? stderr.replace(/^Debugger listening.*\n.*\n/, '') : stderr),
    ...(format === 'text' || isKilled || isTwice ? [] : wrongJson(stdout, format, code === null)),
    ...(await leftBehind(home)),
  ].map(
    (what) =>
      `${what}\n  claude-stream ${args.join(' ')}\n  signals: ${signals.join(', ')}\n  stderr: ${stderr.slice(-600)}`,
  );
}
