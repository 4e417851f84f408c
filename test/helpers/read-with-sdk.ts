import Anthropic from '@anthropic-ai/sdk';

export interface Verdict {
  /** The text blocks of the final message; of a rejected stream, the text that came before. */
  readonly text: string;
  readonly complete: boolean;
}

/** What the SDK alone makes of the body of a stream. */
export async function sdkVerdict(body: Uint8Array): Promise<Verdict> {
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
