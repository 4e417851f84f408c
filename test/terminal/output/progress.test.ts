import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { noReply } from '../../../src/core/reply/reply.ts';
import type { ReplyEvent } from '../../../src/core/reply/ports.ts';
import type { CallProgress } from '../../../src/core/reply/tool-types.ts';
import { createProgress } from '../../../src/terminal/output/progress.ts';

const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };
const retry: ReplyEvent = { type: 'retry', problem: overloaded, retry: 1, maxRetries: 4, delayMs: 3000 };
const start: ReplyEvent = { type: 'start', model: 'claude-x' };
const thinking = (text: string, tokens?: number): ReplyEvent => ({
  type: 'thinking',
  text,
  ...(tokens !== undefined && { tokens }),
});
const text = (length: number): ReplyEvent => ({ type: 'text', text: 'y'.repeat(length) });
const usage = (outputTokens: number): ReplyEvent => ({ type: 'usage', outputTokens });
const call = (id: string, server = false): ReplyEvent => ({ type: 'call', id, name: `tool-${id}`, server });
const input = (id: string, json: string): ReplyEvent => ({ type: 'input', id, json });
const run = (id: string): ReplyEvent => ({ type: 'run', id, name: `tool-${id}` });
const result = (id: string): ReplyEvent => ({ type: 'result', id, name: `tool-${id}`, text: 'ok', isError: false });

const told = (progress: CallProgress): ReplyEvent => ({ type: 'progress', id: '1', progress });

/** The line after these events, at a time in seconds since the start. */
function lineAfter(events: readonly ReplyEvent[], seconds: number): string {
  const progress = createProgress('claude-x', 1000);
  for (const event of events) progress.see(event);
  return progress.line(1000 + seconds * 1000);
}

