import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Answer } from './server.ts';
import {
  blockStop,
  errorEvent,
  messageDelta,
  messageStart,
  messageStop,
  replyBody,
  sse,
  textDelta,
  textStart,
} from './sse.ts';

/** What a broken server does with a request: bytes for the bare socket, and what becomes of the connection then. */
export type BrokenAnswer = Required<Pick<Answer, 'raw' | 'end'>>;

const phrase = fc.oneof(
  fc.constantFrom('OK', '', 'Not Found', 'a\u001B[2Jb', '\u009B31m', '\u0000', '\u007F', 'x'.repeat(300)),
  fc.string({ unit: 'binary-ascii', maxLength: 10 }),
);
const status = fc.oneof(
  { weight: 5, arbitrary: fc.constant(200) },
  fc.integer({ min: 0, max: 999 }),
  fc.constantFrom(0, 99, 100, 101, 102, 103, 199, 204, 205, 301, 304, 307, 400, 401, 404, 429, 500, 529, 600, 999),
);
const statusLine = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(status, phrase).map(([code, text]) => `HTTP/1.1 ${String(code).padStart(3, '0')} ${text}`),
  },
  fc.constantFrom(
    'HTTP/1.0 200 OK',
    'HTTP/2 200',
    'HTTP/9.9 200 OK',
    'HTTP/1.1',
    'SSH-2.0-OpenSSH_9.6',
    'GET / HTTP/1.1',
    '',
  ),
);

const header = fc.constantFrom(
  'Content-Type: application/json',
  'Content-Type: text/html',
  'Content-Type: ',
  'Content-Length: 5',
  'Content-Length: 100000',
  'Content-Length: -1',
  'Content-Length: x',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Connection: upgrade\r\nUpgrade: websocket',
  'Connection: keep-alive',
  'Location: /v1/messages',
  'Location: \u0001//:',
  'Retry-After: -5',
  'Retry-After: soon',
  'X-Should-Retry: true',
  'Request-Id: \u009Bx\u00E9',
  'Mcp-Session-Id: s',
  'Set-Cookie: a=b',
  '__proto__: x',
  'no colon',
  ': no name',
  'bad name: x',
  'X-Null: \u0000',
  `X-Long: ${'x'.repeat(20_000)}`,
);

const oddValue = fc.constantFrom<unknown>(
  null,
  5,
  'x',
  [],
  {},
  { toString: null, valueOf: null },
  { length: 1 },
  true,
  -1,
  '__proto__',
);
const strangeKey = fc.constantFrom('index', 'delta', 'message', 'content_block', 'usage', '__proto__', 'type');
const knownEvents = [
  messageStart(),
  textStart(),
  textDelta('Hi'),
  blockStop(),
  messageDelta(),
  messageStop,
  errorEvent('overloaded_error', 'Overloaded'),
  { type: 'hologram' },
];
/** An event with one of its fields replaced, by text: an object literal cannot have a key named `__proto__`. */
const oddEvent = fc.tuple(fc.constantFrom(...knownEvents), strangeKey, oddValue).map(([event, key, value]) => {
  const { [key]: _, ...rest } = event;
  return `event: ${event.type}\ndata: {${JSON.stringify(key)}:${JSON.stringify(value)},${JSON.stringify(rest).slice(1)}\n\n`;
});
const oddError = fc
  .tuple(oddValue, oddValue, oddValue)
  .chain(([type, message, details]) =>
    fc.constantFrom<unknown>(
      { error: { type, message, details } },
      { error: type, request_id: message },
      { error: { details: { error_code: type } } },
    ),
  )
  .map((data) => `event: error\ndata: ${JSON.stringify(data)}\n\n`);
const event = fc.oneof(
  fc.constantFrom(...knownEvents).map((known) => sse(known)),
  oddEvent,
  oddError,
);
const events = fc.array(event, { maxLength: 8 }).map((list) => sse(messageStart()) + list.join(''));

