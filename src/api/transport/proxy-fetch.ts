import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './body.ts';

/** A `fetch` that goes through HTTPS_PROXY or HTTP_PROXY, but for the hosts of NO_PROXY. */
export function createProxyFetch(): Fetch {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  return ((input: string | URL, init?: object) => fetch(input, { ...init, dispatcher })) as unknown as Fetch;
}
