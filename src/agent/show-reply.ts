import type { ReplyEvent, View } from '../core/reply/ports.ts';
import type { Reply } from '../core/reply/reply.ts';

/** Shows a reply as it arrives; resolves to the whole of it. */
export async function showReply(events: AsyncIterable<ReplyEvent>, view: View): Promise<Reply> {
  let reply: Reply | undefined;
  for await (const event of events) {
    await view.show(event);
    if (event.type === 'end') reply = event.reply;
  }
  if (reply === undefined) throw new Error('a reply has no end event');
  return reply;
}
