/** The `fetch` that the SDK uses: the network's, a recording's, or a wrapper around one. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The bytes of a response's body, in chunks as they arrived. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Watches, copies or delays a body on its way. */
export type Pass = (body: Bytes) => Bytes;

/** The server does not speak HTTP as this program can read it. `code`: what is wrong, in a few words. */
export class InvalidResponse extends Error {
  override readonly name = 'InvalidResponse';
  readonly code: string;
  constructor(code: string) {
    super(`invalid HTTP response (${code})`);
    this.code = code;
  }
}

/** Throws for a status that no response can have, with which `Response` cannot be made either. */
export function checkStatus(status: number): void {
  if (status < 200 || status > 599) throw new InvalidResponse(`status ${status}`);
}

/** The same response with its body sent through the passes, the first one nearest to the network. */
export function passBody(response: Response, ...passes: Pass[]): Response {
  if (response.body === null) return response;
  const body = passes.reduce<Bytes>((bytes, pass) => pass(bytes), response.body as unknown as Bytes);
  return new Response(streamOf(body), { status: response.status, headers: response.headers });
}

/** A byte stream that reads its source only as fast as it is read itself. */
export function streamOf(bytes: Bytes): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // No reading ahead: a slow reader must slow down the server.
    { highWaterMark: 0 },
  );
}

/** The headers of a request as a plain object, in whichever form the SDK passes them. */
export function headerFields(headers: RequestInit['headers'] = {}): Record<string, string> {
  const fields = headers as Iterable<[string, string]> | Record<string, string>;
  return Symbol.iterator in fields ? Object.fromEntries(fields) : { ...fields };
}
