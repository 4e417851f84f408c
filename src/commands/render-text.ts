import type { TextWriter } from '../core/reply/ports.ts';

/** Writes all the text of `source` as it comes. What has come is shown to its end, also when the source fails. */
export async function render(source: AsyncIterable<Uint8Array>, writer: TextWriter): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of source) await writer.write(decoder.decode(chunk, { stream: true }));
  } finally {
    await writer.write(decoder.decode());
    await writer.end();
  }
}
