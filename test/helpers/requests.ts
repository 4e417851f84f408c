import type { ScriptedServer } from './server.ts';

/** The text of the only message that a request sent. */
export function promptOf(server: ScriptedServer, index = 0): string {
  const messages = server.requests[index]?.json?.messages as { role: string; content: unknown }[] | undefined;
  if (messages?.length !== 1 || messages[0]?.role !== 'user') throw new Error('not one message from the user');
  const { content } = messages[0];
  return typeof content === 'string' ? content : (content as { text: string }[]).map((block) => block.text).join('');
}
