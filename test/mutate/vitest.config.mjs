import { configDefaults, defineConfig } from 'vitest/config';
import { UNIT_TESTS } from './pure.mjs';

export default defineConfig({
  test: {
    include: UNIT_TESTS,
    exclude: [...configDefaults.exclude, '**/*.clock.test.ts'],
    // The first run records which test executes which mutant, which makes the code several times slower.
    testTimeout: 120_000,
  },
});
