import { EnvHttpProxyAgent, fetch } from 'undici';
import { headerFields, type Fetch } from './body.ts';

/** A `fetch` through HTTPS_PROXY or HTTP_PROXY, except for the hosts in NO_PROXY. It has no time limits either. */
export function createProxyFetch(): Fetch {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  const proxied = async (input: string | URL, init: RequestInit = {}) =>
    fetch(input, { ...(init as object), headers: headerFields(init.headers), redirect: 'manual', dispatcher });
  return proxied as unknown as Fetch;
}
