import { expect, test } from 'vitest';
import { contextFullness, contextTokens } from '../../../src/core/conversation/context-window.ts';
import type { Entry } from '../../../src/core/conversation/conversation.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00Z';
const prompt: Entry = { type: 'prompt', content: 'hi', time };
const replied = (usage: Usage): Entry => ({ type: 'reply', reply: storedReply({ usage }), time });

test('the next request starts with the input and output of the last one', () => {
  expect(contextTokens([])).toBe(0);
  const long = [prompt, replied({ input_tokens: 9000 }), prompt];
  expect(contextTokens([...long, replied({ input_tokens: 100, output_tokens: 20 })])).toBe(120);
  expect(contextTokens(long)).toBe(9000);
});

test.each([
  [139_999, undefined],
  [140_000, 'context 70% full (140,000 of 200,000 tokens); /new starts a new conversation'],
  [199_999, 'context 99% full (199,999 of 200,000 tokens); /new starts a new conversation'],
  [250_000, 'context 100% full (250,000 of 200,000 tokens); /new starts a new conversation'],
])('from 70% on, the fullness of the context is told: %i of 200,000 tokens', (tokens, told) => {
  expect(contextFullness(tokens, 200_000)).toBe(told);
});
