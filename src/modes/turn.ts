import type { Ask, View } from '../core/edges.ts';
import type { Reply } from '../core/reply.ts';
import type { Request } from '../core/request.ts';

/** One request, shown as its reply arrives: the line from `ask` to `view`. */
export async function turn(request: Request, ask: Ask, view: View, signal: AbortSignal): Promise<Reply> {
  let reply: Reply | undefined;
  for await (const event of ask(request, signal)) {
    await view.show(event);
    if (event.type === 'end') reply = event.reply;
  }
  if (reply === undefined) throw new Error('a reply did not end');
  return reply;
}
