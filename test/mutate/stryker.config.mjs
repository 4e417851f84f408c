// npm run mutate                               every mutant of the pure folders: takes hours
// npm run mutate -- --mutate src/core/text/nearest.ts  every mutant of one file
// SAMPLE=200 npm run mutate                    200 mutants at random; SEED=n picks the same ones again
import { PURE } from './pure.mjs';

process.env['SEED'] ??= String(Math.floor(Math.random() * 1e6));
if (process.env['SAMPLE']) console.log(`SAMPLE=${process.env['SAMPLE']} SEED=${process.env['SEED']}`);

export default {
  mutate: [...PURE, '!**/*.d.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutate/vitest.config.mjs' },
  plugins: ['@stryker-mutator/vitest-runner', './test/mutate/plugins.mjs'],
  checkers: process.env['SAMPLE'] ? ['sample'] : [],
  ignorers: ['prose'],
  // TypeScript 7 has no API with which Stryker could read tsconfig.json, and nothing in it concerns the tests.
  tsconfigFile: 'none',
  concurrency: 2,
  timeoutFactor: 2,
  timeoutMS: 10_000,
  thresholds: { high: 85, low: 70 },
  reporters: ['progress', 'clear-text'],
  clearTextReporter: { logTests: false, reportTests: false, skipFull: true },
};
