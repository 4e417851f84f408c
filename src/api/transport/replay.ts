import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { usageProblem } from '../../core/problem/problem.ts';
import { streamOf, type Bytes, type Fetch } from './body.ts';
import { isObject, readJson, TOO_DEEP } from '../../core/text/json.ts';
import { lengthOf, prefix } from '../../core/text/truncate.ts';
import { createLineCutter } from '../../core/text/lines.ts';

export interface Recording {
  /** For messages: a path, or "standard input". */
  readonly name: string;
  readonly bytes: Bytes;
}

const TIME_COMMENT = /^: at (\d{1,9}) ms\s*$/;
/** The events whose data the SDK reads; the data of others does not matter. */
const READ_EVENTS = /^(message_|content_block_|error$)/;

/**
 * A `fetch` that answers with a recording in place of the network. `speed`: 1 as recorded, 0 at once.
 * Where the recording is not an event stream, the body fails with a usage problem that names the line.
 */
export function replayFetch(recording: Recording, speed: number): Fetch {
  return (_input, init) => {
    const body = streamOf(play(recording, speed, init?.signal ?? undefined));
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

async function* play({ name, bytes }: Recording, speed: number, signal: AbortSignal | undefined): Bytes {
  const startedAt = performance.now();
  const check = createChecker(name);
  const cutter = createLineCutter();
  let ready: Uint8Array[] = [];
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    for (const line of cutter.push(chunk)) {
      const text = Buffer.from(line).toString('utf8');
      check.line(text);
      const time = speed === 0 ? undefined : TIME_COMMENT.exec(text)?.[1];
      const waitMs = time === undefined ? 0 : Number(time) / speed - (performance.now() - startedAt);
      if (waitMs >= 1) {
        if (ready.length > 0) yield Buffer.concat(ready);
        ready = [];
        await sleep(waitMs, undefined, { ...(signal && { signal }) });
      }
      ready.push(line);
    }
    if (ready.length > 0) yield Buffer.concat(ready);
    ready = [];
  }
  check.end();
  const rest = cutter.rest();
  if (rest.length > 0) yield rest;
}

/** Checks the lines of a recording one by one. The last may be incomplete, after a lost connection. */
function createChecker(name: string) {
  let lineNumber = 0;
  let dataLine = 0;
  let events = 0;
  const fail = (why: string, line: number) => {
    throw usageProblem(
      `${name}${line === 0 ? '' : `, line ${line}`}: ${why}`,
      'a recording is an event stream saved by --record or "curl -N"',
    );
  };
  const parser = createParser({
    onError({ type, line = '' }) {
      if (type === 'unknown-field')
        fail(`not an event stream line: ${JSON.stringify(prefix(line, 60, lengthOf))}`, lineNumber);
    },
    onEvent({ event = '', data }) {
      events++;
      const wrong = READ_EVENTS.test(event) ? wrongWith(data) : undefined;
      if (wrong !== undefined) fail(`the data of this ${event} event is ${wrong}`, dataLine);
    },
  });
  return {
    line(text: string) {
      lineNumber++;
      if (text.startsWith('data')) dataLine = lineNumber;
      parser.feed(text);
    },
    end() {
      parser.feed('\n');
      if (events === 0) fail('no events', lineNumber);
    },
  };
}

/** What is wrong with the data of an event; `undefined`: nothing. */
function wrongWith(data: string): string | undefined {
  try {
    return isObject(readJson(data)) ? undefined : 'not a JSON object';
  } catch (error) {
    return (error as Error).message === TOO_DEEP ? TOO_DEEP : 'not a JSON object';
  }
}
