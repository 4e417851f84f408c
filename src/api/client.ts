import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { formatWithOptions } from 'node:util';
import { hideHeaders } from '../core/secrets/hide-headers.ts';
import { isPrivateServer } from './private-server.ts';
import type { Fetch } from './transport/body.ts';

export interface ClientOptions {
  /** `undefined`: the URL in the user's profile, or the API's. */
  readonly baseUrl: string | undefined;
  /** The network, or a recording in its place. */
  readonly fetch: Fetch;
  /** Whether to look for credentials; a recording needs none. */
  readonly needsCredentials: boolean;
  /** The longest wait for the headers of a response, in ms. */
  readonly timeoutMs: number;
  /** The longest wait for the next byte of a response, in ms. */
  readonly stallMs: number;
  /** How often a request that failed is sent again. */
  readonly maxRetries: number;
  /** Receives the SDK's log, which would go to stdout by default; `undefined`: no log. */
  readonly log: ((line: string) => void) | undefined;
}

/** Whether the SDK found neither a key nor a login; by its message (1.11.0). */
export const isWithoutCredentials = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Could not resolve authentication method');

/** Sends a key or a login if there is one, and nothing in its place otherwise. */
class ClientOfPrivateServer extends BaseAnthropic {
  protected override validateHeaders(headers: Parameters<BaseAnthropic['validateHeaders']>[0]): void {
    try {
      super.validateHeaders(headers);
    } catch (error) {
      if (!isWithoutCredentials(error)) throw error;
    }
  }
}

const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The SDK's client without its resources, which would triple the code to load before the request.
 * Credentials come from the environment, or from the profile that `ant auth login` wrote.
 */
export function createClient({ baseUrl, fetch, needsCredentials, log }: ClientOptions): BaseAnthropic {
  const write =
    (level: string) =>
    (...items: unknown[]) =>
      log?.(formatWithOptions({ depth: 6 }, `${level}:`, ...items.map(hideHeaders)));
  const Client = baseUrl !== undefined && isPrivateServer(baseUrl) ? ClientOfPrivateServer : BaseAnthropic;
  return new Client({
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
    ...(!needsCredentials && { apiKey: 'none' }),
    fetch,
    // The watchdog has its own limit.
    timeout: MAX_TIMER_MS,
    // This program retries itself: the SDK stops retrying once it has the headers.
    maxRetries: 0,
    openTelemetry: false,
    logLevel: log === undefined ? 'off' : 'debug',
    logger: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  });
}
