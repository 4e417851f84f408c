import { expect, test } from 'vitest';
import { hideHeaders } from '../../../src/core/secrets/hide-headers.ts';

test('headers are hidden by their name', () => {
  const headers = { 'set-cookie': 'a', 'X-Api-Key': 'b', date: 'c' };
  expect(hideHeaders({ status: 1, headers })).toEqual({
    status: 1,
    headers: { 'set-cookie': '***', 'X-Api-Key': '***', date: 'c' },
  });
});

test.each(['text', 5, null, undefined, [{ headers: { cookie: 'a' } }], { headers: 'cookie' }, { cookie: 'a' }])(
  '%j has no headers',
  (logged) => {
    expect(hideHeaders(logged)).toBe(logged);
  },
);
