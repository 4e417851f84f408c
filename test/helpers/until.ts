import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds. The limit is generous: a busy machine takes long. */
export async function until(holds: () => boolean, withinMs = 20_000): Promise<void> {
  for (const end = performance.now() + withinMs; !holds(); await sleep(20)) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${holds.toString()}`);
  }
}
