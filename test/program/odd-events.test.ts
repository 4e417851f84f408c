import { describe, expect, test } from 'vitest';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';
import {
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  openReply,
  replyBody,
  sse,
  textDelta,
  textStart,
} from '../helpers/sse.ts';

async function ask(body: string, args: readonly string[] = []) {
  const server = await serve({ body });
  return normalized(await run(['--max-retries', '0', ...args, 'hi'], { server }));
}

describe('what comes after message_stop', () => {
  const more = [textStart(1), textDelta('MORE', 1), blockStop(1), textDelta('MORE')];
  const body = replyBody({ text: 'ok' }) + sse(...more, messageDelta({ stopReason: 'refusal' }), messageStop);

  test('is not printed', async () => {
    expect(await ask(body)).toMatchObject({
      code: 0,
      stdout: 'ok',
      stderr: expect.stringMatching(/^end_turn · 12 in · 5 out/),
    });
  });

  test('is no part of the reply', async () => {
    const { code, stdout } = await ask(body, ['--json']);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      text: 'ok',
      content: [{ type: 'text', text: 'ok' }],
      stop_reason: 'end_turn',
    });
  });
});

describe('counts that are none', () => {
  const odd: readonly unknown[] = [
    {},
    { a: 1 },
    [],
    [5],
    'many',
    '7',
    true,
    null,
    -1.5,
    -7,
    1e300,
    { toString: null, valueOf: null },
  ];

  test.each(odd)('%j: nothing is said of them', async (count) => {
    const usage = {
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
      output_tokens_details: { thinking_tokens: count },
    } as unknown as Record<string, number>;
    const { code, stdout, stderr } = await ask(replyBody({ text: 'ok', usage }));
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'ok',
      stderr: 'end_turn · N s\n',
    });
  });

  test.each(odd)('%j in place of all of them: nothing is said of them', async (usage) => {
    const start = messageStart() as unknown as { message: object };
    const events = [
      { ...start, type: 'message_start', message: { ...start.message, usage } },
      ...openReply({ text: 'ok' }).slice(1),
      blockStop(),
      messageStop,
    ];
    const { stdout, stderr } = await ask(sse(...events), ['--json']);
    expect(stderr).not.toContain('object Object');
    expect(JSON.parse(stdout)).toMatchObject({ text: 'ok' });
  });
});

test.each(['__proto__', 'constructor', 'toString', 'length', -1, 0.5, {}, null])(
  'a delta with the index %j is a malformed event, and harms nothing',
  async (index) => {
    const odd = { type: 'content_block_delta', index, delta: { type: 'text_delta', text: 'x' } };
    const body = sse(...openReply({ text: 'Hel' }), odd, textDelta('lo'), blockStop(), messageDelta(), messageStop);
    expect(await ask(body)).toEqual({
      code: 1,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: the server sent a malformed event (request req_test)',
        'the server, or a proxy in between, is at fault; to continue it: claude-stream -c "go on"',
      ),
    });
  },
);

test('keys such as __proto__ anywhere in a reply are harmless', async () => {
  const odd = JSON.parse('{"__proto__":{"type":"text"},"constructor":{"prototype":1},"toString":null,"valueOf":null}');
  const body = sse(
    { ...messageStart({ usage: odd }), ...odd },
    { type: 'content_block_start', index: 0, content_block: { ...odd, type: 'text', text: '' }, ...odd },
    textDelta('ok'),
    blockStop(),
    { type: 'content_block_start', index: 1, content_block: { type: '__proto__', id: 'constructor', name: odd } },
    blockStop(1),
    {
      type: 'content_block_start',
      index: 2,
      content_block: {
        type: 'web_search_tool_result',
        tool_use_id: 'toString',
        content: [odd, { type: odd }, { type: 'web_search_result', title: odd, url: odd }],
      },
    },
    blockStop(2),
    { type: '__proto__', ...odd },
    messageDelta({ stopReason: '__proto__', stopDetails: odd, usage: odd }),
    messageStop,
  );
  expect(await ask(body, ['--strict'])).toMatchObject({ code: 0, stdout: 'ok' });
  const { stdout } = await ask(body, ['--json']);
  expect(JSON.parse(stdout)).toMatchObject({ text: 'ok', stop_reason: '__proto__' });
});
