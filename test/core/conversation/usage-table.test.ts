import { describe, expect, test } from 'vitest';
import type { Conversation, Entry } from '../../../src/core/conversation/conversation.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';
import { usageTable } from '../../../src/core/conversation/usage-table.ts';
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
