import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import { readWireEvent, type WireBlock, type WireEvent } from '../../src/api/wire-events.ts';

/** What an event means; `content`: the blocks so far. */
function read(event: unknown, content: readonly WireBlock[] = []): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  readWireEvent(event as WireEvent, content, (one) => events.push(one));
  return events;
}
const start = (content_block: unknown, content: readonly WireBlock[] = []) =>
  read({ type: 'content_block_start', index: 0, content_block }, content);
const delta = (index: number, one: object, content: readonly WireBlock[]) =>
  read({ type: 'content_block_delta', index, delta: one }, content);

const call = { type: 'tool_use', id: 'toolu_1', name: 'save', input: {} };
const search = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };

describe('a block that starts', () => {
  test.each([
    ['an empty text', { type: 'text', text: '' }, []],
    ['a text that is there already', { type: 'text', text: 'Hi' }, [{ type: 'text', text: 'Hi' }]],
    ['thinking', { type: 'thinking', thinking: '' }, [{ type: 'thinking', text: '' }]],
    ['thinking that nobody may see', { type: 'redacted_thinking', data: 'x' }, []],
    ['a call', call, [{ type: 'call', id: 'toolu_1', name: 'save', server: false }]],
    [
      'a call with its input',
      { ...call, input: { a: 1 } },
      [
        { type: 'call', id: 'toolu_1', name: 'save', server: false },
        { type: 'input', id: 'toolu_1', json: '{"a":1}' },
      ],
    ],
    ['a call of the API', search, [{ type: 'call', id: 'srvtoolu_1', name: 'web_search', server: true }]],
    [
      'a call of a server that the API knows',
      { ...search, type: 'mcp_tool_use' },
      [{ type: 'call', id: 'srvtoolu_1', name: 'web_search', server: true }],
    ],
    ['a call without a name', { type: 'tool_use', id: 'toolu_1' }, []],
    ['a call without an id', { type: 'tool_use', name: 'save' }, []],
    ['what is not known', { type: 'hologram', id: 'x', name: 'y' }, []],
    ['nothing', undefined, []],
  ])('is %s', (_, block, events) => {
    expect(start(block)).toEqual(events);
  });

  test('is a result, with the name of its call', () => {
    const result = { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] };
    const came = { type: 'result', id: 'srvtoolu_1', text: '', isError: false };
    expect(start(result, [{ ...search, name: 'finder' }])).toEqual([{ ...came, name: 'finder' }]);
    // The call may stand in a reply that was paused.
    expect(start(result)).toEqual([{ ...came, name: 'web_search' }]);
    expect(start({ ...result, tool_use_id: undefined })).toEqual([]);
  });
});

describe('a delta', () => {
  const content = [{ type: 'text', text: '' }, call, search] as const;

  test('belongs to the block of its index', () => {
    expect(delta(0, { type: 'text_delta', text: 'Hi' }, content)).toEqual([{ type: 'text', text: 'Hi' }]);
    expect(delta(1, { type: 'input_json_delta', partial_json: '{"a' }, content)).toEqual([
      { type: 'input', id: 'toolu_1', json: '{"a' },
    ]);
    expect(delta(2, { type: 'input_json_delta', partial_json: '":1}' }, content)).toEqual([
      { type: 'input', id: 'srvtoolu_1', json: '":1}' },
    ]);
  });

  test('without content is ignored', () => {
    expect(delta(1, { type: 'input_json_delta', partial_json: '' }, content)).toEqual([]);
    expect(delta(0, { type: 'text_delta', text: '' }, content)).toEqual([]);
  });

  test('of another kind than its block is ignored', () => {
    expect(delta(1, { type: 'text_delta', text: 'Hi' }, content)).toEqual([]);
    expect(delta(0, { type: 'input_json_delta', partial_json: '{' }, content)).toEqual([]);
    expect(delta(9, { type: 'input_json_delta', partial_json: '{' }, content)).toEqual([]);
  });

  test('of thinking has its text, or an estimate of its tokens', () => {
    const thinking = [{ type: 'thinking', thinking: '' }];
    expect(delta(0, { type: 'thinking_delta', thinking: 'Hm' }, thinking)).toEqual([{ type: 'thinking', text: 'Hm' }]);
    expect(delta(0, { type: 'thinking_delta', thinking: '', estimated_tokens: 50 }, thinking)).toEqual([
      { type: 'thinking', text: '', tokens: 50 },
    ]);
    expect(delta(0, { type: 'signature_delta', signature: 'x' }, thinking)).toEqual([]);
  });
});

test('citations follow when their text has ended', () => {
  const citations = [
    { type: 'page_location', n: 1 },
    { type: 'page_location', n: 2 },
  ];
  const content = [{ type: 'text', text: 'Hi', citations }];
  expect(delta(0, { type: 'citations_delta', citation: citations[0] }, content)).toEqual([]);
  expect(read({ type: 'content_block_stop', index: 0 }, content)).toEqual(
    citations.map((citation) => ({ type: 'citation', citation })),
  );
  expect(read({ type: 'content_block_stop', index: 0 }, [{ type: 'text', text: 'Hi', citations: null }])).toEqual([]);
});

test('a message that starts complete has everything', () => {
  const content = [
    { type: 'text', text: 'Hi', citations: [{ type: 'x', url: 'https://a.test' }] },
    { ...search, input: { query: 'tides' } },
    { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: { error_code: 'too_many_requests' } },
    { type: 'text', text: ' there' },
  ];
  expect(read({ type: 'message_start', message: { model: 'm', content } })).toEqual([
    { type: 'start', model: 'm' },
    { type: 'text', text: 'Hi' },
    { type: 'citation', citation: { type: 'x', url: 'https://a.test' } },
    { type: 'call', id: 'srvtoolu_1', name: 'web_search', server: true },
    { type: 'input', id: 'srvtoolu_1', json: '{"query":"tides"}' },
    { type: 'result', id: 'srvtoolu_1', name: 'web_search', text: 'too many requests', isError: true },
    { type: 'text', text: ' there' },
  ]);
});

test('any event that a server sends is read without an error', () => {
  const type = fc.constantFrom(
    ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'x'],
  );
  const blockType = fc.constantFrom('text', 'thinking', 'tool_use', 'server_tool_use', 'web_fetch_tool_result', 'x');
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant({}), fc.constant([]));
  const block = fc.record(
    {
      type: blockType,
      text: value,
      thinking: value,
      id: value,
      name: value,
      input: value,
      tool_use_id: value,
      content: value,
    },
    { requiredKeys: ['type'] },
  );
  const event = fc.record(
    {
      type,
      index: fc.integer({ min: -2, max: 4 }),
      content_block: block,
      delta: fc.record({
        type: fc.constantFrom('text_delta', 'thinking_delta', 'input_json_delta'),
        text: value,
        partial_json: value,
      }),
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(event, fc.array(block, { maxLength: 3 }), (one, content) => {
      for (const { type: kind, ...more } of read(one, content as WireBlock[])) {
        const texts =
          kind === 'text' ? ['text'] : kind === 'input' ? ['id', 'json'] : kind === 'call' ? ['id', 'name'] : [];
        for (const name of texts) expect(typeof more[name as keyof typeof more]).toBe('string');
      }
    }),
  );
});

test('what is nested too deep is left out', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(start({ ...call, input: { deep } })).toEqual([]);
  expect(start({ type: 'web_search_tool_result', tool_use_id: 's', content: deep })).toEqual([]);
  const cited = { type: 'text', text: 'Hi', citations: [{ type: 'x', source: deep }] };
  expect(read({ type: 'content_block_stop', index: 0 }, [cited])).toEqual([]);
});
