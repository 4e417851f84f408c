import type { Problem } from '../../core/problem/problem.ts';

interface Kind extends Pick<Problem, 'type' | 'what' | 'hint'> {
  /** Error codes of the system, of Node's TLS, HTTP and zlib, of undici, and of `InvalidResponse`. */
  readonly codes: RegExp;
  /** Set where trying again cannot help. */
  readonly isFinal?: true;
}

const CHECK_NETWORK = 'check the network and --base-url';

const KINDS: readonly Kind[] = [
  { codes: /^ECONNREFUSED$/, type: 'connection_refused', what: 'connection refused', hint: 'is the server running?' },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    type: 'name_not_found',
    what: 'could not resolve host',
    hint: CHECK_NETWORK,
  },
  {
    codes: /CERT|TLS|SSL|EPROTO|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/,
    type: 'tls_failed',
    what: 'TLS connection failed',
    hint: 'check the certificate (set NODE_EXTRA_CA_CERTS to trust your own) and that the server speaks HTTPS',
    isFinal: true,
  },
  {
    codes: /^(HPE_|Z_DATA_|ERR__ERROR_|status |content-encoding )/,
    type: 'invalid_response',
    what: 'invalid HTTP response',
    hint: 'check --base-url; another service or a proxy may be answering',
    isFinal: true,
  },
  { codes: /TIMEDOUT|TIMEOUT/, type: 'timeout', what: 'connection timed out', hint: CHECK_NETWORK },
  {
    codes: /^(ECONNRESET|EPIPE|Z_BUF_ERROR|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_ABORTED)$/,
    type: 'connection_reset',
    what: 'connection lost',
    hint: 'try again',
  },
];
const OTHER: Omit<Kind, 'codes'> = { type: 'connection_failed', what: 'connection failed', hint: CHECK_NETWORK };

/** The error, its cause, and so on, outermost first; of several attempts (happy eyeballs) only the first. */
export function causeChain(error: unknown): Error[] {
  const chain: Error[] = [];
  let next = error;
  while (next instanceof Error && chain.length < 10) {
    chain.push(next);
    next = next.cause ?? (next as AggregateError).errors?.[0];
  }
  return chain;
}

/** The failure of the network; `undefined`: something else failed. `causes`: see `causeChain`. */
export function networkFailure(causes: readonly Error[], baseUrl: string): Problem | undefined {
  const code = networkCode(causes);
  if (code === undefined) return undefined;
  const { type, what, hint, isFinal } = KINDS.find(({ codes }) => codes.test(code)) ?? OTHER;
  const detail = [code, peerOf(causes)].filter((part) => part !== undefined).join(', ');
  return {
    type,
    what: `${baseUrl}: ${what} (${detail})`,
    hint,
    exit: 'unreachable',
    ...(isFinal !== true && { retry: {} }),
  };
}

/** Node's codes for wrong arguments. Those of TLS and Brotli are about what came from the network. */
const NODE_CODE = /^ERR_(?!.*(?:TLS|SSL)|_ERROR)/;

/** The code of a network error. A socket that was closed has none and counts as reset. */
function networkCode(causes: readonly Error[]): string | undefined {
  for (const cause of causes) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '' && !NODE_CODE.test(code)) return code;
  }
  return causes.some(isLostConnection) ? 'ECONNRESET' : undefined;
}

/** By undici's messages, since it sets no code. */
function isLostConnection({ name, message }: Error): boolean {
  return name === 'APIConnectionError' || /^(terminated|fetch failed|other side closed)$/.test(message);
}

/** The address that was tried: behind a proxy, not the server's. */
function peerOf(causes: readonly Error[]): string | undefined {
  for (const cause of causes) {
    const { address, port } = cause as { address?: unknown; port?: unknown };
    if (typeof address === 'string') return typeof port === 'number' ? `${address}:${port}` : address;
  }
  return undefined;
}
