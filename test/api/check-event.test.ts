import { describe, expect, test } from 'vitest';
import { isWellFormed, withSoundFacts } from '../../src/api/check-event.ts';
import type { WireEvent } from '../../src/api/wire-events.ts';

const check = (event: object, blocks = 2) => isWellFormed(event as WireEvent, blocks);
const text = { type: 'text', text: '' };
const delta = { type: 'text_delta', text: 'Hi' };

describe('an event is well formed', () => {
  test.each<[string, object]>([
    ['a message', { type: 'message_start', message: { content: [] } }],
    ['a message with blocks', { type: 'message_start', message: { content: [text, { type: 'hologram' }] } }],
    ['a block', { type: 'content_block_start', index: 0, content_block: text }],
    ['a block of an unknown type', { type: 'content_block_start', index: 0, content_block: { type: 'hologram' } }],
    ['a delta of the first block', { type: 'content_block_delta', index: 0, delta }],
    ['a delta of the last block', { type: 'content_block_delta', index: 1, delta }],
    ['a delta of an unknown type', { type: 'content_block_delta', index: 1, delta: { type: 'hologram', x: {} } }],
    ['a block that stops', { type: 'content_block_stop', index: 1 }],
    ['anything else', { type: 'hologram', index: '__proto__' }],
  ])('%s', (_, event) => {
    expect(check(event)).toBe(true);
  });
});

describe('an event is malformed', () => {
  const indexes = ['__proto__', 'constructor', 'length', '0', -1, 0.5, 2, 1e300, null, undefined, {}, [0], true];
  test.each(indexes)('with the index %j', (index) => {
    expect(check({ type: 'content_block_delta', index, delta })).toBe(false);
    expect(check({ type: 'content_block_stop', index })).toBe(false);
  });

  test.each<[string, object]>([
    ['no message', { type: 'message_start' }],
    ['a message that is a text', { type: 'message_start', message: 'x' }],
    ['a message without content', { type: 'message_start', message: {} }],
    ['content that is an object', { type: 'message_start', message: { content: { length: 1 } } }],
    ['a block that is null', { type: 'message_start', message: { content: [null] } }],
    ['no block', { type: 'content_block_start', index: 0 }],
    ['a block without a type', { type: 'content_block_start', index: 0, content_block: {} }],
    ['a type that is no text', { type: 'content_block_start', index: 0, content_block: { type: {} } }],
    ['a text that is none', { type: 'content_block_start', index: 0, content_block: { type: 'text', text: {} } }],
    ['no delta', { type: 'content_block_delta', index: 0 }],
    ['a text delta that is none', { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: {} } }],
    ['thinking that is no text', { type: 'content_block_delta', index: 0, delta: { thinking: 5 } }],
    ['input that is no text', { type: 'content_block_delta', index: 0, delta: { partial_json: ['x'] } }],
  ])('with %s', (_, event) => {
    expect(check(event)).toBe(false);
  });
});

test('facts of a wrong type are dropped, and all others kept', () => {
  const sound = { id: 'a', model: 'm', usage: {}, stop_reason: 'end_turn', stop_details: {}, content: [] };
  expect(withSoundFacts(sound)).toEqual(sound);
  const wrong = { id: {}, model: 5, usage: 'x', stop_reason: ['y'], stop_details: 'z', content: [] };
  expect(withSoundFacts(wrong as object)).toEqual({ content: [] });
});
