/** The files whose behaviour unit tests alone must pin down: they take values and give values. */
export const PURE = [
  'src/core/**/*.ts',
  'src/markdown/**/*.ts',
  'src/line-editor/**/*.ts',
  'src/agent/**/*.ts',
  'src/mcp/tool-pattern.ts',
];

/** A unit test lies where its file lies, under `test`. */
export const UNIT_TESTS = PURE.map((files) => files.replace('src/', 'test/').replace(/\.ts$/, '.test.ts'));
