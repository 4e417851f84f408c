import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import type { ReplyEvent } from '../../../src/core/reply/ports.ts';
import { noReply, type Outcome } from '../../../src/core/reply/reply.ts';
import { maskConversation, maskEvent, maskProblem, maskStreamLine } from '../../../src/core/secrets/mask-reply.ts';

const mask = (text: string) => text.replaceAll('KEY', '***');

const problem: Problem = {
  type: 'KEY_error',
  what: 'bad KEY',
  details: ['a KEY', 'b'],
  hint: 'no KEY',
  requestId: 'req KEY',
  exit: 'failed',
  retry: { afterMs: 5 },
};
const masked: Problem = {
  ...problem,
  type: '***_error',
  what: 'bad ***',
  details: ['a ***', 'b'],
  hint: 'no ***',
  requestId: 'req ***',
};

test('a problem is masked in all that people and programs read', () => {
  expect(maskProblem(problem, mask)).toEqual(masked);
  expect(maskProblem({ type: 'a', what: 'b', exit: 'usage' }, mask)).toEqual({ type: 'a', what: 'b', exit: 'usage' });
});

describe('an event', () => {
  test.each<[ReplyEvent, ReplyEvent]>([
    [
      { type: 'start', model: 'm KEY' },
      { type: 'start', model: 'm ***' },
    ],
    [
      { type: 'retry', problem, retry: 1, maxRetries: 2, delayMs: 3 },
      { type: 'retry', problem: masked, retry: 1, maxRetries: 2, delayMs: 3 },
    ],
    [
      { type: 'wire', json: '{"type":"error","error":"KEY"}' },
      { type: 'wire', json: '{"type":"error","error":"***"}' },
    ],
  ])('%j is masked', (event, expected) => {
    expect(maskEvent(event, mask)).toEqual(expected);
  });

  test.each<ReplyEvent>([
    { type: 'text', text: 'KEY' },
    { type: 'thinking', text: 'KEY' },
    { type: 'input', id: 'a', json: '"KEY"' },
    { type: 'result', id: 'a', name: 'b', text: 'KEY', isError: false },
  ])('%j is what was said', (event) => {
    expect(maskEvent(event, mask)).toBe(event);
  });

  const end = (outcome: Outcome): ReplyEvent => ({
    type: 'end',
    reply: {
      ...noReply(outcome),
      id: 'i KEY',
      model: 'm KEY',
      requestId: 'r KEY',
      stopReason: 's KEY',
      stopDetails: { explanation: 'e KEY' },
      usage: { input_tokens: 5, kind: 'u KEY' },
      text: 't KEY',
      content: [{ type: 'text', text: 't KEY' }],
    },
  });

  test('at the end keeps what was said, and masks the rest', () => {
    expect(maskEvent(end({ status: 'failed', problem }), mask)).toEqual({
      type: 'end',
      reply: {
        ...noReply({ status: 'failed', problem: masked }),
        id: 'i ***',
        model: 'm ***',
        requestId: 'r ***',
        stopReason: 's ***',
        stopDetails: { explanation: 'e ***' },
        usage: { input_tokens: 5, kind: 'u ***' },
        text: 't KEY',
        content: [{ type: 'text', text: 't KEY' }],
      },
    });
    for (const outcome of [{ status: 'complete' }, { status: 'interrupted', by: 'SIGINT' }] as const) {
      expect(maskEvent(end(outcome), mask)).toMatchObject({ reply: { outcome } });
    }
    const empty: ReplyEvent = { type: 'end', reply: noReply({ status: 'complete' }) };
    expect(maskEvent(empty, mask)).toEqual(empty);
  });
});

test('a saved conversation is masked in the reasons only', () => {
  const reply = { status: 'failed', content: [{ type: 'text', text: 'KEY' }], usage: {} } as const;
  const prompt = { type: 'prompt', content: 'KEY', time: 't' } as const;
  const whole = { type: 'reply', time: 't', reply } as const;
  const [first, second, third] = maskConversation(
    [prompt, { ...whole, reply: { ...reply, why: 'no KEY' } }, whole],
    mask,
  );
  expect(first).toBe(prompt);
  expect(second).toEqual({ ...whole, reply: { ...reply, why: 'no ***' } });
  expect(third).toBe(whole);
});

describe('a line of a recording', () => {
  test.each([
    ['data: {"type":"error", "error": {"message":"KEY"}}\n', 'data: {"type":"error", "error": {"message":"***"}}\n'],
    ['data:{"type":"ping","a":"KEY"}\r\n', 'data:{"type":"ping","a":"***"}\r\n'],
    ['data: {"type":"er KEY', 'data: {"type":"er ***'],
    ['data: ["KEY"]\n', 'data: ["***"]\n'],
    ['event: KEY\n', 'event: ***\n'],
    [': KEY {"a":1}\n', ': *** {"a":1}\n'],
    ['x data: {"type":"content_block_delta","a":"KEY"}\n', 'x data: {"type":"content_block_delta","a":"***"}\n'],
    ['\n', '\n'],
  ])('%j is masked', (line, expected) => {
    expect(maskStreamLine(line, mask)).toBe(expected);
  });

  test.each([
    'data: {"type":"content_block_delta","delta":{"text":"KEY"}}\n',
    'data: {"type": "content_block_start","content_block":{"text":"KEY"}}\n',
  ])('%j is what the model said', (line) => {
    expect(maskStreamLine(line, mask)).toBe(line);
  });

  test.each([
    [
      { type: 'message', id: 'KEY', content: [{ text: 'KEY' }] },
      { type: 'message', id: '***', content: [{ text: 'KEY' }] },
    ],
    [
      { type: 'message_start', message: { id: 'KEY', content: [{ text: 'KEY' }] } },
      { type: 'message_start', message: { id: '***', content: [{ text: 'KEY' }] } },
    ],
    [
      { type: 'message_start', message: { id: 'KEY', content: [] } },
      { type: 'message_start', message: { id: '***', content: [] } },
    ],
    [
      { type: 'x', message: 'KEY', content: 'KEY' },
      { type: 'x', message: '***', content: '***' },
    ],
  ])('%j keeps its content, and nothing else', (event, expected) => {
    expect(maskStreamLine(`data: ${JSON.stringify(event)}`, mask)).toBe(`data: ${JSON.stringify(expected)}`);
  });
});
