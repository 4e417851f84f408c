import { describe, expect, test } from 'vitest';
import { failure, fitMessage } from '../../src/mcp/fit-message.ts';

const message = (given: object) => ({ type: 'message', message: { jsonrpc: '2.0', ...given } });
const failed = (why: string, code = -32603) => message({ id: 1, error: { code, message: why } });
const read = (json: object) => fitMessage({ jsonrpc: '2.0', ...json });
const noise = { type: 'noise' };
const lost = { type: 'lost' };

test.each([
  ['a result', { id: 1, result: { a: 1 } }, message({ id: 1, result: { a: 1 } })],
  ['an empty result', { id: 1, result: {} }, message({ id: 1, result: {} })],
  ['an error', { id: 1, error: { code: 5, message: 'no' } }, failed('no', 5)],
  ['a request', { id: 'q', method: 'ping' }, message({ id: 'q', method: 'ping' })],
  ['a notification', { method: 'x', params: { a: 1 } }, message({ method: 'x', params: { a: 1 } })],
])('%s is read as it is', (_, json, expected) => {
  expect(read(json)).toEqual(expected);
});

describe('what a response says in another way is understood', () => {
  test.each<[string, object, unknown]>([
    ['the id as text', { id: '1', result: {} }, message({ id: 1, result: {} })],
    ['null for no error', { id: 1, result: {}, error: null }, message({ id: 1, result: {} })],
    ['null for no result', { id: 1, result: null, error: { code: 5, message: 'no' } }, failed('no', 5)],
    ['more fields', { id: 1, result: {}, more: 1 }, message({ id: 1, result: {} })],
    ['another version', { jsonrpc: '1.0', id: 1, result: {} }, message({ id: 1, result: {} })],
    ['an error without a code', { id: 1, error: { message: 'no' } }, failed('no')],
    ['an error whose code is text', { id: 1, error: { code: '5', message: 'no' } }, failed('no')],
    ['an error that is text', { id: 1, error: 'no' }, failed('no')],
  ])('%s', (_, json, expected) => {
    expect(read(json)).toEqual(expected);
  });
});

describe('a response that does not fit fails its request', () => {
  test.each([
    [{ result: null }, 'the response has no result'],
    [{}, 'the response has no result'],
    [{ error: null }, 'the response has no result'],
    [{ result: 5 }, 'the response has an invalid result'],
    [{ result: 'x' }, 'the response has an invalid result'],
    [{ result: [] }, 'the response has an invalid result'],
    [{ result: true }, 'the response has an invalid result'],
    [{ result: { _meta: 5 } }, 'the response has an invalid result'],
    [{ result: {}, error: { code: 1, message: 'a' } }, 'the response has both a result and an error'],
    [{ error: {} }, 'the response has an error without a message'],
    [{ error: { code: 5 } }, 'the response has an error without a message'],
    [{ error: { code: 5, message: '' } }, 'the response has an error without a message'],
    [{ error: { code: 5, message: 7 } }, 'the response has an error without a message'],
    [{ error: 5 }, 'the response has an error without a message'],
    [{ error: [] }, 'the response has an error without a message'],
    [{ error: '' }, 'the response has an error without a message'],
  ])('%j: %s', (json, why) => {
    expect(read({ id: 1, ...json })).toEqual(failed(why));
  });
});

describe('a response without a valid id is lost', () => {
  test.each([
    { id: null, error: { code: -32700, message: 'parse error' } },
    { id: null, result: {} },
    { id: null },
    { id: {}, result: {} },
    { id: [1], result: {} },
    { id: true, result: {} },
    { result: {} },
    { error: { code: 1, message: 'a' } },
  ])('%j', (json) => {
    expect(read(json)).toEqual(lost);
  });
});

describe('what is no message, or answers a request that was never made, is skipped', () => {
  test.each([
    [{ jsonrpc: '2.0' }],
    [{ level: 'info', text: 'listening' }],
    [{ method: 5, id: 1, result: {} }],
    [{ jsonrpc: '2.0', method: 'x', params: 5 }],
    [{ jsonrpc: '2.0', id: '', result: {} }],
    [{ jsonrpc: '2.0', id: ' 1', result: {} }],
    [{ jsonrpc: '2.0', id: '0x1', result: {} }],
    [{ jsonrpc: '2.0', id: 'abc', result: {} }],
    [[]],
    ['text'],
    [5],
    [null],
    [undefined],
  ])('%j', (json) => {
    expect(fitMessage(json)).toEqual(noise);
  });
});

test('a failure is an error response', () => {
  expect(failure(7, 'why')).toEqual({ jsonrpc: '2.0', id: 7, error: { code: -32603, message: 'why' } });
  expect(failure('7', 'why', 3)).toEqual({ jsonrpc: '2.0', id: '7', error: { code: 3, message: 'why' } });
});
