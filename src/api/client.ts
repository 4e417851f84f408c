import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { inspect } from 'node:util';
import type { Fetch } from './transport/body.ts';

export interface ClientOptions {
  /** `undefined`: the API's, or the one that the user's profile names. */
  readonly baseUrl: string | undefined;
  /** The network, or a recording in its place. */
  readonly fetch: Fetch;
  /** A recording needs no credentials: none are looked for. */
  readonly needsCredentials: boolean;
  /** The longest wait for the headers of a response, in ms. */
  readonly timeoutMs: number;
  /** How often a request that failed is sent again. */
  readonly maxRetries: number;
  /** Where the SDK's log goes; `undefined`: nowhere. Its own default would be stdout. */
  readonly log: ((line: string) => void) | undefined;
}

/**
 * The SDK's client, without the API's other resources: those would triple what has to be loaded before the request.
 * Credentials come from the environment or from the profile that `ant auth login` wrote.
 */
export function createClient({ baseUrl, fetch, needsCredentials, timeoutMs, log }: ClientOptions): BaseAnthropic {
  const write =
    (level: string) =>
    (message: string, ...rest: unknown[]) =>
      log?.(
        `${level}: ${[message, ...rest.map((item) => (typeof item === 'string' ? item : inspect(item, { depth: 6 })))].join(' ')}`,
      );
  return new BaseAnthropic({
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
    ...(!needsCredentials && { apiKey: 'none' }),
    fetch,
    timeout: timeoutMs,
    // A request is sent again by this program itself: the SDK does not once the headers are there.
    maxRetries: 0,
    openTelemetry: false,
    logLevel: log === undefined ? 'off' : 'debug',
    logger: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  });
}
