import { createParser } from 'eventsource-parser';
import { parseJson } from '../../core/text/json.ts';
import type { Pass } from './body.ts';

/**
 * Reports every API event exactly as it arrived, even the pings, errors and unknown events that the SDK hides.
 * `onEvent` gets the data as one line of JSON. Data that is not JSON is left for the SDK to report.
 */
export function tapEvents(onEvent: (json: string) => void): Pass {
  return async function* tap(body) {
    const parser = createParser({
      onEvent({ data }) {
        const json = parseJson(data);
        if (json !== undefined) onEvent(data.includes('\n') ? JSON.stringify(json) : data);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield chunk;
    }
    // Some servers leave out the blank line after the last event.
    parser.feed(`${decoder.decode()}\n\n`);
  };
}
