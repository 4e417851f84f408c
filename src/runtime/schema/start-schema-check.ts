import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { raceAbort } from '../../core/problem/interruption.ts';
import { ProblemError } from '../../core/problem/problem.ts';
import type { SchemaAnswer, SchemaJob } from './schema-worker.ts';

/** An honest schema takes milliseconds; a hostile pattern or reference takes for ever. */
const MAX_SECONDS = 10;
const MAX_MEMORY_MB = 512;

/** Checks a text that is JSON: what does not match, a line each. Rejects with a problem, or the signal's reason. */
export type StartedCheck = (json: string) => Promise<readonly string[]>;

/**
 * Compiles a schema in a thread of its own, which a signal or the limits end, whatever the schema does. Rejects with a
 * usage problem that says where it is wrong.
 */
export async function startSchemaCheck(job: SchemaJob, signal: AbortSignal): Promise<StartedCheck> {
  const worker = new Worker(new URL('./schema-worker.cjs', import.meta.url), {
    workerData: job,
    // Else the thread would load what NODE_OPTIONS preloads, too.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  });
  // It must not keep the program running.
  worker.unref();
  await answerOf(worker, signal, { what: `${job.name} is too complex to be checked`, exit: 'usage' });
  return async (json) => {
    worker.postMessage(json, []);
    return answerOf(worker, signal, { what: 'cannot check the reply: the schema is too complex', exit: 'failed' });
  };
}

async function answerOf(
  worker: Worker,
  signal: AbortSignal,
  { what, exit }: { readonly what: string; readonly exit: 'usage' | 'failed' },
): Promise<readonly string[]> {
  const tooComplex = (why: string) => new ProblemError({ type: 'schema_failed', what: `${what} (${why})`, exit });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooComplex(`it took more than ${MAX_SECONDS} s`)), MAX_SECONDS * 1000);
  });
  const answered = once(worker, 'message').catch((error: unknown) => {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw isTooLarge ? tooComplex(`it took more than ${MAX_MEMORY_MB} MB of memory`) : error;
  });
  try {
    const [answer] = (await raceAbort(Promise.race([answered, late]), signal)) as [SchemaAnswer];
    if ('problem' in answer) throw new ProblemError(answer.problem);
    return answer.wrong;
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
