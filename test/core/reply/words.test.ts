import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../src/core/reply/format-problem.ts';
import { wrapWords } from '../../../src/core/text/word-wrap.ts';
import { nearest } from '../../../src/core/text/nearest.ts';
import { KNOWN_MODELS } from '../../../src/core/config/known-models.ts';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { createProgress } from '../../../src/terminal/output/progress.ts';
import { composePrompt } from '../../../src/core/conversation/prompt.ts';
import { exitCode, type Reply } from '../../../src/core/reply/reply.ts';
import { retryDelayMs } from '../../../src/api/retry.ts';
import { summaryLine, type SavedText } from '../../../src/core/reply/summary.ts';

const complete: Reply = {
  outcome: { status: 'complete' },
  id: 'msg_1',
  model: 'claude-opus-5-5',
  text: 'Hello',
  content: [{ type: 'text', text: 'Hello' }],
  stopReason: 'end_turn',
  stopDetails: undefined,
  usage: { input_tokens: 12, output_tokens: 256 },
  requestId: 'req_1',
  retries: 0,
  requests: 1,
  continued: 0,
  firstTextMs: 620,
  totalMs: 3900,
};
const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };

describe('the prompt', () => {
  test('is the words, or the input, as they are', () => {
    expect(composePrompt(['why', 'is  it'], undefined)).toBe('why is  it');
    expect(composePrompt([], ' text\r\n')).toBe(' text\r\n');
    expect(composePrompt(['why'], '')).toBe('why');
  });

  test('has the input first in a labelled block and the question last', () => {
    expect(composePrompt(['why', 'so?'], 'a\nb')).toBe('<stdin>\na\nb\n</stdin>\n\nwhy so?');
    expect(composePrompt(['why?'], 'a\n')).toBe('<stdin>\na\n</stdin>\n\nwhy?');
  });

  test.each([
    [[], undefined],
    [[], ' \n'],
    [['', ' '], undefined],
  ])('of nothing is refused: %j %j', (words, input) => {
    expect(() => composePrompt(words, input)).toThrow('no prompt given');
  });
});

describe('the summary', () => {
  const line = (change: Partial<Reply>, saved?: SavedText) => summaryLine({ ...complete, ...change }, saved);

  test('says why it stopped, what it cost and how long it took', () => {
    expect(line({})).toBe('end_turn · 12 in · 256 out · first text 0.62 s · 78 tok/s · 3.9 s');
  });

  test('counts what the cache read and wrote as input', () => {
    const usage = {
      input_tokens: 12,
      cache_read_input_tokens: 1000,
      cache_creation_input_tokens: 200,
      output_tokens: 5,
    };
    expect(line({ usage })).toContain(' · 1,212 in (1,000 cache read, 200 cache written, 70% saved) · 5 out · ');
  });

  test.each([
    [{ stopReason: 'max_tokens' }, 'max_tokens: the reply reached its token limit (raise it with --max-tokens)'],
    [{ stopReason: 'refusal', stopDetails: { explanation: 'No.' } }, 'refusal: the model declined to continue: No.'],
    [{ stopReason: 'a_new_one' }, 'a_new_one: unknown stop reason'],
    [{ stopReason: 'stop_sequence' }, 'stop_sequence: the reply reached a stop sequence'],
    [{ stopReason: undefined }, 'ended without a stop reason'],
    [{ outcome: { status: 'interrupted', by: 'SIGINT' } }, 'interrupted'],
    [{ outcome: { status: 'interrupted', by: 'SIGTERM' } }, 'interrupted by SIGTERM'],
  ] satisfies [Partial<Reply>, string][])('begins with the ending: %j', (change, beginning) => {
    expect(line(change).split(' · ')[0]).toBe(beginning);
  });

  test('does not count thinking as text that streamed', () => {
    const content = [{ type: 'thinking' }, { type: 'text', text: 'x' }];
    const usage = { output_tokens: 3000, output_tokens_details: { thinking_tokens: 2990 } };
    expect(line({ content, usage, firstTextMs: 3000, totalMs: 3500 })).toContain(' · 20 tok/s · ');
    expect(line({ content, usage: { output_tokens: 3000 }, firstTextMs: 3000, totalMs: 3500 })).not.toContain('tok/s');
  });

  test('leaves out what is not known', () => {
    expect(line({ usage: {}, firstTextMs: undefined, totalMs: 120_400 })).toBe('end_turn · 120 s');
  });

  test('names retries and the file', () => {
    expect(line({ retries: 1 })).toMatch(/ · 1 retry$/);
    expect(line({ retries: 2 }, { path: 'a.md.partial', partial: true })).toMatch(
      / · 2 retries · partial text saved to a\.md\.partial$/,
    );
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
    [{ outcome: { status: 'failed', problem: overloaded } }, false, 75],
    [{ outcome: { status: 'interrupted', by: 'SIGINT' } }, true, 130],
    [{ outcome: { status: 'interrupted', by: 'SIGTERM' } }, true, 143],
    [{ outcome: { status: 'interrupted', by: 'SIGHUP' } }, true, 129],
    [{ outcome: { status: 'interrupted', by: 'reader-gone' } }, true, 0],
  ] satisfies [Partial<Reply>, boolean, number][])('of %j, strict %s, is %i', (change, strict, code) => {
    expect(exitCode({ ...complete, ...change }, strict)).toBe(code);
  });
});

