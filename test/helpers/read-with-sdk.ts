import Anthropic from '@anthropic-ai/sdk';

export interface SdkReading {
  /** The text blocks of the final message; for a rejected stream, the text that arrived before. */
  readonly text: string;
  readonly complete: boolean;
}

/** Reads the body of a stream with the SDK alone, as a reference for our own reading. */
export async function readWithSdk(body: Uint8Array): Promise<SdkReading> {
  const client = new Anthropic({
    apiKey: 'sk-test-key',
    maxRetries: 0,
    logLevel: 'off',
    fetch: async () => new Response(Buffer.from(body), { headers: { 'content-type': 'text/event-stream' } }),
  });
  const request = { model: 'm', max_tokens: 1, messages: [{ role: 'user' as const, content: 'hi' }] };
  let emitted = '';
  const stream = client.messages.stream(request).on('text', (delta) => (emitted += delta));
  try {
    const { content } = await stream.finalMessage();
    const texts = content.map((block) => (block.type === 'text' ? block.text : ''));
    return { text: texts.join(''), complete: true };
  } catch {
    return { text: emitted, complete: false };
  }
}
