import { describe, expect, test } from 'vitest';
import type { Conversation, Entry } from '../../../src/core/conversation/conversation.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';
import { contextTokens, contextWarning, usageTable } from '../../../src/core/conversation/usage-table.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00Z';
const said = (type: 'prompt' | 'continue'): Entry => ({ type, content: 'hi', time });
const replied = (usage: Usage): Entry => ({ type: 'reply', reply: storedReply({ usage }), time });

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
    expect(usageTable(conversation)).toBe(
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

  test('says so if nothing was sent', () => {
    expect(usageTable([])).toBe('nothing sent yet\n');
  });
});

describe('the context window', () => {
  test('holds the input and output of the last request', () => {
    expect(contextTokens([])).toBe(0);
    const long = [said('prompt'), replied({ input_tokens: 9000 }), said('prompt')];
    expect(contextTokens([...long, replied({ input_tokens: 100, output_tokens: 20 })])).toBe(120);
    expect(contextTokens(long)).toBe(9000);
  });

  test.each([
    [159_999, undefined],
    [160_000, /fills 80% .*160,000 of 200,000 tokens/],
    [199_999, /fills 99% /],
    [250_000, /fills 100% /],
  ])('with %i of 200,000 tokens', (tokens, told) => {
    const warning = contextWarning(tokens, 200_000);
    if (told === undefined) expect(warning).toBeUndefined();
    else expect(warning).toMatch(told);
  });
});
