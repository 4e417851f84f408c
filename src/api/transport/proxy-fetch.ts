import { EnvHttpProxyAgent, fetch } from 'undici';
import { checkStatus, headerFields, type Fetch } from './body.ts';

/** A `fetch` through HTTPS_PROXY or HTTP_PROXY, except for the hosts in NO_PROXY. It has no time limits either. */
export function createProxyFetch(): Fetch {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  const proxied = async (input: string | URL, init: RequestInit = {}) => {
    const headers = headerFields(init.headers);
    const response = await fetch(input, { ...(init as object), headers, redirect: 'manual', dispatcher });
    checkStatus(response.status);
    return response;
  };
  return proxied as unknown as Fetch;
}
