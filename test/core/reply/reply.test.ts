import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { resultLine } from '../../../src/core/reply/json-output.ts';
import { exitCode, noReply, stopReasonOf, textOf, type Outcome, type Reply } from '../../../src/core/reply/reply.ts';

const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };

describe('why a reply stopped', () => {
  test.each<[Outcome, string | undefined, string | undefined]>([
    [{ status: 'complete' }, 'end_turn', 'end_turn'],
    [{ status: 'complete' }, undefined, undefined],
    [{ status: 'complete', atMaxTurns: true }, 'tool_use', 'max_turns'],
    [{ status: 'complete', atMaxTurns: true }, 'pause_turn', 'max_turns'],
    [{ status: 'failed', problem: overloaded }, 'tool_use', 'tool_use'],
    [{ status: 'interrupted', by: 'SIGINT' }, undefined, undefined],
  ])('%j with %s: %s', (outcome, stopReason, expected) => {
    const reply = { ...noReply(outcome), stopReason };
    expect(stopReasonOf(reply)).toBe(expected);
    expect(JSON.parse(resultLine('json', reply)).stop_reason).toBe(expected ?? null);
  });
});

describe('the exit code', () => {
  test.each([
    [{}, false, 0],
    [{ stopReason: 'max_tokens' }, false, 0],
    [{ stopReason: 'max_tokens' }, true, 10],
    [{ stopReason: 'refusal' }, true, 11],
    [{ stopReason: 'model_context_window_exceeded' }, true, 12],
    [{ stopReason: 'toString' }, true, 0],
    [{ stopReason: 'tool_use', outcome: { status: 'complete', atMaxTurns: true } }, true, 0],
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
