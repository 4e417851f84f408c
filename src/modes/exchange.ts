import type { Ask, ReplyEvent } from '../core/edges.ts';
import { canGoOn, goOnPrompt } from '../core/go-on.ts';
import { joinReplies } from '../core/joined-reply.ts';
import type { Interruption, Reply } from '../core/reply.ts';
import type { RequestSettings } from '../core/request.ts';
import { createSeam } from '../core/seam.ts';
import type { Session } from './session.ts';

export interface ExchangeEdges {
  readonly ask: Ask;
  /** Settles after so long, or when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface ExchangeSettings extends Omit<RequestSettings, 'model' | 'system'> {
  /** How often the model may be asked to go on where its reply was cut. */
  readonly autoContinue: number;
}

/** A server that has too much to do is given so much time before it is asked to go on. */
const BUSY_PAUSE_MS = 2_000;

/**
 * Asks until the last prompt of a session has its reply, in as many requests as that takes; all of them are one reply to
 * who watches, and each is written down by itself. Like `Ask`, it never throws, and ends once.
 * `before`: the text of an earlier reply that this one goes on with.
 */
export async function* exchange(
  session: Session,
  settings: ExchangeSettings,
  { ask, wait }: ExchangeEdges,
  signal: AbortSignal,
  before = '',
): AsyncGenerator<ReplyEvent, void> {
  let whole: Reply | undefined;
  for (let left = settings.autoContinue; ; left--) {
    const seam = createSeam(whole?.text ?? before);
    let reply: Reply | undefined;
    for await (const event of ask(session.request(settings), signal)) {
      session.hear(event);
      if (event.type === 'end') ({ reply } = event);
      else yield event.type === 'text' ? { type: 'text', text: seam.push(event.text) } : event;
    }
    if (reply === undefined) throw new Error('a reply did not end');
    yield { type: 'text', text: seam.end() };
    session.answered(reply);
    whole = whole === undefined ? reply : joinReplies(whole, reply, true);

    if (left <= 0 || !canGoOn(reply)) break;
    if (isBusy(reply)) await wait(BUSY_PAUSE_MS, signal);
    if (signal.aborted) {
      whole = { ...whole, outcome: { status: 'interrupted', by: signal.reason as Interruption } };
      break;
    }
    await session.say('continue', goOnPrompt(whole.text));
  }
  yield { type: 'end', reply: whole };
}

const isBusy = ({ outcome }: Reply) => outcome.status === 'failed' && outcome.problem.exit === 'tryLater';
