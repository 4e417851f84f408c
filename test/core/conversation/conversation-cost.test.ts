import { expect, test } from 'vitest';
import { conversationCost } from '../../../src/core/conversation/conversation-cost.ts';
import type { Entry } from '../../../src/core/conversation/conversation.ts';
import { createCostOf } from '../../../src/core/cost/cost.ts';
import { storedReply } from '../../helpers/sessions.ts';

const replied = (inputTokens: number, model = 'claude-opus-5-5'): Entry => ({
  type: 'reply',
  reply: storedReply({ model, usage: { input_tokens: inputTokens } }),
  time: '2026-11-10T10:00:00.000Z',
});
const prompt: Entry = { type: 'prompt', content: 'hi', time: '2026-11-10T10:00:00.000Z' };

test('a conversation costs what its replies do, and those that were undone', () => {
  const conversation = [prompt, replied(1000), prompt, replied(500)];
  expect(conversationCost({ conversation, undone: [] }, createCostOf())?.usd).toBe(0.006);
  expect(conversationCost({ conversation, undone: [prompt, replied(250)] }, createCostOf())?.usd).toBe(0.007);
});

test('its cost is unknown with a reply of unknown cost, and without prices', () => {
  const conversation = [prompt, replied(1000)];
  expect(conversationCost({ conversation, undone: [replied(1, 'claude-opus-6')] }, createCostOf())).toBeUndefined();
  expect(conversationCost({ conversation, undone: [] }, undefined)).toBeUndefined();
});
