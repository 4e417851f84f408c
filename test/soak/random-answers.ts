import { apiError, json, jsonReply, reply } from '../helpers/answers.ts';
import { readmes } from '../helpers/documents.ts';
import type { Answer, RecordedRequest } from '../helpers/server.ts';
import { openReply, replyBody, sse, type WireEvent } from '../helpers/sse.ts';
import { blocksReply, textBlock, toolUse } from '../helpers/tool-replies.ts';
import type { Dice } from './dice.ts';

type Kind = (dice: Dice, request: RecordedRequest) => Answer;

const TEXTS = [
  'Hello',
  'The moon **pulls** at the sea.\n\n- one\n- two\n',
  '| Name | Worth |\n| --- | ---: |\n| alpha | 17 |\n| 日本 🙂 | 2 |\n',
  '```sh\necho one\necho two\n```\n',
  '日本語と 👩‍🚀 and \u0301 combining, \u202e bidi, \u001b[31m escapes \u0007\n',
  ...readmes.map(({ text }) => text.slice(0, 4000)),
];

function pieces(dice: Dice, text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = dice.whole(1, 60);
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return parts;
}

const good: Kind = (dice) => {
  const text = dice.pick(TEXTS);
  return reply({ deltas: pieces(dice, text), ...(dice.chance(0.2) && { thinking: 'Let me think.' }) });
};

const slow: Kind = (dice, request) => ({
  ...good(dice, request),
  beforeHeadersMs: dice.between(0, 400),
  beforeBodyMs: dice.between(0, 200),
  slice: dice.whole(20, 400),
  delayMs: dice.whole(1, 15),
});

/** The connection ends, or says no more, somewhere in the reply. */
const cut: Kind = (dice) => {
  const whole = replyBody({ deltas: pieces(dice, dice.pick(TEXTS)) });
  return { body: whole.slice(0, dice.whole(0, whole.length)), end: dice.pick(['close', 'reset', 'hold'] as const) };
};

const rejected: Kind = (dice) => {
  const status = dice.pick([400, 401, 402, 403, 404, 413, 418, 422, 429, 500, 502, 503, 529]);
  const retryAfter = dice.pick(['0', '1', 'soon', '-1']);
  return dice.chance(0.7)
    ? apiError(status, 'some_error', 'It was rejected.', { 'retry-after': retryAfter })
    : { status, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' };
};

const ODD_EVENTS: readonly WireEvent[] = [
  { type: 'ping' },
  { type: 'something_new', index: -1 },
  { type: 'content_block_delta', index: 99, delta: { type: 'text_delta', text: 'stray' } },
  { type: 'content_block_start', index: 'one', content_block: null },
  { type: 'message_delta', delta: null, usage: 'none' },
  { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  { type: 'message_stop' },
];

/** A reply with events where they do not belong, or with damaged bytes. */
const odd: Kind = (dice) => {
  const events = [...openReply({ deltas: pieces(dice, dice.pick(TEXTS)) })];
  for (let i = dice.whole(1, 4); i > 0; i--) events.splice(dice.whole(0, events.length), 0, dice.pick(ODD_EVENTS));
  const bytes = Buffer.from(sse(...events));
  for (let i = dice.whole(0, 5); i > 0; i--) bytes[dice.whole(0, bytes.length - 1)] = dice.whole(0, 255);
  return { body: bytes, end: dice.pick(['close', 'reset'] as const) };
};

const BAD_RESPONSES = [
  '',
  'no HTTP at all\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\ndata: {',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain',
  'HTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\n\r\n',
  'HTTP/1.1 302 Found\r\nlocation: /v1/messages\r\ncontent-length: 0\r\n\r\n',
];

const bad: Kind = (dice) => ({ raw: dice.pick(BAD_RESPONSES), end: dice.pick(['close', 'reset'] as const) });

const noStream: Kind = (dice) =>
  dice.chance(0.7)
    ? jsonReply({ text: dice.pick(TEXTS) })
    : json(200, dice.pick<unknown>([null, [], 5, { content: 'x' }, { type: 'message' }]));

/** A call of one of the tools that were offered, if any. */
const calling: Kind = (dice, request) => {
  const tools = (request.json?.tools ?? []) as { name: string }[];
  if (tools.length === 0) return good(dice, request);
  const calls = Array.from({ length: dice.whole(1, 3) }, (_, i) =>
    toolUse(
      `toolu_${i}`,
      dice.pick(tools).name,
      dice.pick<unknown>([{}, { message: 'hi' }, { path: '.' }, { a: 1, b: 2 }]),
    ),
  );
  return blocksReply([textBlock('Let me see.\n'), ...calls]);
};

const KINDS: readonly Kind[] = [good, good, slow, slow, cut, rejected, odd, bad, calling, calling, calling];

/** What an API server answers that nobody can rely on. */
export function randomAnswer(dice: Dice, request: RecordedRequest): Answer {
  if (request.path.startsWith('/v1/models')) {
    return dice.chance(0.8)
      ? json(200, { data: [{ id: 'claude-opus-5-5' }], has_more: false })
      : rejected(dice, request);
  }
  if (request.path.includes('count_tokens')) return json(200, { input_tokens: 7 });
  if (request.json?.stream !== true) return dice.chance(0.7) ? noStream(dice, request) : bad(dice, request);
  return dice.pick(KINDS)(dice, request);
}
