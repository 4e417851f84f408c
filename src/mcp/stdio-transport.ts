import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { createLineCutter } from '../core/text/lines.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { ServerProcess } from './server-process.ts';
import { resolvesWithin } from '../core/problem/interruption.ts';

/** More than any result needs: an image of a few megabytes is one line. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

const EXIT_MS = 500;

/** Talks to a process, one message per line. Anything else on its stdout is reported to `onerror` and skipped. */
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
      const isWritten = await new Promise((resolve) => {
        stdin.write(`${JSON.stringify(message)}\n`, (error) => resolve(error === null || error === undefined));
      });
      if (isWritten) return;
      // Its exit is noticed a little later.
      await resolvesWithin(process.ended, EXIT_MS);
      throw new Error('it no longer accepts input');
    },
    close: () => process.close(),
  };
  return transport;
}
