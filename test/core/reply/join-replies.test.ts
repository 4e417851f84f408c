import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinReplies } from '../../../src/core/reply/join-replies.ts';
import { type Block, type Reply, textOf } from '../../../src/core/reply/reply.ts';
import { noReply } from '../../../src/core/reply/reply.ts';
import { createOverlapFilter } from '../../../src/core/reply/overlap.ts';

function withoutOverlap(before: string, next: string): string {
  const filter = createOverlapFilter(before);
  return filter.push(next) + filter.end();
}

const text = (words: string): Block => ({ type: 'text', text: words });
const thinking: Block = { type: 'thinking', thinking: 'Hm', signature: 'sig' };
const search: Block = { type: 'server_tool_use', id: '1', name: 'web_search', input: {} };
const reply = (content: Block[], change: Partial<Reply> = {}): Reply => ({
  ...noReply({ status: 'complete' }),
  requests: 1,
  content,
  text: textOf(content),
  ...change,
});

/** The second continues the first. */
const join = (one: Reply, next: Reply): Reply => joinReplies(one, next, { before: one.text, isContinuation: true });

describe('two replies', () => {
  test.each([
    [100, 50, 100],
    [undefined, 50, 550],
    [100, undefined, 100],
    [undefined, undefined, undefined],
  ])('with text after %s and %s ms have their first after %s', (one, next, both) => {
    const first = reply([], { firstTextMs: one, totalMs: 500 });
    expect(join(first, reply([], { firstTextMs: next })).firstTextMs).toBe(both);
  });

  test('are joined: what arrived, what it cost, how the second ended', () => {
    const cut: Reply = reply([thinking, text('The quick brown fo')], {
      outcome: { status: 'failed', problem: { type: 'cut', what: 'cut', exit: 'unreachable' } },
      id: 'msg_1',
      model: 'claude-opus-5-5',
      requestId: 'req_1',
      usage: {
        input_tokens: 10,
        output_tokens: 3,
        server_tool_use: { web_search_requests: 1 },
        service_tier: 'standard',
      },
      retries: 1,
      firstTextMs: 100,
      totalMs: 500,
    });
    const rest: Reply = reply([text('quick brown fox jumps')], {
      id: 'msg_2',
      model: 'claude-opus-5-5',
      requestId: 'req_2',
      stopReason: 'end_turn',
      usage: {
        input_tokens: 20,
        output_tokens: 4,
        server_tool_use: { web_search_requests: 2 },
        service_tier: 'priority',
      },
      retries: 2,
      firstTextMs: 50,
      totalMs: 300,
    });
    expect(join(cut, rest)).toEqual({
      outcome: { status: 'complete' },
      id: 'msg_2',
      model: 'claude-opus-5-5',
      text: 'The quick brown fox jumps',
      content: [thinking, text('The quick brown fox jumps')],
      stopReason: 'end_turn',
      stopDetails: undefined,
      usage: {
        input_tokens: 30,
        output_tokens: 7,
        server_tool_use: { web_search_requests: 3 },
        service_tier: 'priority',
      },
      requestId: 'req_2',
      retries: 3,
      requests: 2,
      continued: 1,
      firstTextMs: 100,
      totalMs: 800,
    });
  });

  test('keep their blocks if the second does not continue the first', () => {
    const joined = joinReplies(reply([text('a long text')]), reply([text('a long text')]), {
      before: '',
      isContinuation: false,
    });
    expect(joined).toMatchObject({
      text: 'a long texta long text',
      content: [text('a long text'), text('a long text')],
    });
    expect(joined.continued).toBe(0);
  });

  test('know the time of the first text if only the second has any', () => {
    const joined = join(reply([], { totalMs: 100 }), reply([text('a')], { firstTextMs: 5, totalMs: 9 }));
    expect(joined).toMatchObject({ firstTextMs: 105, totalMs: 109, text: 'a', content: [text('a')] });
  });

  const cases: [string, Block[], Block[], Block[]][] = [
    ['with thinking before the continuation', [text('ab')], [thinking, text('cd')], [text('abcd'), thinking]],
    ['with a second that has no text', [text('ab')], [search], [text('ab'), search]],
    ['with a block after the text that was cut', [text('ab'), search], [text('cd')], [text('abcd'), search]],
    [
      'with a repetition in two blocks',
      [text('See the quick brown fox')],
      [text('the quick '), search, text('brown fox jumps')],
      [text('See the quick brown fox'), search, text(' jumps')],
    ],
  ];
  test.each(cases)('%s', (_, one, next, content) => {
    const joined = join(reply(one), reply(next));
    expect(joined.content).toEqual(content);
    expect(textOf(joined.content)).toBe(joined.text);
  });

  test('have the text of their blocks, whatever is repeated and in how many blocks', () => {
    const words = fc.constantFrom('quick ', 'brown ', 'fox ', 'jumps ', '', 'over');
    const blocks = fc.array(
      fc.oneof(
        fc.array(words).map((all) => text(all.join(''))),
        fc.constant(thinking),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(blocks, blocks, (one, next) => {
        const joined = join(reply(one), reply(next));
        expect(joined.text).toBe(textOf(one) + withoutOverlap(textOf(one), textOf(next)));
        const thoughts = [...one, ...next].filter(({ type }) => type === 'thinking').length;
        expect(joined.content.filter(({ type }) => type === 'thinking')).toHaveLength(thoughts);
        // Text continues the block that was cut.
        expect(textOf(joined.content)).toBe(joined.text);
      }),
      { numRuns: 3000 },
    );
  });
});
