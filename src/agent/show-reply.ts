import type { ReplyEvent, View } from '../core/reply/ports.ts';
import { noReply, outcomeOf, type Reply } from '../core/reply/reply.ts';

/** Shows a reply as it arrives; resolves to the whole of it. The view ends even if this throws. */
export async function showReply(events: AsyncIterable<ReplyEvent>, view: View): Promise<Reply> {
  let reply: Reply | undefined;
  try {
    for await (const event of events) {
      await view.show(event);
      if (event.type === 'end') reply = event.reply;
    }
    if (reply === undefined) throw new Error('a reply has no end event');
    return reply;
  } catch (error) {
    await endView(view, error);
    throw error;
  }
}

/** Ends the view after an error, so that nothing of it stays on the screen. It may fail again. */
async function endView(view: View, error: unknown): Promise<void> {
  try {
    await view.show({ type: 'end', reply: noReply(outcomeOf(error)) });
  } catch {
    // The first error is the one to report.
  }
}
