import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'clock'
      ? // Measures a clock, and so how busy the machine is: one test at a time, and a slow run gets another chance.
        { include: ['test/**/*.clock.test.ts'], fileParallelism: false, retry: 2 }
      : { include: ['test/**/*.test.ts'], exclude: ['test/**/*.clock.test.ts'] }),
    globalSetup: ['test/helpers/fresh-build.ts'],
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'test-results.json' }]] : ['default'],
    // Most tests wait for a process, not for a processor.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
}));
