import { ProblemError } from '../core/problem/problem.ts';
import { withoutPassword } from '../core/text/mask.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures.ts';

/** A client for requests other than a reply's, and the problem to throw if one fails. */
export function createOtherClient(options: ClientOptions) {
  let isSent = false;
  const client = createClient({
    ...options,
    fetch(input, init) {
      isSent = true;
      return options.fetch(input, init);
    },
  });
  const baseUrl = withoutPassword(client.baseURL);
  const { timeoutMs } = options;
  return {
    client,
    /** For messages: without a password. */
    baseUrl,
    /** The problem to throw, or the reason of an aborted `signal`. `model`: the model of the request, if it names one. */
    failure: (error: unknown, signal: AbortSignal, model = ''): unknown =>
      signal.aborted ? signal.reason : new ProblemError(toProblem(error, { model, baseUrl, timeoutMs, isSent })),
  };
}
