import { describe, expect, test } from 'vitest';
import type { Cost } from '../../../src/core/cost/cost.ts';
import type { Reply } from '../../../src/core/reply/reply.ts';
import {
  explainStop,
  isUnfinished,
  summaryLine,
  type SavedText,
  type SummaryOptions,
} from '../../../src/core/reply/summary.ts';

const complete: Reply = {
  outcome: { status: 'complete' },
  id: 'msg_1',
  model: 'claude-opus-5-5',
  text: 'Hello',
  content: [{ type: 'text', text: 'Hello' }],
  stopReason: 'end_turn',
  stopDetails: undefined,
  usage: { input_tokens: 12, output_tokens: 256 },
  cost: undefined,
  requestId: 'req_1',
  retries: 0,
  requests: 1,
  continued: 0,
  firstTextMs: 620,
  totalMs: 3900,
};

const problem = { type: 'network', what: 'lost', exit: 'tryLater' } as const;

describe('the summary', () => {
  const line = (change: Partial<Reply>, how?: SummaryOptions) => summaryLine({ ...complete, ...change }, how);

  test('says why the reply stopped, what it cost and how long it took', () => {
    expect(line({ cost: { usd: 0.0009, savedUsd: 0 } })).toBe('end_turn · 12 in · 256 out · $0.0009 · 3.9 s');
  });

  test('says everything if it is to be verbose', () => {
    expect(line({}, { verbose: true })).toBe('end_turn · 12 in · 256 out · 3.9 s · first text 0.62 s · 78 tok/s');
  });

  test('counts tokens read from and written to the cache as input', () => {
    const usage = {
      input_tokens: 12,
      cache_read_input_tokens: 1000,
      cache_creation_input_tokens: 200,
      output_tokens: 5,
    };
    expect(line({ usage })).toContain(' · 1,212 in · 5 out · ');
    expect(line({ usage }, { verbose: true })).toContain(
      ' · 1,212 in (1,000 cache read, 200 cache written) · 5 out · ',
    );
  });

  test.each([
    [{ stopReason: 'max_tokens' }, 'max_tokens: the reply reached its token limit (raise it with --max-tokens)'],
    [{ stopReason: 'refusal', stopDetails: { explanation: 'No.' } }, 'refusal: the model declined to continue: No.'],
    [{ stopReason: 'a_new_one' }, 'a_new_one: unknown stop reason'],
    [{ stopReason: 'stop_sequence' }, 'stop_sequence: the reply reached a stop sequence'],
    [{ stopReason: undefined }, 'ended without a stop reason'],
    [{ outcome: { status: 'interrupted', by: 'SIGINT' } }, 'interrupted'],
    [{ outcome: { status: 'interrupted', by: 'SIGTERM' } }, 'interrupted by SIGTERM'],
  ] satisfies [Partial<Reply>, string][])('starts with how the reply ended: %j', (change, beginning) => {
    expect(line(change).split(' · ')[0]).toBe(beginning);
  });

  test('leaves thinking out of the rate', () => {
    const content = [{ type: 'thinking' }, { type: 'text', text: 'x' }];
    const usage = { output_tokens: 3000, output_tokens_details: { thinking_tokens: 2990 } };
    const times = { firstTextMs: 3000, totalMs: 3500 };
    expect(line({ content, usage, ...times }, { verbose: true })).toMatch(/ · 20 tok\/s$/);
    const uncounted = { content, usage: { output_tokens: 3000 }, ...times };
    expect(line(uncounted, { verbose: true })).not.toContain('tok/s');
  });

  test('leaves out unknown facts', () => {
    const unknown = { usage: {}, firstTextMs: undefined, totalMs: 120_400 };
    expect(line(unknown)).toBe('end_turn · 120 s');
    expect(line(unknown, { verbose: true })).toBe('end_turn · 120 s');
  });

  test.each<[Partial<Reply>, string]>([
    [{ cost: { usd: 0.0077, savedUsd: 0.5 } }, '12 in · ~100 out · over $0.0077 · 3.9 s'],
    [{ cost: { usd: 0.00001, savedUsd: 0 } }, '12 in · ~100 out · 3.9 s'],
    [{ stopReason: 'end_turn' }, '12 in · 1 out · 3.9 s'],
    [{ usage: { input_tokens: 12, output_tokens: 120 } }, '12 in · 120 out · 3.9 s'],
    [{ usage: { input_tokens: 12 } }, '12 in · 3.9 s'],
  ])('estimates the output of a reply that was cut before it was counted: %j', (change, rest) => {
    const content = [
      { type: 'thinking', thinking: 'x'.repeat(100) },
      { type: 'text', text: 'x'.repeat(300) },
    ];
    const cut = { stopReason: undefined, content, usage: { input_tokens: 12, output_tokens: 1 } };
    const stopped = { outcome: { status: 'interrupted', by: 'SIGINT' }, ...cut, ...change } satisfies Partial<Reply>;
    expect(line(stopped)).toBe(`interrupted · ${rest}`);
  });

  test('names retries and the file', () => {
    expect(line({ retries: 1 })).toMatch(/ · 1 retry$/);
    expect(line({ retries: 2 }, { saved: { path: 'a.md.partial', partial: true } })).toMatch(
      / · 2 retries · partial text saved to a\.md\.partial$/,
    );
  });

  test.each<[Partial<Reply>, string]>([
    [{ outcome: { status: 'failed', problem }, text: '' }, 'failed'],
    [{ outcome: { status: 'failed', problem }, text: 'a' }, 'cut off'],
    [{ stopReason: 'end_turn' }, 'end_turn'],
    [{ stopReason: 'refusal', stopDetails: { explanation: ' \n' } }, 'refusal: the model declined to continue'],
    [{ stopReason: 'refusal', stopDetails: { explanation: null } }, 'refusal: the model declined to continue'],
  ])('starts with the ending of %j', (change, ending) => {
    expect(line(change).split(' · ')[0]).toBe(ending);
  });

  test.each<[Partial<Reply>, string | undefined]>([
    [{ requests: 2, continued: 0 }, '2 requests'],
    [{ requests: 2, continued: 1 }, 'continued once'],
    [{ requests: 3, continued: 2 }, 'continued 2 times'],
    [{ requests: 3, continued: 1 }, '3 requests · continued once'],
    [{ requests: 1, continued: 0 }, undefined],
  ])('of %j ends with %s', (change, end) => {
    expect(line({ retries: 0, ...change }).split('3.9 s · ')[1]).toBe(end);
  });

  test.each<[SavedText, string]>([
    [{ path: 'a.md', partial: false }, 'text saved to a.md'],
    [{ path: 'a.md.partial', partial: true }, 'partial text saved to a.md.partial'],
  ])('names the file of %j', (saved, end) => {
    expect(line({}, { saved })).toMatch(new RegExp(` · ${end}$`));
  });

  test.each<[Reply['usage'], string]>([
    [{ input_tokens: 100, cache_read_input_tokens: 900 }, '1,000 in (900 cache read)'],
    [{ input_tokens: 100, cache_creation_input_tokens: 900 }, '1,000 in (900 cache written)'],
    [{ input_tokens: 0, cache_read_input_tokens: 1, cache_creation_input_tokens: 0 }, '1 in (1 cache read)'],
    [{ input_tokens: 0 }, '0 in'],
    [{ input_tokens: 5, cache_read_input_tokens: null, cache_creation_input_tokens: null }, '5 in'],
  ])('of %j counts %s', (usage, input) => {
    expect(line({ usage }, { verbose: true }).split(' · ')[1]).toBe(input);
  });

  test.each<[Cost | undefined, string, string]>([
    [undefined, '256 out', '256 out'],
    [{ usd: 0, savedUsd: 0 }, '$0.00', '$0.00'],
    [{ usd: 1.5, savedUsd: 0 }, '$1.50', '$1.50'],
    [{ usd: 1.5, savedUsd: -0.02 }, '$1.50', '$1.50'],
    [{ usd: 0.0034, savedUsd: 0.0099 }, '$0.0034', '$0.0034 (caching saved $0.0099)'],
    [{ usd: 0.0034, savedUsd: 0.01 }, '$0.0034 (caching saved $0.0100)', '$0.0034 (caching saved $0.0100)'],
  ])('shows a cost of %j as %s, verbose as %s', (cost, short, verbose) => {
    const before3_9s = (text: string) => text.split(' · ').at(text.split(' · ').indexOf('3.9 s') - 1);
    expect(before3_9s(line({ cost }))).toBe(short);
    expect(before3_9s(line({ cost }, { verbose: true }))).toBe(verbose);
  });

  test.each<[number, number, number, string]>([
    [9_999, 12_000, 5000, '12.0 s'],
    [10_000, 12_000, 5000, '12.0 s · first text 10.0 s'],
    // 19.9 and 20 tokens a second, and a slow reply that was too short to notice.
    [1000, 11_000, 199, '11.0 s'],
    [1000, 11_000, 190, '11.0 s · 19 tok/s'],
    [1000, 10_999, 190, '11.0 s'],
  ])('with text from %i to %i ms and %i tokens ends with %s', (firstTextMs, totalMs, tokens, end) => {
    const text = line({ firstTextMs, totalMs, usage: { output_tokens: tokens } });
    expect(text).toBe(`end_turn · ${tokens.toLocaleString('en')} out · ${end}`);
  });

  test.each<[string, Partial<Reply>]>([
    ['that took several requests', { requests: 2 }],
    ['that was interrupted', { outcome: { status: 'interrupted', by: 'SIGINT' } }],
    ['without text', { firstTextMs: undefined }],
    ['without a count of tokens', { usage: { input_tokens: 1 } }],
    ['whose text arrived at once', { firstTextMs: 3891 }],
    ['with hidden thinking of unknown length', { content: [{ type: 'redacted_thinking' }] }],
  ])('of a reply %s has no rate', (_, change) => {
    expect(line(change, { verbose: true })).not.toContain('tok/s');
    expect(line({ firstTextMs: 3890 }, { verbose: true })).toContain(' · 25,600 tok/s');
  });
});

test.each<[string | undefined, boolean, RegExp | undefined]>([
  [undefined, false, undefined],
  ['end_turn', false, undefined],
  ['stop_sequence', false, /^stop_sequence: /],
  ['a_new_one', false, /^a_new_one: unknown/],
  ['max_tokens', true, /^max_tokens: .*--max-tokens/],
  ['refusal', true, /^refusal: /],
  ['model_context_window_exceeded', true, /^model_context_window_exceeded: /],
  ['pause_turn', true, /^pause_turn: /],
  ['max_turns', true, /^max_turns: .*--max-turns/],
  ['tool_use', true, /^tool_use: /],
])('a reply that stopped with %s is unfinished: %s', (stopReason, unfinished, explanation) => {
  const reply = { ...complete, stopReason };
  expect(isUnfinished(reply)).toBe(unfinished);
  if (explanation === undefined) expect(explainStop(reply)).toBeUndefined();
  else expect(explainStop(reply)).toMatch(explanation);
});
