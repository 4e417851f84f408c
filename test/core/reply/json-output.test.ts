import { describe, expect, test } from 'vitest';
import { resultLine, type Extraction } from '../../../src/core/reply/json-output.ts';
import { noReply, type Reply } from '../../../src/core/reply/reply.ts';

const complete = noReply({ status: 'complete' });
const cut: Reply = { ...complete, stopReason: 'max_tokens' };
const failed = noReply({ status: 'failed', problem: { type: 'overloaded', what: 'busy', exit: 'tryLater' } });
const interrupted = noReply({ status: 'interrupted', by: 'SIGINT' });
const missing: Extraction = {
  problem: { type: 'no_code_block', what: 'no code block', details: ['one', 'two'], exit: 'failed' },
};
const rest =
  '"text":"","content":[],"stop_reason":null,"usage":{},"cost_usd":null,"timings":{"first_text_ms":null,"total_ms":0}';
const whole = `"id":null,"model":null,${rest},"request_id":null,"retries":0`;
const parsed = (reply: Reply, extraction?: Extraction, strict?: boolean) =>
  JSON.parse(resultLine('json', reply, extraction, strict)) as Record<string, unknown>;

test.each([
  ['json', `{${whole}}`],
  ['stream-json', `{"type":"result",${whole}}`],
] as const)('the line of %s', (format, line) => {
  expect(resultLine(format, complete)).toBe(line);
});

describe('an extraction', () => {
  test.each<[Extraction, object]>([
    [{ text: '[1]', fields: { json: [1] } }, { json: [1] }],
    [{ text: 'ls', fields: { extracted: 'ls' } }, { extracted: 'ls' }],
  ])('%j adds its field', (extraction, field) => {
    expect(parsed(complete, extraction)).toEqual({ ...parsed(complete), ...field });
  });

  test.each<[string, Reply, Extraction | undefined, boolean | undefined, object | undefined]>([
    ['nothing wrong', complete, undefined, false, undefined],
    ['a failed reply', failed, undefined, false, { type: 'overloaded', message: 'busy', exit_code: 75 }],
    [
      'an interrupted reply',
      interrupted,
      undefined,
      false,
      { type: 'interrupted', message: 'interrupted by SIGINT', exit_code: 130 },
    ],
    [
      'a failed extraction',
      complete,
      missing,
      false,
      { type: 'no_code_block', message: 'no code block\none\ntwo', exit_code: 1 },
    ],
    ['a failed extraction from a cut reply', cut, missing, undefined, expect.objectContaining({ exit_code: 1 })],
    [
      'a failed extraction from a cut reply with --strict',
      cut,
      missing,
      true,
      expect.objectContaining({ exit_code: 10 }),
    ],
    ['a failed reply before its extraction', failed, missing, false, expect.objectContaining({ type: 'overloaded' })],
    [
      'no extraction because the reply failed',
      failed,
      { problem: undefined },
      false,
      expect.objectContaining({ type: 'overloaded' }),
    ],
    ['no extraction and no problem', complete, { problem: undefined }, false, undefined],
  ])('with %s has this error', (_, reply, extraction, strict, error) => {
    expect(parsed(reply, extraction, strict)['error']).toEqual(error);
  });
});
