import { expect, test } from 'vitest';
import { MAX_DEPTH } from '../../src/core/text/json.ts';
import { readTool } from '../../src/mcp/listing.ts';

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

test.each(['inputSchema', 'annotations', 'anything else'])(
  'a tool is not offered if its %s is nested too deep',
  (key) => {
    expect(readTool({ name: 'dig', [key]: nested(100_000) })).toBeUndefined();
  },
);

test('a tool that is nested as deep as JSON may be keeps its schema, in words too', () => {
  const inputSchema = { type: 'object', properties: nested(MAX_DEPTH - 2), anyOf: [nested(MAX_DEPTH - 3)] };
  const { anyOf, ...schema } = inputSchema;
  expect(readTool({ name: 'dig', inputSchema })).toMatchObject({
    inputSchema: schema,
    description: expect.stringContaining(JSON.stringify({ anyOf })),
  });
});
