import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { usageProblem } from '../../core/problem/problem.ts';
import { streamOf, type Bytes, type Fetch } from './body.ts';
import { isObject, parseJson } from '../../core/text/json.ts';
import { lengthOf, prefix } from '../../core/text/truncate.ts';
import { createLineCutter } from '../../core/text/lines.ts';

export interface Recording {
  /** How it is called in messages: a path, or "standard input". */
  readonly name: string;
  readonly bytes: Bytes;
}

const TIME_COMMENT = /^: at (\d{1,9}) ms\s*$/;
/** Events whose data the SDK reads; what other events carry is nobody's business. */
const READ_EVENTS = /^(message_|content_block_|error$)/;

/**
 * A `fetch` that answers with a recording in place of the network. `speed`: 1 as recorded, 0 at once.
 * The body fails with a usage problem that names the line which is no event stream.
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
  const torn = cutter.rest();
  if (torn.length > 0) yield torn;
}

/** Checks the lines of a recording one by one. Its last line may be torn: a connection that was cut leaves it so. */
function createChecker(name: string) {
  let lineNumber = 0;
  let dataLine = 0;
  let events = 0;
  const refuse = (why: string, line: number) => {
    throw usageProblem(
      `${name}${line === 0 ? '' : `, line ${line}`}: ${why}`,
      'a recording is an event stream saved by --record or "curl -N"',
    );
  };
  const parser = createParser({
    onError({ type, line = '' }) {
      if (type === 'unknown-field')
        refuse(`not an event stream line: ${JSON.stringify(prefix(line, 60, lengthOf))}`, lineNumber);
    },
    onEvent({ event = '', data }) {
      events++;
      if (READ_EVENTS.test(event) && !isObject(parseJson(data)))
        refuse(`the data of this ${event} event is not a JSON object`, dataLine);
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
      if (events === 0) refuse('no events', lineNumber);
    },
  };
}
