import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { createLineCutter } from '../core/text/lines.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { ServerProcess } from './server-process.ts';
import { settles } from './settles.ts';

/** More than any result should be: an image of a few megabytes is one line. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

const GRACE_MS = 500;

/** Speaks with a process: a message a line. Whatever else stands on its stdout is told to `onerror`, and left out. */
export function stdioTransport(process: ServerProcess): Transport {
  const { stdin, stdout } = process;
  const cutter = createLineCutter(MAX_MESSAGE_BYTES);
  const read = (bytes: Uint8Array) => {
    const line = Buffer.from(bytes).toString();
    if (!line.endsWith('\n')) {
      transport.onerror?.(new Error('message too long'));
      return process.kill();
    }
    if (line.trim() === '') return undefined;
    try {
      return transport.onmessage?.(JSONRPCMessageSchema.parse(JSON.parse(line)));
    } catch {
      return transport.onerror?.(new Error(`not a message: ${sanitizeLine(line, 200)}`));
    }
  };

  const transport: Transport = {
    async start() {
      await process.started;
      stdout.on('data', (chunk: Uint8Array) => cutter.push(chunk).forEach(read));
      void process.ended.then(() => transport.onclose?.());
    },
    async send(message) {
      const isTaken = await new Promise((resolve) => {
        stdin.write(`${JSON.stringify(message)}\n`, (error) => resolve(error === null || error === undefined));
      });
      if (isTaken) return;
      // That it has ended is seen a little later.
      await settles(process.ended, GRACE_MS);
      throw new Error('it no longer accepts input');
    },
    close: () => process.close(),
  };
  return transport;
}
