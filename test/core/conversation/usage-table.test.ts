import { describe, expect, test } from 'vitest';
import type { Conversation, Entry } from '../../../src/core/conversation/conversation.ts';
import { createCostOf, type CostOf } from '../../../src/core/cost/cost.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import { usageTable } from '../../../src/core/conversation/usage-table.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00Z';
const said = (type: 'prompt' | 'continue'): Entry => ({ type, content: 'hi', time });
const replied = (usage: Usage, more: Partial<StoredReply> = {}): Entry => ({
  type: 'reply',
  reply: storedReply({ usage, ...more }),
  time,
});

const table = (conversation: Conversation, costOf?: CostOf) => usageTable({ conversation, undone: [] }, costOf);

describe('the table of tokens', () => {
  test('has a line for each turn, however many requests it took, and a total', () => {
    const conversation: Conversation = [
      said('prompt'),
      replied({ input_tokens: 1000, output_tokens: 5 }),
      said('continue'),
      replied({ input_tokens: 234, output_tokens: 10 }),
      said('prompt'),
      said('prompt'),
      replied({ input_tokens: 10, cache_read_input_tokens: 80, cache_creation_input_tokens: 10, output_tokens: 1 }),
    ];
    expect(table(conversation)).toBe(
      [
        '   turn     in  cached  out',
        '      1  1,234      0%   15',
        '      2      0       -    0',
        '      3    100     80%    1',
        '  total  1,334      6%   16',
        '',
      ].join('\n'),
    );
  });

  test('has the cost and the times of each turn, and which turn was sent again', () => {
    const conversation: Conversation = [
      said('prompt'),
      replied({ input_tokens: 1000, output_tokens: 100 }, { timings: { first_text_ms: 620, total_ms: 1620 } }),
      said('prompt'),
      replied(
        { input_tokens: 1000, output_tokens: 100 },
        { timings: { first_text_ms: 620, total_ms: 1620 }, retries: 2 },
      ),
      said('continue'),
      replied({ input_tokens: 1000, output_tokens: 100 }, { timings: { total_ms: 100_000 } }),
    ];
    expect(table(conversation, createCostOf())).toBe(
      [
        '   turn     in  cached  out     cost   time  first text  tok/s  retries',
        '      1  1,000      0%  100  $0.0060  1.6 s      0.62 s    100        -',
        '      2  2,000      0%  200  $0.0120  102 s           -      -        2',
        '  total  3,000      0%  300  $0.0180  103 s           -      -        2',
        '',
        '  prices as of 2026-11-10 or from config.json',
        '',
      ].join('\n'),
    );
  });

  test('has a line for each of several models, and says what caching saved', () => {
    const conversation: Conversation = [
      said('prompt'),
      replied({ input_tokens: 1000, output_tokens: 100 }, { model: 'claude-haiku-4-5' }),
      said('prompt'),
      replied({ cache_read_input_tokens: 10_000, output_tokens: 100 }),
    ];
    expect(table(conversation, createCostOf())).toBe(
      [
        '   turn      in  cached  out     cost',
        '      1   1,000      0%  100  $0.0015',
        '      2  10,000    100%  100  $0.0040',
        '  total  11,000     91%  200  $0.0055',
        '',
        '  model                 in  cached  out     cost',
        '  claude-haiku-4-5   1,000      0%  100  $0.0015',
        '  claude-opus-5-5   10,000    100%  100  $0.0040',
        '',
        '  prices as of 2026-11-10 or from config.json; caching saved 87% ($0.0380)',
        '',
      ].join('\n'),
    );
  });

  test('has the cost of the models that have a price, but then no total', () => {
    const conversation: Conversation = [
      said('prompt'),
      replied({ input_tokens: 1000, output_tokens: 100 }, { model: 'mo\u001b[2Jdel' }),
      replied({ input_tokens: 1000, output_tokens: 100 }),
    ];
    expect(table(conversation, createCostOf())).toBe(
      [
        '   turn     in  cached  out',
        '      1  2,000      0%  200',
        '  total  2,000      0%  200',
        '',
        '  model               in  cached  out     cost',
        '  mo[2Jdel         1,000      0%  100        -',
        '  claude-opus-5-5  1,000      0%  100  $0.0060',
        '',
        '  prices as of 2026-11-10 or from config.json',
        '',
      ].join('\n'),
    );
  });

  test('has what was undone, which was paid for', () => {
    const conversation = [said('prompt'), replied({ input_tokens: 1000, output_tokens: 100 })];
    const undone = [said('prompt'), replied({ input_tokens: 500 }), said('prompt'), replied({})];
    expect(usageTable({ conversation, undone }, createCostOf())).toBe(
      [
        '    turn     in  cached  out     cost',
        '       1  1,000      0%  100  $0.0060',
        '  undone    500      0%    0  $0.0020',
        '   total  1,500      0%  100  $0.0080',
        '',
        '  prices as of 2026-11-10 or from config.json',
        '',
      ].join('\n'),
    );
    expect(usageTable({ conversation: [], undone })).toContain('  undone  500 ');
    expect(usageTable({ conversation: [], undone: [said('prompt'), replied({})] })).toBe('nothing sent yet\n');
  });

  test('survives a journal with numbers that are none', () => {
    const broken = { timings: { first_text_ms: 'soon', total_ms: {} }, retries: 'many', model: 5 } as never;
    expect(table([said('prompt'), replied({ input_tokens: 1, output_tokens_details: 'x' as never }, broken)])).toBe(
      ['   turn  in  cached  out', '      1   1      0%    0', '  total   1      0%    0', ''].join('\n'),
    );
  });

  test('says so if nothing was sent', () => {
    expect(table([])).toBe('nothing sent yet\n');
    expect(table([said('prompt')])).toBe('   turn  in  out\n      1   0    0\n  total   0    0\n');
  });
});
