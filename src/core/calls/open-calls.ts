import type { ReplyEvent } from '../reply/ports.ts';
import { parseJson } from '../text/json.ts';
import { callRows, resultRows, type CallRoom, type CallRow, type ShownCall } from './call-rows.ts';

/** The calls of a turn from their first event to their result: gives the rows to show, each once. */
export interface OpenCalls {
  /** `now`: milliseconds on any clock. */
  see(event: ReplyEvent, now: number): void;
  /** The rows of a call; none if it is shown already. */
  call(id: string, room: CallsRoom): CallRow[];
  /** The call is on the screen: something else has shown it. */
  markShown(id: string): void;
  /** The rows of a result, after those of its call unless they are shown already. The call is closed. */
  result(result: Omit<ResultEvent, 'type'>, room: CallsRoom, now: number): CallRow[];
  /** The rows of the calls that got no result. */
  rest(room: CallsRoom): CallRow[];
}

type ResultEvent = Extract<ReplyEvent, { readonly type: 'result' }>;

export interface CallsRoom extends Omit<CallRoom, 'showAll'> {
  /** How to see all of a call, by its number. */
  readonly showAll?: ((number: number) => string) | undefined;
}

interface OpenCall {
  readonly name: string;
  readonly number: number;
  json: string;
  /** When it began to run, or was sent to the API's own tool. */
  since: number | undefined;
  isShown: boolean;
  /** Shown with its number: there were others at the same time. */
  isNumbered: boolean;
}

/** `before`: how many calls the conversation has already. */
export function createOpenCalls(before: number): OpenCalls {
  const open = new Map<string, OpenCall>();
  let [count, countAtStart] = [before, before];
  /** The call whose rows are the last on the screen. */
  let lastShown: string | undefined;

  const roomFor = ({ number }: OpenCall, { showAll, ...room }: CallsRoom): CallRoom => ({
    ...room,
    showAll: showAll?.(number),
  });

  /** Gives the call if it was not shown before. */
  function markShown(id: string): OpenCall | undefined {
    const call = open.get(id);
    if (call === undefined || call.isShown) return undefined;
    call.isShown = true;
    call.isNumbered = open.size > 1;
    lastShown = id;
    return call;
  }

  function show(id: string, room: CallsRoom): CallRow[] {
    const call = markShown(id);
    return call === undefined ? [] : callRows(shownCall(call), roomFor(call, room));
  }

  function result({ id, name, text, isError }: Omit<ResultEvent, 'type'>, room: CallsRoom, now: number): CallRow[] {
    const call = open.get(id);
    // The API gave a result for a call that it never made.
    if (call === undefined) return resultRows({ text, isError }, { columns: room.columns }, { name, input: {} });
    const rows = show(id, room);
    const of = lastShown === id ? undefined : shownCall(call);
    open.delete(id);
    lastShown = undefined;
    const ms = call.since === undefined ? undefined : now - call.since;
    return [...rows, ...resultRows({ text, isError, ms }, roomFor(call, room), of)];
  }

  return {
    see(event, now) {
      switch (event.type) {
        case 'start':
          countAtStart = count;
          break;
        case 'call':
          open.set(event.id, {
            name: event.name,
            number: ++count,
            json: '',
            since: event.server ? now : undefined,
            isShown: false,
            isNumbered: false,
          });
          break;
        case 'input': {
          const call = open.get(event.id);
          if (call === undefined) break;
          call.json += event.json;
          if (call.since !== undefined) call.since = now;
          break;
        }
        case 'run': {
          const call = open.get(event.id);
          if (call !== undefined) call.since = now;
          break;
        }
        case 'retry':
          // Everything comes again.
          open.clear();
          count = countAtStart;
          break;
        default:
          break;
      }
    },
    call: show,
    markShown: (id) => void markShown(id),
    result,
    rest(room) {
      return [...open].flatMap(([id, call]) => {
        call.since = undefined;
        return result({ id, name: call.name, text: 'not run', isError: true }, room, 0);
      });
    },
  };
}

function shownCall({ name, json, number, isNumbered }: OpenCall): ShownCall {
  return { name, input: json === '' ? {} : (parseJson(json) ?? json), ...(isNumbered && { number }) };
}
