import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createHttpFetch } from '../../../src/api/transport/http-fetch.ts';
import { serve } from '../../helpers/server.ts';

type End = 'close' | 'reset' | 'hold';

/** The status and text of a response of these bytes, or the code of the error. */
async function ask(raw: string | Uint8Array, end: End = 'close'): Promise<string> {
  const server = await serve({ raw, end });
  try {
    const response = await createHttpFetch()(server.url);
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code ?? message;
  }
}

const ok = (body: string, headers = '') => `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

describe('a status that no response can have fails the request', () => {
  test.each(['000', '001', '099', '600', '999'])('%s', async (status) => {
    expect(await ask(`HTTP/1.1 ${status} Odd\r\nContent-Length: 0\r\n\r\n`)).toBe(`status ${Number(status)}`);
  });

  const upgrade = 'Connection: upgrade\r\nUpgrade: websocket\r\n';
  test.each<[string, string, End]>([
    ['101 and closes the connection', '', 'close'],
    ['101 and leaves the connection open', '', 'hold'],
    ['101 to another protocol and closes the connection', upgrade, 'close'],
    ['101 to another protocol and leaves the connection open', upgrade, 'hold'],
  ])('%s', async (_, headers, end) => {
    expect(await ask(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`, end)).toBe('status 101');
  });
});

test.each([
  ['control characters', 'a\u001B[2Jb'],
  ['bytes beyond ASCII', 'caf\u00E9 \u009B2J'],
  ['nothing', ''],
])('a reason phrase of %s does not matter', async (_, phrase) => {
  const raw = Buffer.from(`HTTP/1.1 200 ${phrase}\r\nContent-Length: 2\r\n\r\nhi`, 'latin1');
  expect(await ask(raw)).toBe('200 hi');
});

test.each<[string, string, End, string]>([
  ['nothing', '', 'close', 'ECONNRESET'],
  ['a reset', '', 'reset', 'ECONNRESET'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-', 'close', 'ECONNRESET'],
  ['only an interim response', 'HTTP/1.1 150 Wait\r\n\r\n', 'close', 'ECONNRESET'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 'close', 'HPE_INVALID_CONSTANT'],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf', 'close', 'ECONNRESET'],
  ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'hold', 'HPE_INVALID_CHUNK_SIZE'],
])('a connection that brings %s fails the request', async (_, raw, end, code) => {
  expect(await ask(raw, end)).toBe(code);
});

test.each([204, 205, 304])('a response with status %i has no body', async (status) => {
  expect(await ask(`HTTP/1.1 ${status} Empty\r\nContent-Length: 0\r\n\r\n`)).toBe(`${status} `);
});

describe('a body that was encoded although the request asked for none', () => {
  const encoded = (name: string, body: Uint8Array) =>
    Buffer.concat([Buffer.from(ok('', `Content-Encoding: ${name}\r\n`).replace('Content-Length: 0\r\n', '')), body]);

  test.each<[string, Uint8Array]>([
    ['gzip', gzipSync('hello')],
    ['X-GZip', gzipSync('hello')],
    ['deflate', deflateSync('hello')],
    ['deflate', deflateRawSync('hello')],
    ['deflate', Buffer.alloc(0)],
    ['br', brotliCompressSync('hello')],
    ['gzip, br', brotliCompressSync(gzipSync('hello'))],
    ['identity', Buffer.from('hello')],
    ['', Buffer.from('hello')],
  ])('as %j is decoded (%#)', async (name, body) => {
    expect(await ask(encoded(name, body))).toBe(body.length === 0 ? '200 ' : '200 hello');
  });

  test.each<[string, Uint8Array, string]>([
    ['gzip', Buffer.from('not gzip'), 'Z_DATA_ERROR'],
    ['gzip', gzipSync('hello').subarray(0, 14), 'Z_BUF_ERROR'],
    ['br', Buffer.from('not brotli, not at all'), 'ERR__ERROR_FORMAT_PADDING_2'],
    ['zstd', Buffer.from('x'), 'content-encoding zstd'],
    ['__proto__', Buffer.from('x'), 'content-encoding __proto__'],
    ['gzip,gzip,gzip,gzip,gzip,gzip', Buffer.from('x'), 'content-encoding gzip,gzip,gzip,gzip,gzip,gzip'],
  ])('as %j fails if it cannot be decoded (%#)', async (name, body, code) => {
    expect(await ask(encoded(name, body))).toBe(code);
  });

  test('closes its connection when it is not read to its end', async () => {
    const zipped = encoded('gzip', gzipSync(Buffer.alloc(1_000_000, 'ab')));
    const server = await serve({ raw: zipped, end: 'hold' });
    const response = await createHttpFetch()(server.url);
    for await (const _ of response.body!) break;
    await expect(server.requests[0]!.closed).resolves.toBeGreaterThan(0);
  });
});

test('a connection lost before anyone reads the body fails only the body', async () => {
  const server = await serve({ raw: 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf', end: 'reset' });
  const response = await createHttpFetch()(server.url);
  await server.requests[0]!.closed;
  await new Promise((resolve) => setImmediate(resolve));
  await expect(response.text()).rejects.toMatchObject({ code: 'ECONNRESET' });
});