const jsonText = fc.oneof(
  fc.json({ maxDepth: 3 }),
  oddValue.map((value) => JSON.stringify({ data: value, has_more: true, input_tokens: value, content: value })),
  oddValue.map((value) => JSON.stringify({ data: [value, { id: 'm', display_name: value }], has_more: value })),
  oddValue.map((value) => JSON.stringify({ error: value, type: 'error' })),
  oddValue.map((value) => JSON.stringify({ error: { type: value, message: value, details: value } })),
  oddValue.map((value) => JSON.stringify({ jsonrpc: '2.0', id: 0, result: value })),
);

const text = fc.oneof(
  fc.constant(replyBody({ text: 'Hello' })),
  events,
  jsonText,
  jsonText.map((json) => `data: ${json}\n\n`),
  fc.constantFrom(
    '',
    '<html>login</html>',
    'data',
    'data: {\n\n',
    'event: message_start\n\n',
    '\uFEFFdata: 1\r\r',
    '\n\n\n',
  ),
);
/** Cut off anywhere, or with a few other bytes in it. */
const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  text.map((whole) => Buffer.from(whole)),
  fc.tuple(text, fc.nat()).map(([whole, at]) => Buffer.from(whole).subarray(0, at % (whole.length + 1))),
  fc.tuple(text, fc.nat(), fc.uint8Array({ maxLength: 4 })).map(([whole, at, other]) => {
    const bytes = Buffer.from(whole);
    const place = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, place), other, bytes.subarray(place)]);
  }),
  fc.uint8Array({ maxLength: 50 }),
);

const ENCODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  Deflate: deflateRawSync,
  br: brotliCompressSync,
  'gzip, br': (bytes) => brotliCompressSync(gzipSync(bytes)),
};
const encoded = fc
  .tuple(body, fc.constantFrom(...Object.entries(ENCODERS)), fc.nat(), fc.boolean())
  .map(([bytes, [name, encode], at, isWhole]) => {
    const whole = encode(bytes);
    const part = isWhole ? whole : whole.subarray(0, at % (whole.length + 1));
    return { lines: [`Content-Encoding: ${name}`], bytes: part };
  });
const misnamed = fc
  .tuple(body, fc.constantFrom('zstd', 'gzip', 'br', 'deflate', 'identity', '__proto__', ',,', ''))
  .map(([bytes, name]) => ({ lines: [`Content-Encoding: ${name}`], bytes }));
const chunked = fc
  .tuple(body, fc.constantFrom('', '\r\n', '0\r\n', '0\r\n\r\n', 'zz\r\n', 'fffffffffffffffff\r\n', '5\r\nab'))
  .map(([bytes, tail]) => ({
    lines: ['Transfer-Encoding: chunked'],
    bytes: Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from(`\r\n${tail}`)]),
  }));
const payload = fc.oneof(
  body.map((bytes) => ({ lines: [] as string[], bytes })),
  encoded,
  misnamed,
  chunked,
);

const end = fc.constantFrom('close', 'close', 'close', 'reset', 'hold') satisfies fc.Arbitrary<BrokenAnswer['end']>;

const response = fc
  .record({ statusLine, headers: fc.array(header, { maxLength: 2 }), isStream: fc.boolean(), payload, end })
  .map(({ statusLine: first, headers, isStream, payload: { lines, bytes }, end: then }): BrokenAnswer => {
    const type = isStream ? ['Content-Type: text/event-stream'] : [];
    const head = [first, ...type, ...headers, ...lines, '', ''].join('\r\n');
    return { raw: Buffer.concat([Buffer.from(head, 'latin1'), bytes]), end: then };
  });

/** Anything that a broken or hostile server can do with an HTTP request: all of it must end as a failure or a reply. */
export const brokenAnswer: fc.Arbitrary<BrokenAnswer> = fc.oneof(
  { weight: 12, arbitrary: response },
  fc
    .tuple(response, fc.nat())
    .map(([{ raw, end: then }, at]) => ({ raw: raw.slice(0, at % (raw.length + 1)), end: then })),
  fc.record({ raw: fc.uint8Array({ maxLength: 40 }), end }),
);

/** The answer in a failing test's report. */
export const describeAnswer = ({ raw, end: then }: BrokenAnswer): string =>
  `${JSON.stringify(Buffer.from(raw).toString('latin1'))} ${then}`;
