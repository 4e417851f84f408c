import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const CHARACTERS_PER_SECOND = 190;
const FIRST_TEXT_MS = 500;

const SKY = `Sunlight holds every colour. Air scatters **short waves far more than long ones**: the
effect grows with the *fourth power* of the frequency.

| Colour | Wavelength | Scattered, compared to red |
| ------ | ---------: | -------------------------- |
| red    |     700 nm | 1×                         |
| green  |     530 nm | 3×                         |
| blue   |     450 nm | 6×                         |

So blue light reaches you from all over the sky. At sunset the light takes a longer path, the
blue is scattered away on the way, and the red is left.
`.replace(/(?<=[a-z])\n(?=[a-z])/g, ' ');

const COMMIT = `Try five times before giving up

A restart of the server takes longer than three tries.
`;

const FILE = { path: 'todo.md', content: '- call the bank\n- buy milk\n- water the plants\n' };

const PENDULUM = readFileSync(new URL('../fixtures/documents/answer.md', import.meta.url), 'utf8');

/** What the model says to a request whose last message is about this. */
const REPLIES = [
  { about: /sky/, words: SKY },
  { about: /pendulum/, words: PENDULUM },
  { about: /commit message/, words: COMMIT },
  { about: /tool_result/, words: 'Done: `todo.md` now ends with *water the plants*.\n' },
  { about: /plants/, words: 'I’ll add it below the other tasks.\n', call: { name: 'write_file', input: FILE } },
];

/** A server that sends these replies at a model's pace. */
export async function serveReplies() {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function answer(request, response) {
  const body = await text(request);
  const prompt = JSON.stringify(JSON.parse(body).messages.at(-1));
  const reply = REPLIES.find(({ about }) => about.test(prompt));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const event of eventsOf(reply, tokensIn(body))) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}

/** About as many as the API would count. */
const tokensIn = (json) => Math.ceil(json.length / 4);

async function* eventsOf({ words, call }, inputTokens) {
  const usage = { input_tokens: inputTokens, output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-opus-5-5', content: [], usage };
  yield { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } };
  await sleep(FIRST_TEXT_MS);
  const input = call === undefined ? '' : JSON.stringify(call.input);
  yield* block(0, { type: 'text', text: '' }, words, (piece) => ({ type: 'text_delta', text: piece }));
  if (call !== undefined) {
    const start = { type: 'tool_use', id: 'toolu_1', name: call.name, input: {} };
    yield* block(1, start, input, (piece) => ({ type: 'input_json_delta', partial_json: piece }));
  }
  const delta = { stop_reason: call === undefined ? 'end_turn' : 'tool_use', stop_sequence: null };
  yield { type: 'message_delta', delta, usage: { output_tokens: tokensIn(words + input) } };
  yield { type: 'message_stop' };
}

async function* block(index, start, content, deltaOf) {
  yield { type: 'content_block_start', index, content_block: start };
  for (const piece of content.match(/\s*\S{1,12}\s*?/g)) {
    await sleep((1000 * piece.length) / CHARACTERS_PER_SECOND);
    yield { type: 'content_block_delta', index, delta: deltaOf(piece) };
  }
  yield { type: 'content_block_stop', index };
}
