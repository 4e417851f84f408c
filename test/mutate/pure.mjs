/** The files whose behaviour unit tests alone must pin down: values in, values out, but for the last. */
export const PURE = [
  'src/core/**/*.ts',
  'src/markdown/**/*.ts',
  'src/line-editor/**/*.ts',
  'src/agent/**/*.ts',
  'src/mcp/{fit-message,pattern-problem,permissions,tool-names,tool-pattern}.ts',
  'src/runtime/tools/{approval,tool-status}.ts',
  'src/terminal/approval/!(approval-prompt).ts',
  // What is kept of a conversation, on a real disk.
  'src/storage/sessions/journal-file.ts',
  'src/storage/sessions/lock.ts',
  'src/storage/sessions/lock-holder.ts',
];

/** A unit test has the path of its file, under `test`. */
export const UNIT_TESTS = PURE.map((files) => files.replace('src/', 'test/').replace(/\.ts$/, '.test.ts'));
