import { describe, expect, test } from 'vitest';
import { fromMessage, toResult, toStored, type PartialMessage } from '../../../src/core/reply/reply-mappings.ts';
import { noReply, type Reply } from '../../../src/core/reply/reply.ts';

const lost = { type: 'overloaded', what: 'busy', exit: 'tryLater' } as const;
const whole: Reply = {
  outcome: { status: 'complete' },
  id: 'msg_1',
  model: 'claude-opus-5-5',
  text: 'Hi',
  content: [{ type: 'text', text: 'Hi' }],
  stopReason: 'max_tokens',
  stopDetails: { explanation: null },
  usage: { input_tokens: 1, output_tokens: 2 },
  cost: { usd: 0.5, savedUsd: 0.1 },
  requestId: 'req_1',
  retries: 2,
  requests: 3,
  continued: 1,
  firstTextMs: 12.4,
  totalMs: 34.6,
};
const nothing = noReply({ status: 'complete' });

describe('a reply as JSON output', () => {
  // Programs may depend on every byte of these.
  test.each<[string, Reply, string]>([
    [
      'has every field',
      whole,
      '{"id":"msg_1","model":"claude-opus-5-5","text":"Hi","content":[{"type":"text","text":"Hi"}],"stop_reason":"max_tokens","stop_details":{"explanation":null},"usage":{"input_tokens":1,"output_tokens":2},"cost_usd":0.5,"timings":{"first_text_ms":12,"total_ms":35},"request_id":"req_1","retries":2,"requests":3,"continued":1}',
    ],
    [
      'has null for most fields that are unknown',
      nothing,
      '{"id":null,"model":null,"text":"","content":[],"stop_reason":null,"usage":{},"cost_usd":null,"timings":{"first_text_ms":null,"total_ms":0},"request_id":null,"retries":0}',
    ],
    [
      'does not mention a single request',
      { ...nothing, requests: 1, firstTextMs: 0, totalMs: 0.4 },
      '{"id":null,"model":null,"text":"","content":[],"stop_reason":null,"usage":{},"cost_usd":null,"timings":{"first_text_ms":0,"total_ms":0},"request_id":null,"retries":0}',
    ],
  ])('%s', (_, reply, json) => {
    expect(JSON.stringify(toResult(reply))).toBe(json);
  });
});

test.each([
  ['invalid_request_error', true],
  ['request_too_large', true],
  ['http_400', true],
  ['http_413', true],
  ['http_422', true],
  ['not_found_error', false],
  ['authentication_error', false],
  ['overloaded_error', false],
  ['connection_lost', false],
])('a stored reply that failed with %s was rejected: %s', (type, isRejected) => {
  const reply = noReply({ status: 'failed', problem: { type, what: 'no', exit: 'failed' } });
  expect(toStored(reply, 'opus').rejected === true).toBe(isRejected);
  expect(toStored(noReply({ status: 'interrupted', by: 'SIGINT' }), 'opus')).not.toHaveProperty('rejected');
});

describe('a reply as it is stored', () => {
  // Journals in this form are on people's disks.
  test.each<[string, Reply, string]>([
    [
      'has every field but the counts of requests',
      whole,
      '{"status":"complete","asked":"opus","id":"msg_1","model":"claude-opus-5-5","content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":1,"output_tokens":2},"retries":2,"stop_reason":"max_tokens","stop_details":{"explanation":null},"request_id":"req_1","timings":{"first_text_ms":12,"total_ms":35}}',
    ],
    [
      'lacks what is unknown',
      nothing,
      '{"status":"complete","asked":"opus","content":[],"usage":{},"retries":0,"timings":{"total_ms":0}}',
    ],
    [
      'says what interrupted it',
      noReply({ status: 'interrupted', by: 'SIGTERM' }),
      '{"status":"interrupted","why":"interrupted by SIGTERM","asked":"opus","content":[],"usage":{},"retries":0,"timings":{"total_ms":0}}',
    ],
    [
      'says what failed',
      noReply({ status: 'failed', problem: lost }),
      '{"status":"failed","why":"busy","asked":"opus","content":[],"usage":{},"retries":0,"timings":{"total_ms":0}}',
    ],
  ])('%s', (_, reply, json) => {
    expect(JSON.stringify(toStored(reply, 'opus'))).toBe(json);
  });
});

describe('a message of the API', () => {
  const known = { requestId: 'req_1', retries: 2, firstTextMs: 12.4, totalMs: 34.6 };

  test('becomes a reply with all its fields', () => {
    const message = {
      id: 'msg_1',
      model: 'claude-opus-5-5',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'max_tokens',
      stop_details: { explanation: null },
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    expect(fromMessage(message, { status: 'complete' }, known)).toEqual({
      ...whole,
      cost: undefined,
      requests: 1,
      continued: 0,
    });
  });

  test.each<[string, PartialMessage & Record<string, unknown>]>([
    ['of which nothing has arrived', {}],
    ['whose fields are null', { id: null, content: null, stop_reason: null, stop_details: null, usage: null }],
    ['that claims what only the client knows', { retries: 7, request_id: 'req_9' }],
    ['with unknown fields', { type: 'message', outcome: 'odd', continued: 3 }],
  ])('%s becomes a reply without them', (_, message) => {
    const outcome = { status: 'failed', problem: lost } as const;
    expect(fromMessage(message, outcome, known)).toStrictEqual({ ...noReply(outcome), ...known, requests: 1 });
  });

  test('has the text of its text blocks', () => {
    const content = [
      { type: 'text', text: 'One ' },
      { type: 'thinking', thinking: 'Hm', text: 'not this' },
      { type: 'text', text: 'two' },
    ];
    expect(fromMessage({ content }, { status: 'complete' }, known)).toMatchObject({ text: 'One two', content });
  });
});
