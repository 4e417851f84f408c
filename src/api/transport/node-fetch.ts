import type { Fetch } from './body.ts';

/** What undici's dispatchers have in common; their types are not Node's to give. */
type DispatcherClass = new (options: { headersTimeout: number; bodyTimeout: number }) => object;

/**
 * Node's own `fetch`, without its limit of 300 s for headers and between bytes: how long to wait is decided by
 * `--timeout` and `--stall-timeout`. The limits belong to undici's dispatcher, whose class Node does not export,
 * but which any copy of undici finds under this symbol.
 */
export function createNodeFetch(): Fetch {
  // The first use of one of its classes makes Node load undici.
  void globalThis.Response;
  const shared = (globalThis as { [name: symbol]: object | undefined })[Symbol.for('undici.globalDispatcher.1')];
  if (shared === undefined) return globalThis.fetch;
  const dispatcher = new (shared.constructor as DispatcherClass)({ headersTimeout: 0, bodyTimeout: 0 });
  return (input, init) => globalThis.fetch(input, { ...init, dispatcher } as RequestInit);
}