describe('the wait before a retry', () => {
  test('doubles from half a second to eight, with up to a quarter of jitter', () => {
    const delays = (random: number) =>
      [0, 1, 2, 3, 4, 5].map((retries) => retryDelayMs(overloaded, retries, 9, random));
    expect(delays(0)).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect(delays(1)).toEqual([375, 750, 1500, 3000, 6000, 6000]);
  });

  test('is what the server asks for, but never over a minute', () => {
    const after = (afterMs: number) => retryDelayMs({ ...overloaded, retry: { afterMs } }, 0, 4, 0);
    expect([after(0), after(60_000), after(60_001)]).toEqual([0, 60_000, undefined]);
  });

  test('ends with the last retry, and never begins for what will not get better', () => {
    expect(retryDelayMs(overloaded, 4, 4, 0)).toBeUndefined();
    expect(retryDelayMs({ ...overloaded, retry: undefined }, 0, 4, 0)).toBeUndefined();
  });
});

describe('progress', () => {
  test('tells of waiting, thinking, retrying, silence and text', () => {
    const progress = createProgress('claude-x', 0);
    expect(progress.line(1999)).toBe('1 s · claude-x');
    progress.see({ type: 'retry', problem: overloaded, retry: 1, maxRetries: 4, delayMs: 3000 });
    expect(progress.line(2000)).toBe('2 s · retrying in 3 s (1 of 4) · overloaded');
    expect(progress.line(4500)).toBe('4 s · retrying in 1 s (1 of 4) · overloaded');
    progress.see({ type: 'start', model: 'claude-x' });
    progress.see({ type: 'thinking', text: '', tokens: 50 });
    expect(progress.line(6000)).toBe('6 s · thinking 0 s · ~50 tokens · claude-x');
    progress.see({ type: 'thinking', text: 'x'.repeat(1234) });
    expect(progress.line(6000)).toBe('6 s · thinking 0 s · 1,234 characters · claude-x');
    progress.see({ type: 'quiet', since: 6000 });
    expect(progress.line(27_000)).toBe('27 s · no data for 21 s · thinking 21 s · 1,234 characters · claude-x');
    progress.see({ type: 'quiet', since: undefined });
    progress.see({ type: 'text', text: 'y'.repeat(40) });
    expect(progress.line(28_000)).toBe('28 s · 40 characters · ~10 tokens · claude-x');
    progress.see({ type: 'usage', outputTokens: 12 });
    expect(progress.line(28_000)).toBe('28 s · 40 characters · 12 tokens · claude-x');
  });
});

test('a problem is printed on one line, its hint on a second, and nothing in it can steer the terminal', () => {
  const problem: Problem = {
    type: 'x',
    what: 'it\nfailed \u001b[31mbadly',
    hint: 'try\u0007 again',
    requestId: 'req_1',
    exit: 'failed',
  };
  expect(formatProblem(problem, false)).toBe('claude-stream: it failed [31mbadly (request req_1)\n  try again\n');
  expect(formatProblem({ ...problem, hint: undefined }, true)).toBe(
    'claude-stream: the reply was cut off: it failed [31mbadly (request req_1)\n',
  );
});

test('near names are suggested, far ones are not', () => {
  expect(nearest('claude-opsu-5-5', KNOWN_MODELS)[0]).toBe('claude-opus-5-5');
  expect(nearest('gpt-4', KNOWN_MODELS)).toEqual([]);
});

describe('folding', () => {
  test('keeps words whole, and what it folds is indented', () => {
    expect(wrapWords('one two three four\n  five six seven\n', 11)).toBe(
      'one two\n  three\n  four\n  five six\n    seven\n',
    );
    expect(wrapWords('a-word-that-is-too-long b', 10)).toBe('a-word-that-is-too-long\n  b');
  });

  test('does nothing where there is no terminal', () => {
    expect(wrapWords('one two three', undefined)).toBe('one two three');
  });
});