describe('progress', () => {
  test.each<[string, readonly ReplyEvent[], string]>([
    ['waiting', [], '1 s · claude-x'],
    ['empty text', [text(0)], '1 s · claude-x'],
    ['thinking, counted', [thinking('', 30), thinking('', 12)], '1 s · thinking 0 s · ~42 tokens · claude-x'],
    ['thinking, visible', [thinking('x'.repeat(1234), 9)], '1 s · thinking 0 s · 1,234 characters · claude-x'],
    ['thinking, neither', [thinking('')], '1 s · thinking 0 s · claude-x'],
    ['text', [text(4000), text(4)], '1 s · 4,004 characters · ~1,001 tokens · claude-x'],
    ['text after thinking', [thinking('Hm'), text(40)], '1 s · 40 characters · ~10 tokens · claude-x'],
    ['empty text in thinking', [thinking('Hm'), text(0)], '1 s · thinking 0 s · 2 characters · claude-x'],
    ['text, counted', [text(40), usage(12)], '1 s · 40 characters · 12 tokens · claude-x'],
    ['text, counted exactly', [text(40), usage(10)], '1 s · 40 characters · 10 tokens · claude-x'],
    ['text, more than was counted', [usage(9), text(40)], '1 s · 40 characters · ~10 tokens · claude-x'],
    ['a retry', [thinking('Hm'), call('1'), retry], '1 s · retrying in 3 s (1 of 4) · overloaded'],
    ['a new attempt', [thinking('Hm'), call('1'), retry, start], '1 s · claude-x'],
    ['a call', [thinking('Hm'), call('1'), input('1', '{"a":'), input('1', '1}')], '1 s · tool-1 {"a":1}'],
    ['a call without input', [call('1')], '1 s · tool-1'],
    ['a call that runs', [call('1'), input('1', '{}'), run('1')], '1 s · tool-1 running 0 s {}'],
    ['a hosted call', [call('1', true)], '1 s · tool-1 running 0 s'],
    ['two calls', [call('1'), call('2'), run('2')], '1 s · tool-1 · tool-2 running 0 s'],
    ['a share', [call('1'), run('1'), told({ progress: 2, total: 5 })], '1 s · tool-1 running 0 s, 40%'],
    [
      'a share with words, and the input',
      [call('1'), input('1', '{}'), run('1'), told({ progress: 2, total: 3, message: 'copying b' })],
      '1 s · tool-1 running 0 s, 66%, copying b {}',
    ],
    ['more than all', [call('1'), run('1'), told({ progress: 7, total: 5 })], '1 s · tool-1 running 0 s, 100%'],
    ['less than nothing', [call('1'), run('1'), told({ progress: -1, total: 5 })], '1 s · tool-1 running 0 s, 0%'],
    ['a count', [call('1'), run('1'), told({ progress: 12 })], '1 s · tool-1 running 0 s, 12'],
    [
      'a count of a total of 0',
      [call('1'), run('1'), told({ progress: 1 / 3, total: 0 })],
      '1 s · tool-1 running 0 s, 0.33',
    ],
    [
      'words alone',
      [call('1'), run('1'), told({ progress: 1, message: 'copying' })],
      '1 s · tool-1 running 0 s, copying',
    ],
    [
      'the last news',
      [call('1'), run('1'), told({ progress: 1, total: 4 }), told({ progress: 2, total: 4 })],
      '1 s · tool-1 running 0 s, 50%',
    ],
    ['a call that is over', [call('1'), run('1'), result('1'), told({ progress: 1 })], '1 s · claude-x'],
    ['a result', [call('1'), run('1'), result('1')], '1 s · claude-x'],
    ['events of unknown calls', [input('9', '{}'), run('9'), result('9')], '1 s · claude-x'],
    ['the end', [{ type: 'end', reply: noReply({ status: 'complete' }) }], '1 s · claude-x'],
  ])('of %s', (_what, events, line) => {
    expect(lineAfter(events, 1.999)).toBe(line);
  });

  test('of MCP servers that are still starting, until they have started', () => {
    const starting = ['a', 'b', 'c', 'd', 'e', 'f'];
    const progress = createProgress('claude-x', 0, () => starting);
    expect(progress.line(1000)).toBe('1 s · waiting for MCP servers: a, b, c, d, e, and 1 more');
    starting.length = 1;
    expect(progress.line(2000)).toBe('2 s · waiting for MCP servers: a');
    starting.length = 0;
    expect(progress.line(3000)).toBe('3 s · claude-x');
  });

  test('of silence, until something arrives', () => {
    const quiet: ReplyEvent = { type: 'quiet', since: 7000 };
    expect(lineAfter([text(40), quiet], 27)).toBe('27 s · no data for 21 s · 40 characters · ~10 tokens · claude-x');
    expect(lineAfter([text(40), quiet, { type: 'quiet', since: undefined }], 27)).not.toContain('no data');
  });

  test('counts time from the first line that is asked for', () => {
    const progress = createProgress('claude-x', 0);
    progress.see(thinking('Hm'));
    expect(progress.line(2000)).toBe('2 s · thinking 0 s · 2 characters · claude-x');
    expect(progress.line(5000)).toBe('5 s · thinking 3 s · 2 characters · claude-x');
    progress.see(call('1', true));
    expect(progress.line(6000)).toBe('6 s · tool-1 running 0 s');
    expect(progress.line(9500)).toBe('9 s · tool-1 running 3 s');
  });

  test('counts down to a retry', () => {
    const progress = createProgress('claude-x', 0);
    progress.see(retry);
    const lines = [2000, 4500, 4999, 5000, 9000].map((now) => progress.line(now).split(' · ')[1]);
    expect(lines).toEqual([
      'retrying in 3 s (1 of 4)',
      'retrying in 1 s (1 of 4)',
      'retrying in 1 s (1 of 4)',
      'retrying now (1 of 4)',
      'retrying now (1 of 4)',
    ]);
  });

  test('shows the beginning of a long input, in whole characters', () => {
    const line = lineAfter([call('1'), input('1', `"${'🙂'.repeat(500)}`), input('1', 'rest')], 1);
    expect(line).toBe(`1 s · tool-1 "${'🙂'.repeat(149)}rest`);
  });
});
