// A Messages API on the loopback, in a process of its own so that it does not compete with the reader for one event
// loop. A request's path is /<visit>/<reply>/v1/messages; the parent learns of events in a visit as marks.
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from './clock.mjs';
import { blocksIn, deltas, head, tail } from './sse.mjs';

const thinkMs = 200;
const pauseMs = 50;
const block = Buffer.from(deltas());

/** @type {Map<number, import('node:http').ServerResponse>} */
const open = new Map();

/** The available replies, by the second part of the path. */
const replies = {
  /** A short reply that ends as it should; the connection stays open, as HTTP/1.1 does. */
  short: async (response, mark) => {
    await firstBytes(response, mark);
    const at = now();
    response.end(tail);
    mark('last', at);
  },
  /** The same, but the server never ends the body. */
  held: async (response, mark) => {
    await firstBytes(response, mark);
    const at = now();
    response.write(tail);
    mark('last', at);
  },
  '2MB': (response) => bulk(response, 2),
  '8MB': (response) => bulk(response, 8),
  '32MB': (response) => bulk(response, 32),
};

/** Answers like a model: after a while, starting with the first text; then nothing is in flight for a moment. */
async function firstBytes(response, mark) {
  await sleep(thinkMs);
  const at = now();
  response.write(head + deltas(1));
  mark('first', at);
  await sleep(pauseMs);
}

/** A long reply: one block of events, built once, sent repeatedly and as fast as it is read. */
async function bulk(response, megabytes) {
  const pieces = [Buffer.from(head), ...Array(blocksIn(megabytes)).fill(block), Buffer.from(tail)];
  await pipeline(pieces, response).catch((error) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

const server = createServer((request, response) => {
  const requestAt = now();
  const [, visit, reply] = request.url.split('/');
  const mark = (name, value) => process.send({ visit: Number(visit), name, value });
  mark('request', requestAt);
  open.set(Number(visit), response);
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': `req_${visit}` });
  void replies[reply](response, mark);
});

/** Bytes of a visit's reply that have left this process, not counting its own buffers. */
function accepted(visit) {
  const { socket } = open.get(visit);
  return socket.bytesWritten - socket.writableLength;
}

process.on('message', ({ visit }) => process.send({ visit, name: 'accepted', value: accepted(visit) }));
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
