import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';
import { createLineCutter } from '../core/text/lines.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { failure, fitMessage, parseMessage } from './fit-message.ts';
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
    const received = fitMessage(parseMessage(line));
    if (received.type === 'message') return pass(received.message);
    transport.onerror?.(new Error(`not a message: ${sanitizeLine(line, 200)}`));
    // Each of them may be the one that has lost its answer.
    if (received.type === 'lost') for (const id of waiting) pass(failure(id, 'a response came without a valid id'));
    return undefined;
  };
  /** Requests without an answer yet. */
  const waiting = new Set<RequestId>();
  const pass = (message: JSONRPCMessage) => {
    if (!('method' in message) && message.id !== undefined) waiting.delete(message.id);
    try {
      transport.onmessage?.(message);
    } catch (error) {
      transport.onerror?.(error as Error);
    }
  };

  const transport: Transport = {
    async start() {
      await process.started;
      stdout.on('data', (chunk: Uint8Array) => cutter.push(chunk).forEach(read));
      void process.ended.then(() => transport.onclose?.());
    },
    async send(message) {
      if ('method' in message && 'id' in message) waiting.add(message.id);
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
