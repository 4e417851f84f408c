import { describe, expect, test } from 'vitest';
import { json } from '../helpers/answers.ts';
import { CONTINUE_HINT, problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { closeReply, errorEvent, messageStart, openReply, ping, replyBody, sse, textStart } from '../helpers/sse.ts';

const overloaded = errorEvent('overloaded_error', 'Overloaded');
const openText = sse(...openReply({ text: 'Hel' }));

describe('an error event', () => {
  const said = problemText('the API is overloaded: Overloaded (request req_test)', 'try again in a minute');

  test('as the first event leaves stdout empty', async () => {
    expect(await ask({ body: sse(overloaded) })).toEqual({ code: 75, stdout: '', stderr: said });
  });

  test('in the middle of the text leaves the text, reported as cut off', async () => {
    expect(await ask({ body: openText + sse(overloaded) })).toEqual({
      code: 75,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: the API is overloaded: Overloaded (request req_test)',
        `try again in a minute; ${CONTINUE_HINT}`,
      ),
    });
  });

  test('in the middle of thinking leaves stdout empty and reports nothing as cut off', async () => {
    const body = sse(...openReply({ thinking: 'Hm' }), overloaded);
    expect(await ask({ body })).toEqual({ code: 75, stdout: '', stderr: said });
  });

  test('in the middle of a tool input reports the reply as cut off', async () => {
    const body = sse(...openReply({ toolInput: '{"city":"Os' }), overloaded);
    const call = '● weather input: {"city":"Os\n  ✗ not run\n';
    expect(await ask({ body })).toEqual({ code: 75, stdout: '', stderr: call + said });
  });

  test('from the API itself is a failure, not a hint to try again later', async () => {
    const body = openText + sse(errorEvent('api_error', 'Internal server error'));
    expect(await ask({ body })).toEqual({
      code: 1,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: the API reported an error: Internal server error (request req_test)',
        `try again in a minute; ${CONTINUE_HINT}`,
      ),
    });
  });

  test('names the request even if the headers did not', async () => {
    const body = sse(errorEvent('overloaded_error', 'Overloaded', 'req_event'));
    const { stderr } = await ask({ headers: { 'request-id': undefined }, body });
    expect(stderr).toContain('(request req_event)');
  });
});

describe('a stream that is cut off', () => {
  const said = problemText(
    'the reply was cut off: the connection closed before the reply was complete (request req_test)',
    CONTINUE_HINT,
  );

  test('by a reset in the middle of the text', async () => {
    expect(await ask({ body: openText, end: 'reset' })).toEqual({
      code: 69,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: http://127.0.0.1:N: connection lost (ECONNRESET) (request req_test)',
        CONTINUE_HINT,
      ),
    });
  });

  test('by a clean close before message_stop', async () => {
    expect(await ask({ body: openText })).toEqual({ code: 69, stdout: 'Hel', stderr: said });
  });

  test('between message_delta and message_stop', async () => {
    const body = openText + sse(...closeReply({ text: 'Hel' }).slice(0, -1));
    expect(await ask({ body })).toEqual({ code: 69, stdout: 'Hel', stderr: said });
  });

  test('in the middle of an event', async () => {
    const body = `${openText}event: content_block_delta\ndata: {"type":"content_blo`;
    expect(await ask({ body })).toEqual({ code: 69, stdout: 'Hel', stderr: said });
  });

  test('before any text', async () => {
    expect(await ask({ body: sse(messageStart(), textStart(), ping) })).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('the connection closed before the reply was complete (request req_test)', 'try again'),
    });
  });

  test.each([
    ['its final blank line', replyBody().slice(0, -1)],
    ['its last two newlines', replyBody().slice(0, -2)],
  ])('before %s counts as complete', async (_, body) => {
    expect(await ask({ body })).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: 'end_turn · 12 in · 5 out · $0.0001 · N s\n',
    });
  });
});

