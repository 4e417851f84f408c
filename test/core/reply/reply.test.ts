import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { exitCode, noReply, textOf, type Reply } from '../../../src/core/reply/reply.ts';

const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };

describe('the exit code', () => {
  test.each([
    [{}, false, 0],
    [{ stopReason: 'max_tokens' }, false, 0],
    [{ stopReason: 'max_tokens' }, true, 10],
    [{ stopReason: 'refusal' }, true, 11],
    [{ stopReason: 'model_context_window_exceeded' }, true, 12],
    [{ stopReason: 'toString' }, true, 0],
    [{ outcome: { status: 'failed', problem: overloaded } }, false, 75],
    [{ outcome: { status: 'interrupted', by: 'SIGINT' } }, true, 130],
    [{ outcome: { status: 'interrupted', by: 'SIGTERM' } }, true, 143],
    [{ outcome: { status: 'interrupted', by: 'SIGHUP' } }, true, 129],
    [{ outcome: { status: 'interrupted', by: 'reader-gone' } }, true, 0],
  ] satisfies [Partial<Reply>, boolean, number][])('of %j, with --strict %s, is %i', (change, strict, code) => {
    expect(exitCode({ ...noReply({ status: 'complete' }), ...change }, strict)).toBe(code);
  });
});

test.each([
  [[], ''],
  [
    [
      { type: 'text', text: 'a' },
      { type: 'thinking', thinking: 'x' },
      { type: 'text', text: 'b' },
    ],
    'ab',
  ],
  [[{ type: 'thinking', text: 'x' }], ''],
])('the text of %j is %j', (content, text) => {
  expect(textOf(content)).toBe(text);
});
