import { RECORDING_HEADER, timeComment } from '../../core/reply/recording-format.ts';
import { passBody, type Fetch } from './body.ts';
import { createLineCutter } from '../../core/text/lines.ts';

/** Opens the recording, again for each response, so that only the last response of a retried request is left in it. */
export type OpenRecording = () => { write(bytes: Uint8Array): void; close(): void };

/**
 * Copies event streams to a recording with their timing: each line when it is complete, with the time; byte for byte,
 * except for what `mask` replaces in a line. The last line may be incomplete. The request and the headers are not recorded.
 */
export function withRecording(fetch: Fetch, open: OpenRecording, mask: (line: string) => string): Fetch {
  const masked = (line: Uint8Array): Uint8Array => {
    const text = Buffer.from(line).toString();
    const shown = mask(text);
    return shown === text ? line : Buffer.from(shown);
  };
  return async (input, init) => {
    const sentAt = performance.now();
    const response = await fetch(input, init);
    if (!response.ok || !(response.headers.get('content-type') ?? '').includes('event-stream')) return response;
    return passBody(response, async function* record(body) {
      const cutter = createLineCutter();
      const recording = open();
      try {
        recording.write(Buffer.from(RECORDING_HEADER));
        for await (const chunk of body) {
          const lines = cutter.push(chunk);
          const time = Buffer.from(timeComment(Math.round(performance.now() - sentAt)));
          if (lines.length > 0) recording.write(Buffer.concat([time, ...lines.map(masked)]));
          yield chunk;
        }
      } finally {
        recording.write(masked(cutter.rest()));
        recording.close();
      }
    });
  };
}
