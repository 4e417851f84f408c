import { expect, test } from 'vitest';
import { plainMessage } from '../../src/api/plain-message.ts';
import { MAX_DEPTH, TOO_DEEP } from '../../src/core/text/json.ts';
import { textBlock, toolUse } from '../helpers/tool-replies.ts';

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

test('a message stays as it is up to the limit', () => {
  const message = {
    id: 'msg_1',
    usage: { output_tokens: 1, more: nested(MAX_DEPTH - 1) },
    content: [textBlock('Hi'), toolUse('toolu_1', 'save', nested(MAX_DEPTH))],
  };
  expect(plainMessage(message)).toEqual(message);
  expect(plainMessage({})).toEqual({});
});

test('what is nested deeper is left out, and the rest is kept', () => {
  const usage = { output_tokens: 1, more: nested(MAX_DEPTH) };
  const text = { ...textBlock('Hi'), citations: [nested(100_000)] };
  expect(plainMessage({ id: 'msg_1', usage, content: [text] })).toEqual({ id: 'msg_1', content: [textBlock('Hi')] });
});

test('a call keeps no part of an input that is nested deeper', () => {
  const call = toolUse('toolu_1', 'save', { path: 'notes.md', deep: nested(MAX_DEPTH) });
  expect(plainMessage({ content: [call] }).content).toEqual([toolUse('toolu_1', 'save', TOO_DEEP)]);
});

test('an input that is not JSON, which the SDK throws, becomes an empty one', () => {
  const block = Object.defineProperty({ ...toolUse('toolu_1', 'save') }, 'input', {
    enumerable: true,
    get: () => JSON.parse('{"city": Oslo}') as unknown,
  });
  expect(plainMessage({ content: [block] }).content).toEqual([toolUse('toolu_1', 'save', {})]);
});
