import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runCalls, type CallDeps } from '../../src/agent/run-calls.ts';
import { Interrupted } from '../../src/core/problem/interruption.ts';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import type { Block } from '../../src/core/reply/reply.ts';
import type { Approval, Call, CallResult } from '../../src/core/reply/tool-types.ts';
import { toolResult } from '../helpers/tool-replies.ts';

const calls: Call[] = ['a', 'b', 'c'].map((name, index) => ({ id: String(index + 1), name, input: { index } }));
const ok = (content: CallResult['content']): CallResult => ({ content, isError: false });

interface Ran {
  readonly events: readonly ReplyEvent[];
  readonly results: readonly Block[];
  readonly ran: readonly string[];
}

async function run(
  deps: Partial<Omit<CallDeps, 'toolbox'>> & { run?: CallDeps['toolbox']['run'] } = {},
  stop = new AbortController(),
  made: readonly Call[] = calls,
): Promise<Ran> {
  const { run: runTool = async ({ name }) => ok(`result of ${name}`), ...approval } = deps;
  const ran: string[] = [];
  const toolbox: CallDeps['toolbox'] = {
    tools: [],
    origin: (name) => ({ server: 'srv', tool: name }),
    run(call, ...how) {
      ran.push(call.name);
      return runTool(call, ...how);
    },
  };
  const going = runCalls(
    made,
    { toolbox, judge: () => 'allowed', ask: async () => 'allowed', ...approval },
    stop.signal,
  );
  const events: ReplyEvent[] = [];
  for (;;) {
    const { value, done } = await going.next();
    if (done === true) return { events, results: value, ran };
    events.push(value);
  }
}

const shown = (events: readonly ReplyEvent[]) =>
  events.map((event) => `${event.type} ${'name' in event ? event.name : ''}`);

describe('calls that are allowed', () => {
  test('all start before the first result', async () => {
    const { events, results, ran } = await run();
    expect(ran).toEqual(['a', 'b', 'c']);
    expect(events.slice(0, 3)).toEqual([
      { type: 'run', id: '1', name: 'a' },
      { type: 'run', id: '2', name: 'b' },
      { type: 'run', id: '3', name: 'c' },
    ]);
    expect(events.slice(3)).toEqual([
      { type: 'result', id: '1', name: 'a', text: 'result of a', isError: false },
      { type: 'result', id: '2', name: 'b', text: 'result of b', isError: false },
      { type: 'result', id: '3', name: 'c', text: 'result of c', isError: false },
    ]);
    expect(results).toEqual([
      toolResult('1', 'result of a'),
      toolResult('2', 'result of b'),
      toolResult('3', 'result of c'),
    ]);
  });

  test('are shown as they finish, and sent back in the order of the calls', async () => {
    const finish = new Map<string, (result: CallResult) => void>();
    const running = run({
      run: ({ name }) =>
        new Promise((resolve) => {
          finish.set(name, resolve);
          // The last one first.
          if (name !== 'c') return;
          resolve(ok('c'));
          setTimeout(() => finish.get('b')!(ok('b')), 5);
          setTimeout(() => finish.get('a')!(ok('a')), 10);
        }),
    });
    const { events, results } = await running;
    expect(shown(events)).toEqual(['run a', 'run b', 'run c', 'result c', 'result b', 'result a']);
    expect(results).toEqual([toolResult('1', 'a'), toolResult('2', 'b'), toolResult('3', 'c')]);
  });

  test('may fail: the model is told so', async () => {
    const { events, results } = await run({ run: async ({ name }) => ({ content: 'no', isError: name === 'b' }) });
    expect(events).toContainEqual({ type: 'result', id: '2', name: 'b', text: 'no', isError: true });
    expect(results).toEqual([toolResult('1', 'no'), toolResult('2', 'no', true), toolResult('3', 'no')]);
  });

  test('tell how far they are until they have finished; of several news at once, the last', async () => {
    const { events } = await run({
      async run({ name }, _signal, onProgress) {
        if (name !== 'b') return ok('');
        // Both before anybody looks.
        onProgress({ progress: 1 });
        onProgress({ progress: 2, total: 4, message: 'half' });
        await setImmediate();
        onProgress({ progress: 3 });
        await setImmediate();
        onProgress({ progress: 4 });
        return ok('');
      },
    });
    expect(events.filter(({ type }) => type === 'progress')).toEqual([
      { type: 'progress', id: '2', progress: { progress: 2, total: 4, message: 'half' } },
      { type: 'progress', id: '2', progress: { progress: 3 } },
      { type: 'progress', id: '2', progress: { progress: 4 } },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'result', id: '2' });
  });

  test('may tell something and finish while nobody looks', async () => {
    let finish = (): void => {};
    const toolbox: CallDeps['toolbox'] = {
      tools: [],
      origin: () => undefined,
      run: ({ name }, _signal, onProgress) =>
        new Promise((resolve) => {
          if (name === 'a') return resolve(ok('a'));
          finish = () => {
            onProgress({ progress: 1 });
            resolve(ok('b'));
          };
        }),
    };
    const deps: CallDeps = { toolbox, judge: () => 'allowed', ask: async () => 'allowed' };
    const events: ReplyEvent[] = [];
    for await (const event of runCalls(calls.slice(0, 2), deps, new AbortController().signal)) {
      events.push(event);
      if (event.type !== 'result') continue;
      // The view waits, and meanwhile the other call goes on.
      finish();
      await setImmediate();
    }
    expect(shown(events)).toEqual(['run a', 'run b', 'result a', 'progress ', 'result b']);
  });

  test('that fail against their promise end the run', async () => {
    await expect(run({ run: () => Promise.reject(new Error('broken')) })).rejects.toThrow('broken');
  });

  test('are given the signal', async () => {
    const stop = new AbortController();
    const signals: AbortSignal[] = [];
    await run({ run: async (_, signal) => (signals.push(signal), ok('')) }, stop);
    expect(signals).toEqual([stop.signal, stop.signal, stop.signal]);
  });
});

