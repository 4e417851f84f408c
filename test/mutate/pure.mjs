/** The files whose behaviour unit tests alone must pin down: values in, values out. */
export const PURE = [
  'src/core/**/*.ts',
  'src/markdown/**/*.ts',
  'src/line-editor/**/*.ts',
  'src/agent/**/*.ts',
  'src/mcp/tool-pattern.ts',
];

/** A unit test has the path of its file, under `test`. */
export const UNIT_TESTS = PURE.map((files) => files.replace('src/', 'test/').replace(/\.ts$/, '.test.ts'));
