import { parentPort, workerData } from 'node:worker_threads';
import { compileSchema } from '../../core/extraction/compile-schema.ts';
import { asProblem, type Problem } from '../../core/problem/problem.ts';
import type { JsonSchema } from '../../core/reply/request.ts';

/** What the thread is started with. */
export interface SchemaJob {
  readonly schema: JsonSchema;
  /** For messages. */
  readonly name: string;
}

/** One for the schema itself, and one for each text: what does not match, or why that cannot be decided. */
export type SchemaAnswer = { readonly wrong: readonly string[] } | { readonly problem: Problem };

function answer(work: () => readonly string[]): void {
  let answered: SchemaAnswer;
  try {
    answered = { wrong: work() };
  } catch (error) {
    answered = { problem: asProblem(error) };
  }
  parentPort?.postMessage(answered, []);
}

answer(() => {
  const { schema, name } = workerData as SchemaJob;
  const check = compileSchema(schema, name);
  parentPort?.on('message', (json: string) => answer(() => check(json)));
  return [];
});
