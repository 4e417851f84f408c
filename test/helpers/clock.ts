import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Date.now() of a program whose clock has not moved yet. */
export const CLOCK_START = Date.UTC(2026, 0, 1);

/** The longest timer between output and screen. */
export const PAINT_MS = 100;

/** The clock of one program. It stands still until the test moves it, so no timer fires before. */
export interface Clock {
  /** Variables for the program's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves the clock and fires the timers that are due, in order. Resolves to whether the program still runs. */
  advance(ms: number): Promise<boolean>;
  /** Waits until a timer of `least` to `most` ms is pending, and resolves to its length. */
  timer(least: number, most?: number): Promise<number>;
}

export interface ClockOptions {
  /** Timers up to this length run in real time: for a program that paints. */
  readonly shortMs?: number;
}

type Message = { set: number; ms: number } | { gone: number } | { at: number };

/** Creates a clock, to start one program with. */
export async function openClock({ shortMs = 0 }: ClockOptions = {}): Promise<Clock> {
  const timers = new Map<number, number>();
  const lookers = new Set<() => void>();
  const moved: (() => void)[] = [];
  let socket: Socket | undefined;
  let hasEnded = false;

  const server = createServer((program) => {
    socket = program;
    program.on('error', () => {});
    program.on('close', () => {
      hasEnded = true;
      for (const resolve of moved.splice(0)) resolve();
      for (const look of lookers) look();
    });
    createInterface({ input: program }).on('line', (line) => {
      const message = JSON.parse(line) as Message;
      if ('set' in message) timers.set(message.set, message.ms);
      else if ('gone' in message) timers.delete(message.gone);
      else moved.shift()?.();
      for (const look of lookers) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    socket?.destroy();
  });

  const preload = fileURLToPath(new URL('clock-preload.cjs', import.meta.url));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      TEST_CLOCK: JSON.stringify({ port, start: CLOCK_START, shortMs }),
    },
    async advance(ms) {
      if (socket === undefined) await once(server, 'connection');
      if (!hasEnded) {
        await new Promise<void>((resolve) => {
          moved.push(resolve);
          socket?.write(`${ms}\n`);
        });
      }
      return !hasEnded;
    },
    timer(least, most = least) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = [...timers.values()].find((ms) => ms >= least && ms <= most);
          if (found === undefined && !hasEnded) return;
          lookers.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`the program ended without a timer of ${least} to ${most} ms`));
        };
        lookers.add(look);
        look();
      });
    },
  };
}