test('a call with a flaw is neither judged nor asked about nor run, and both sides are told why', async () => {
  const judged: string[] = [];
  const made = [calls[0]!, { ...calls[1]!, flaw: 'its id is not valid' }];
  const { events, results, ran } = await run(
    { judge: ({ name }) => (judged.push(name), 'ask'), ask: async () => 'allowed' },
    undefined,
    made,
  );
  expect({ judged, ran }).toEqual({ judged: ['a'], ran: ['a'] });
  expect(events).toContainEqual({
    type: 'result',
    id: '2',
    name: 'b',
    text: 'not run: its id is not valid',
    isError: true,
  });
  expect(results).toEqual([
    toolResult('1', 'result of a'),
    toolResult('2', 'This call was not run: its id is not valid.', true),
  ]);
});

test('what is judged, asked about and run is one and the same call', async () => {
  const seen: Call[] = [];
  await run(
    {
      judge: (call) => (seen.push(call), 'ask'),
      ask: async (call) => (seen.push(call), 'allowed'),
      run: async (call) => (seen.push(call), ok('')),
    },
    undefined,
    [calls[0]!],
  );
  expect(seen).toHaveLength(3);
  for (const call of seen) expect(call).toBe(calls[0]);
});

describe('approval', () => {
  const refused: Approval = { refused: 'The user said: not today', shown: 'not today' };

  test('without it a call is not run, and the model is told why', async () => {
    const { events, results, ran } = await run({ judge: ({ name }) => (name === 'b' ? refused : 'allowed') });
    expect(ran).toEqual(['a', 'c']);
    expect(events[0]).toEqual({ type: 'result', id: '2', name: 'b', text: 'not today', isError: true });
    expect(shown(events)).toEqual(['result b', 'run a', 'run c', 'result a', 'result c']);
    expect(results).toEqual([
      toolResult('1', 'result of a'),
      toolResult('2', 'The user said: not today', true),
      toolResult('3', 'result of c'),
    ]);
  });

  test('is asked for one call at a time, before any call runs', async () => {
    const asked: string[] = [];
    const { events, results, ran } = await run({
      judge: ({ name }) => (name === 'a' ? 'allowed' : 'ask'),
      async ask({ name }) {
        asked.push(name);
        return name === 'b' ? refused : 'allowed';
      },
    });
    expect(asked).toEqual(['b', 'c']);
    expect(ran).toEqual(['a', 'c']);
    expect(events[0]).toEqual({ type: 'approval', id: '2', name: 'b' });
    expect(shown(events)).toEqual(['approval b', 'result b', 'approval c', 'run a', 'run c', 'result a', 'result c']);
    expect(results[1]).toEqual(toolResult('2', 'The user said: not today', true));
  });

  test('is no longer asked for after an interruption', async () => {
    const stop = new AbortController();
    const { events, results, ran } = await run(
      {
        judge: () => 'ask',
        async ask() {
          stop.abort(new Interrupted('SIGINT'));
          return { refused: 'interrupted', shown: 'stopped' };
        },
      },
      stop,
    );
    const stopped = 'The user interrupted before this call could run.';
    expect(ran).toEqual([]);
    expect(shown(events)).toEqual(['approval a', 'result a', 'result b', 'result c']);
    expect(results).toEqual([
      toolResult('1', 'interrupted', true),
      toolResult('2', stopped, true),
      toolResult('3', stopped, true),
    ]);
  });
});

test.each(['a sentence', [1], null, undefined, 5])(
  'a call with the input %j is neither asked about nor run',
  async (input) => {
    const mistaken = { id: '1', name: 'a', input };
    const { events, results, ran } = await run({ judge: () => 'ask' }, undefined, [mistaken, calls[1]!]);
    expect(ran).toEqual(['b']);
    expect(shown(events)).toEqual(['result a', 'approval b', 'run b', 'result b']);
    expect(results[0]).toEqual(toolResult('1', expect.stringMatching(/^The input must be a JSON object /), true));
  },
);
