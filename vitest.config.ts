import { defineConfig } from 'vitest/config';

const CHOSEN: Readonly<Record<string, object>> = {
  // These measure real time, and so the load of the machine: one file at a time, and a slow run is repeated.
  clock: { include: ['test/**/*.clock.test.ts'], fileParallelism: false, retry: 2 },
  // Progress is printed as it comes.
  soak: { include: ['test/soak/*.soak.ts'], disableConsoleIntercept: true },
};

export default defineConfig(({ mode }) => ({
  test: {
    ...(CHOSEN[mode] ?? { include: ['test/**/*.test.ts'], exclude: ['test/**/*.clock.test.ts'] }),
    globalSetup: ['test/helpers/fresh-build.ts'],
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'test-results.json' }]] : ['default'],
    // Most tests wait for a process, not for a processor.
    maxWorkers: 3,
    // Enough for a busy machine: no test of the default run measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
