import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { noReply, resultLine } from '../../../src/core/reply/json-output.ts';
import { exitCode, stopReasonOf, textOf, type Outcome } from '../../../src/core/reply/reply.ts';

const complete = { status: 'complete' } as const;
const atMaxTurns = { status: 'complete', atMaxTurns: true } as const;
const problem: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater' };

describe('why a reply stopped', () => {
  test.each<[Outcome, string | undefined, string | undefined]>([
    [complete, 'end_turn', 'end_turn'],
    [complete, undefined, undefined],
    [atMaxTurns, 'tool_use', 'max_turns'],
    [atMaxTurns, 'pause_turn', 'max_turns'],
    [{ status: 'failed', problem }, 'tool_use', 'tool_use'],
    [{ status: 'interrupted', by: 'SIGINT' }, undefined, undefined],
  ])('%j with %s: %s', (outcome, stopReason, expected) => {
    const reply = { ...noReply(outcome), stopReason };
    expect(stopReasonOf(reply)).toBe(expected);
    expect(JSON.parse(resultLine('json', reply)).stop_reason).toBe(expected ?? null);
  });
});

describe('the exit code', () => {
  test.each<[Outcome, string | undefined, number, number]>([
    [complete, 'end_turn', 0, 0],
    [complete, undefined, 0, 0],
    [complete, 'max_tokens', 0, 10],
    [complete, 'refusal', 0, 11],
    [complete, 'model_context_window_exceeded', 0, 12],
    [complete, 'toString', 0, 0],
    [atMaxTurns, 'tool_use', 0, 0],
    [{ status: 'failed', problem }, 'max_tokens', 75, 75],
    [{ status: 'interrupted', by: 'SIGINT' }, undefined, 130, 130],
    [{ status: 'interrupted', by: 'reader-gone' }, undefined, 0, 0],
  ])('of %j with %s is %i, with --strict %i', (outcome, stopReason, lenient, strict) => {
    const reply = { ...noReply(outcome), stopReason };
    expect([exitCode(reply, false), exitCode(reply, true)]).toEqual([lenient, strict]);
  });
});

test('the text of a reply is its text blocks with nothing between them', () => {
  expect(
    textOf([
      { type: 'text', text: 'a' },
      { type: 'thinking', thinking: 'x' },
      { type: 'text', text: 'b' },
    ]),
  ).toBe('ab');
});
