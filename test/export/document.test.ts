import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/core/conversation/conversation.ts';
import { createCostOf } from '../../src/core/cost/cost.ts';
import { documentOf } from '../../src/export/document.ts';
import { restoredWith, storedReply } from '../helpers/sessions.ts';

const time = new Date(2026, 2, 1, 10, 0).toISOString();
const conversation: Entry[] = [
  { type: 'prompt', content: 'why?', time },
  { type: 'reply', reply: storedReply({ status: 'failed', why: 'lost', content: [] }), time },
];

describe('a conversation', () => {
  test('as Markdown', async () => {
    expect(await documentOf(restoredWith(conversation), 'md')).toMatch(/^# why\?\n[^]*\[no reply: lost\]\n$/);
  });

  test('as JSON has its entries as a journal has them, and nothing that steers a terminal', async () => {
    const json = await documentOf(restoredWith(conversation, { name: 'a\u009bb' }), 'json', createCostOf());
    expect(json).toContain('"name": "a\\u009bb",\n');
    expect(JSON.parse(json)).toEqual({
      header: { type: 'session', version: 1, id: 'bcdfghjk', time, model: 'claude-opus-5-5' },
      name: 'a\u009bb',
      model: 'claude-opus-5-5',
      system: null,
      updated: time,
      cost_usd: 0.00044,
      entries: [
        { type: 'prompt', time, content: 'why?' },
        {
          type: 'reply',
          time,
          status: 'failed',
          why: 'lost',
          asked: 'claude-opus-5-5',
          model: 'claude-opus-5-5',
          content: [],
          stop_reason: 'end_turn',
          usage: { input_tokens: 10, output_tokens: 20 },
          cost_usd: 0.00044,
        },
      ],
    });
    const unnamed = await documentOf(restoredWith([], { system: 'be brief' }), 'json');
    expect(JSON.parse(unnamed)).toMatchObject({ name: null, system: 'be brief', cost_usd: null, entries: [] });
  });

  test('as a page', async () => {
    const html = await documentOf(restoredWith(conversation), 'html');
    expect(html).toContain('<h1>why?</h1>\n<p>claude-opus-5-5 · 2026-03-01 10:00 · conversation bcdfghjk</p>');
    expect(html).toContain('<h2>You <small>2026-03-01 10:00</small></h2>\n<div class="typed">why?</div>');
    expect(html).toContain(
      '<h2>claude-opus-5-5 <small>2026-03-01 10:00</small></h2>\n<p class="note">[no reply: lost]',
    );
    expect(await documentOf(restoredWith([]), 'html')).toContain('<title>Empty conversation</title>');
  });
});
