import { Session } from 'node:inspector/promises';

// V8 counts blocks only in code compiled after this, so import this file before the code to be counted.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** `npm run mutate` adds several steps of its own to each step of the code. */
const divisor = '__stryker__' in globalThis ? 10 : 1;

/**
 * Counts how often the functions, branches and loops of `src` and of packages run. The number does not depend on the
 * machine. Work inside the engine is not counted: a regular expression that backtracks, a search in a long string.
 */
export async function stepsOf(work: () => unknown): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const steps = result
    .filter(({ url }) => /[\\/](src|node_modules)[\\/]/.test(url) && !/[\\/]node_modules[\\/](vite|@vitest)/.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
  return steps / divisor;
}
