import { defineConfig } from 'vitest/config';
import { UNIT_TESTS } from './pure.mjs';

// The first run records which test executes which mutant, which makes the code several times slower.
export default defineConfig({ test: { include: UNIT_TESTS, testTimeout: 120_000 } });
