import { ProblemError } from '../core/problem/problem.ts';
import { withoutPassword } from './claude.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures.ts';

export interface OtherRequestOptions extends ClientOptions {
  readonly maxRetries: number;
}

/** A client for requests other than a reply's, and the words for one that fails. */
export function createOtherClient(options: OtherRequestOptions) {
  let sent = false;
  const client = createClient({
    ...options,
    fetch(input, init) {
      sent = true;
      return options.fetch(input, init);
    },
  });
  const baseUrl = withoutPassword(client.baseURL);
  const { timeoutMs } = options;
  return {
    client,
    /** For messages: any password is left out. */
    baseUrl,
    /** The problem to throw; `signal`'s reason if that was aborted. `model`: the one that the request names, if any. */
    failure: (error: unknown, signal: AbortSignal, model = ''): unknown =>
      signal.aborted ? signal.reason : new ProblemError(toProblem(error, { model, baseUrl, timeoutMs, sent })),
  };
}