describe('a response that is not an event stream', () => {
  test('a page of HTML with status 200', async () => {
    expect(await ask({ headers: { 'content-type': 'text/html' }, body: '<html><title>Log in</title></html>' })).toEqual(
      {
        code: 1,
        stdout: '',
        stderr: problemText(
          'http://127.0.0.1:N returned text/html instead of an event stream (request req_test)',
          'check --base-url; a proxy or a login page may be in the way',
        ),
      },
    );
  });

  test('JSON with status 200', async () => {
    expect(await ask(json(200, { hello: 'world' }))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'http://127.0.0.1:N returned application/json instead of an event stream (request req_test)',
        'the server may not support streaming; try --no-stream',
      ),
    });
  });

  test.each([
    ['an empty body', ''],
    ['garbage bytes', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
  ])('%s', async (_, body) => {
    expect(await ask({ body })).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('the connection closed before the reply was complete (request req_test)', 'try again'),
    });
  });

  test('malformed JSON in the first event', async () => {
    expect(await ask({ body: 'event: message_start\ndata: {"type":"message_start",\n\n' })).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'the server sent an event that is not JSON (request req_test)',
        'the server, or a proxy in between, is at fault',
      ),
    });
  });

  test('malformed JSON after some text', async () => {
    expect(await ask({ body: `${openText}event: content_block_delta\ndata: {"type":nonsense}\n\n` })).toEqual({
      code: 1,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: the server sent an event that is not JSON (request req_test)',
        'the server, or a proxy in between, is at fault; to continue it: claude-stream -c "go on"',
      ),
    });
  });

  const start = sse(messageStart(), textStart());
  const strayDelta = { type: 'content_block_delta', index: 9, delta: { type: 'text_delta', text: 'x' } };
  test.each([
    ['an event that is null', 'event: message_start\ndata: null\n\n'],
    ['an event that is a list', `${start}event: content_block_delta\ndata: []\n\n`],
    ['fields of the wrong types', start + sse({ type: 'content_block_delta', index: 'x', delta: 7 })],
    ['a delta for a block that never started', start + sse(strayDelta)],
    ['a message_start without a message', sse({ type: 'message_start' })],
    ['a message that is not an object', sse({ type: 'message_start', message: 'hi' })],
    ['a second message_start', start + sse(messageStart())],
  ])("%s is reported in plain words, not a programmer's", async (_, body) => {
    const result = await ask({ body });
    expect(result.code).toBeOneOf([1, 69]);
    expect(result.stderr).toMatch(/^claude-stream: .+ \(request req_test\)\n/);
    expect(result.stderr).not.toMatch(/^ +at |bug|TypeError|undefined|Cannot read/m);
  });
});

describe('the program tolerates', () => {
  const said = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';
  const [start, ...rest] = openReply({ text: 'Hello' });
  const [stop, ...ending] = closeReply({ text: 'Hello' });

  test('comments, pings and CRLF line ends', async () => {
    const body = `: hi\n\n${sse(ping, start!, ping, ...rest, ping, stop!, ...ending)}`;
    expect(await ask({ body: body.replaceAll('\n', '\r\n') })).toEqual({ code: 0, stdout: 'Hello', stderr: said });
  });

  test('unknown events', async () => {
    const odd = { type: 'weather_report', sky: 'blue' };
    const body = sse(start!, odd, ...rest, stop!, ...ending);
    expect(await ask({ body })).toEqual({ code: 0, stdout: 'Hello', stderr: said });
  });

  test('unknown blocks', async () => {
    const odd = [
      { type: 'content_block_start', index: 1, content_block: { type: 'hologram', shape: 'cat' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'hologram_delta', turn: 3 } },
      { type: 'content_block_stop', index: 1 },
    ];
    const body = sse(start!, ...rest, stop!, ...odd, ...ending);
    expect(await ask({ body })).toEqual({ code: 0, stdout: 'Hello', stderr: said });
  });

  test('unknown deltas', async () => {
    const odd = { type: 'content_block_delta', index: 0, delta: { type: 'italic_delta', slant: 12 } };
    const body = sse(start!, ...rest, odd, stop!, ...ending);
    expect(await ask({ body })).toEqual({ code: 0, stdout: 'Hello', stderr: said });
  });

  test('unknown stop reasons, and names them', async () => {
    expect(await ask({ body: replyBody({ text: 'Hello', stopReason: 'bored' }) })).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: 'bored: unknown stop reason · 12 in · 5 out · $0.0001 · N s\n',
    });
  });
});

async function ask(answer: Answer) {
  const server = await serve(answer);
  return normalized(await run(['--max-retries', '0', 'hi'], { server }));
}
