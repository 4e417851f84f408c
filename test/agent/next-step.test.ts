import { describe, expect, test } from 'vitest';
import { nextStep, type Step } from '../../src/agent/next-step.ts';
import type { Outcome, Reply } from '../../src/core/reply/reply.ts';
import { scriptedReply } from '../helpers/fake-provider.ts';
import { toolUse } from '../helpers/tool-replies.ts';

const complete: Outcome = { status: 'complete' };
const interrupted: Outcome = { status: 'interrupted', by: 'SIGINT' };
const failed = (exit: 'unreachable' | 'tryLater', retry?: object): Outcome => ({
  status: 'failed',
  problem: { type: 'x', what: 'it broke', exit, ...(retry && { retry }) },
});
const end = (outcome: Outcome): Step => ({ type: 'end', outcome });
const call = (...ids: string[]): Step => ({
  type: 'call',
  calls: ids.map((id) => ({ id, name: 'add', input: { a: 1 } })),
});

const calling: Partial<Reply> = {
  stopReason: 'tool_use',
  content: [{ type: 'text', text: 'Hm' }, toolUse('1', 'add', { a: 1 }), toolUse('2', 'add', { a: 1 })],
};
const paused: Partial<Reply> = { stopReason: 'pause_turn' };
const cut: Partial<Reply> = { text: 'Hel', stopReason: 'max_tokens' };
const lost: Partial<Reply> = { text: 'Hel', stopReason: undefined, outcome: failed('unreachable', {}) };
const overloaded: Partial<Reply> = { ...lost, outcome: failed('tryLater', {}) };

describe('after a reply', () => {
  test.each<[string, Partial<Reply>, Step]>([
    ['that is complete', {}, end(complete)],
    ['that was interrupted', { text: 'Hel', outcome: interrupted }, end(interrupted)],
    ['that failed for good', { text: 'Hel', outcome: failed('unreachable') }, end(failed('unreachable'))],
    ['that failed before any text', { ...lost, text: '' }, end(failed('unreachable', {}))],
    ['that refuses', { text: 'No', stopReason: 'refusal' }, end(complete)],
    ['that calls tools', calling, call('1', '2')],
    ['that stopped for calls without any', { ...calling, content: [] }, end(complete)],
    ['that was interrupted in a call', { ...calling, outcome: interrupted }, end(interrupted)],
    [
      'that was cut off in a call',
      { ...calling, text: 'Hm', stopReason: 'max_tokens' },
      { type: 'continue', isServerBusy: false },
    ],
    ['that the API paused', paused, { type: 'resume' }],
    ['that was interrupted in a pause', { ...paused, outcome: interrupted }, end(interrupted)],
    ['that reached its token limit', cut, { type: 'continue', isServerBusy: false }],
    ['that reached its token limit without text', { ...cut, text: '' }, end(complete)],
    ['that lost its connection', lost, { type: 'continue', isServerBusy: false }],
    ['that an overloaded server cut off', overloaded, { type: 'continue', isServerBusy: true }],
  ])('%s', (_, given, step) => {
    const reply = scriptedReply(given);
    expect(nextStep(reply, reply, { maxTurns: 2, autoContinue: 1 }, true)).toEqual(step);
  });

  test('that has calls which must not run, they are told from those that may', () => {
    const input = { a: 1 };
    const content = [
      toolUse('1', 'add', input),
      { ...toolUse('', 'add', 'no object'), id: 5 },
      { ...toolUse('2', ''), name: ['add'] },
    ];
    const reply = scriptedReply({ ...calling, content });
    const step = nextStep(reply, reply, { maxTurns: 2, autoContinue: 1 }, true);
    expect(step).toEqual({
      type: 'call',
      calls: [
        { id: '1', name: 'add', input },
        { id: '', name: 'add', input: 'no object', flaw: 'its id is not valid' },
        { id: '2', name: '', input: {}, flaw: 'its name is not valid' },
      ],
    });
    // What is shown and runs is the reply's own input.
    expect(step.type === 'call' && step.calls[0]!.input).toBe(input);
  });

  test('without tools, calls are left alone', () => {
    const reply = scriptedReply(calling);
    expect(nextStep(reply, reply, { maxTurns: 2, autoContinue: 1 }, false)).toEqual(end(complete));
    const both = scriptedReply(paused);
    expect(nextStep(both, both, { maxTurns: 2, autoContinue: 1 }, false)).toEqual({ type: 'resume' });
  });
});

describe('limits', () => {
  const atMaxTurns = end({ status: 'complete', atMaxTurns: true });

  test.each<[string, Partial<Reply>, number, number, Step]>([
    ['a call in the last request but one', calling, 2, 3, call('1', '2')],
    ['a call in the last request', calling, 3, 3, atMaxTurns],
    ['a call in a request past the last', calling, 4, 3, atMaxTurns],
    ['a call in the only request', calling, 1, 1, end(complete)],
    ['a pause in the last request', paused, 3, 3, atMaxTurns],
    ['a pause in the only request', paused, 1, 1, end(complete)],
    ['an ending in the last request', {}, 3, 3, end(complete)],
    ['a cut in the last request', cut, 3, 3, { type: 'continue', isServerBusy: false }],
  ])('%s', (_, given, requests, maxTurns, step) => {
    const reply = scriptedReply(given);
    expect(nextStep(reply, { ...reply, requests }, { maxTurns, autoContinue: 1 }, true)).toEqual(step);
  });

  test.each([
    [0, 0, 'end'],
    [0, 1, 'continue'],
    [2, 3, 'continue'],
    [3, 3, 'end'],
    [4, 3, 'end'],
  ])('a cut after %i of %i continuations: %s', (continued, autoContinue, type) => {
    const reply = scriptedReply(cut);
    expect(nextStep(reply, { ...reply, continued }, { maxTurns: 1, autoContinue }, true).type).toBe(type);
  });
});
