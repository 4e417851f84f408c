import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** What Date.now() is for a program whose clock has not been moved yet. */
export const CLOCK_START = Date.UTC(2026, 0, 1);

/** The longest timer that something on a terminal waits for before it is painted. */
export const PAINT_MS = 100;

/** The clock of one program. It stands still: whatever waits for a timer waits until the test moves it. */
export interface Clock {
  /** For the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Moves it: what is due fires, in its order. Resolves when it has fired, to whether the program still runs. */
  advance(ms: number): Promise<boolean>;
  /** Resolves to the length of the first timer of `least` to `most` ms once one is set. */
  timer(least: number, most?: number): Promise<number>;
}

export interface ClockOptions {
  /** Timers of at most this length pass in real time: for a program that paints. */
  readonly shortMs?: number;
}

type Message = { set: number; ms: number } | { gone: number } | { at: number };

/** A clock for one program, which must be started with it. */
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
