import { Session } from 'node:inspector/promises';

// Code that was compiled before is counted by whole functions only: import this before the code to be counted.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How many steps a piece of work takes: how often functions, branches and loops of `src` and of packages are run. The
 * number is the same on every machine, however busy. Not counted is what one call makes the engine do by itself: a
 * regular expression that tries everything, a search in a long string.
 */
export async function stepsOf(work: () => unknown): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => /[\\/](src|node_modules)[\\/]/.test(url) && !/[\\/]node_modules[\\/](vite|@vitest)/.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}
