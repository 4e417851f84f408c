import { createMessagesApi } from '../../src/api/messages-api.ts';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import type { Reply } from '../../src/core/reply/reply.ts';

/** Reads a reply as the program does, from chunks instead of the network. `see` receives every event. */
export async function readApiReply(
  chunks: readonly Uint8Array[],
  see: (event: ReplyEvent) => unknown = () => {},
): Promise<Reply> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const { reply: ask } = createMessagesApi({
    baseUrl: 'http://127.0.0.1:2',
    timeoutMs: 10_000,
    log: undefined,
    needsCredentials: false,
    maxRetries: 0,
    stallMs: 10_000,
    stream: true,
    wire: false,
    fetch: async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
  });
  const request = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] } as const;
  for await (const event of ask(request, new AbortController().signal)) {
    await see(event);
    if (event.type === 'end') return event.reply;
  }
  throw new Error('it did not end');
}
