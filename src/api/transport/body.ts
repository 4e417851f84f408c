/** The `fetch` that the SDK is given: the network's, a recording's, or one of these with something around it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** The bytes of a response's body, in the pieces in which they came. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Something done to a body while it passes: watched, copied, held up. */
export type Pass = (body: Bytes) => Bytes;

/** The same response, its body led through the passes, the first one nearest to the network. */
export function passBody(response: Response, ...passes: Pass[]): Response {
  if (response.body === null) return response;
  const body = passes.reduce<Bytes>((bytes, pass) => pass(bytes), response.body as unknown as Bytes);
  return new Response(streamOf(body), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

/** A byte stream that reads only as fast as it is read. */
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
    // Nothing is read ahead: a reader that waits must make the server wait.
    { highWaterMark: 0 },
  );
}

/** The headers of a request as an object, whatever kind the SDK has made of them. */
export function headerFields(headers: RequestInit['headers'] = {}): Record<string, string> {
  const fields = headers as Iterable<[string, string]> | Record<string, string>;
  return Symbol.iterator in fields ? Object.fromEntries(fields) : { ...fields };
}
