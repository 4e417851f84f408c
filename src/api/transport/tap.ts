import type { Pass } from './body.ts';
import { createLineCutter } from './lines.ts';

/**
 * Tells of every API event exactly as it came, pings, errors and unknown ones included: the SDK hides some.
 * `onEvent` gets the event's data as one line of JSON; data that is not JSON is left to the SDK to complain of.
 */
export function tapEvents(onEvent: (json: string) => void): Pass {
  return async function* tap(body) {
    const cutter = createLineCutter();
    let data: string[] = [];
    const take = (line: string) => {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      if (line !== '' || data.length === 0) return;
      const json = data.join('\n');
      data = [];
      try {
        onEvent(json.includes('\n') ? JSON.stringify(JSON.parse(json)) : (JSON.parse(json), json));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    };
    for await (const chunk of body) {
      for (const line of cutter.push(chunk))
        take(
          Buffer.from(line)
            .toString('utf8')
            .replace(/\r?\n$/, ''),
        );
      yield chunk;
    }
    take(Buffer.from(cutter.rest()).toString('utf8'));
    take('');
  };
}
