import { RECORDING_HEADER, timeComment } from '../../core/reply/recording-format.ts';
import { passBody, type Fetch } from './body.ts';
import { createLineCutter } from '../../core/text/lines.ts';

/** Opens the recording, again for each response, so that only the last response of a retried request is left in it. */
export type OpenRecording = () => { write(bytes: Uint8Array): void; close(): void };

/**
 * Copies event streams to a recording, byte for byte, with their timing: each line when it is complete, with the time.
 * The last line may be incomplete. The request and the headers are not recorded.
 */
export function withRecording(fetch: Fetch, open: OpenRecording): Fetch {
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
          if (lines.length > 0) recording.write(Buffer.concat([time, ...lines]));
          yield chunk;
        }
      } finally {
        recording.write(cutter.rest());
        recording.close();
      }
    });
  };
}
