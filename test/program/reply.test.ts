import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import { run, start } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';
import { blockStop, closeReply, openReply, replyBody, sse, textDelta, textStart } from '../helpers/sse.ts';
import { until } from '../helpers/until.ts';

describe('the reply', () => {
  test.each([
    ['plain words', 'Hello'],
    ['a final newline', 'Hello\n'],
    ['newlines of every kind', '\n\nHello\r\n\r\n'],
    ['escape sequences', 'red \u001B[31malert\u001B[0m \u0007\u009B2J'],
    ['NUL and DEL', 'a\u0000b\u007Fc'],
    ['bidi overrides', 'a\u202Eb\u2066c'],
    ['emoji and CJK', '👩‍🚀 ありがとう 🏳️‍🌈'],
    ['nothing', ''],
  ])('is on stdout byte for byte: %s', async (_, text) => {
    const server = await serve(reply({ text }));
    const result = await run(['hi'], { server });
    expect(result.stdoutBytes).toEqual(Buffer.from(text));
    expect(result.code).toBe(0);
  });

  test('arrives intact however the network splits its bytes', async () => {
    const deltas = Array.from({ length: 40 }, () => 'é€👩‍🚀');
    const server = await serve({ body: replyBody({ deltas }), slice: 3 });
    expect((await run(['hi'], { server })).stdout).toBe(deltas.join(''));
  });

  test('joins a character that is split between two deltas', async () => {
    const halves = replyBody({ deltas: ['HIGH', 'LOW'] })
      .replace('HIGH', '\\ud83d')
      .replace('LOW', '\\ude80');
    const server = await serve({ body: halves });
    expect((await run(['hi'], { server })).stdout).toBe('🚀');
  });

  test('joins its text blocks with nothing between them', async () => {
    const [start, ...rest] = openReply({ text: 'one' });
    const second = [textStart(1), textDelta(' two', 1), blockStop(1)];
    const [, ...ending] = closeReply({ text: 'one' });
    const server = await serve({ body: sse(start!, ...rest, blockStop(0), ...second, ...ending) });
    expect((await run(['hi'], { server })).stdout).toBe('one two');
  });

  test('leaves out thinking and tool calls', async () => {
    const server = await serve(reply({ thinking: 'Hm.', text: 'Hello', toolInput: '{"city":"Oslo"}' }));
    expect((await run(['hi'], { server })).stdout).toBe('Hello');
  });

  test('includes text that is already in the first event', async () => {
    const body = replyBody({}).replace('"content":[]', '"content":[{"type":"text","text":"early"}]');
    const server = await serve({ body });
    expect((await run(['hi'], { server })).stdout).toBe('early');
  });

  test('is shown delta by delta, each the moment it arrives', async () => {
    const deltas = ['first', ' second', ' third'];
    const gates = [gate(), gate()];
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ deltas: deltas.slice(0, 1) }));
        await gates[0]!.passed;
        yield sse(textDelta(deltas[1]!));
        await gates[1]!.passed;
        yield sse(textDelta(deltas[2]!), ...closeReply({ deltas }));
      })(),
    });
    const program = start(['hi'], { server });
    expect(await program.stdoutUntil('first')).toBe('first');
    gates[0]!.open();
    expect(await program.stdoutUntil('second')).toBe('first second');
    gates[1]!.open();
    expect((await program.done).stdout).toBe('first second third');
  });

  test('is the only thing on stdout, whatever the SDK logs', async () => {
    const server = await serve(reply());
    const result = await run(['--debug', 'hi'], { server, env: { ANTHROPIC_LOG: 'debug' } });
    expect(result.stdout).toBe('Hello');
  });

  test('is not read from the network faster than stdout accepts it', async () => {
    const part = sse(...Array.from({ length: 500 }, () => textDelta('twelve chars')));
    const server = await serve({
      body: (function* () {
        yield sse(...openReply({ text: 'begin' }));
        for (;;) yield part;
      })(),
    });
    const program = start(['hi'], { server, readStdout: false });
    const request = await server.request();
    const sent = await settled(() => request.sentBytes, mostInBuffers);
    expect(sent).toBeLessThan(mostInBuffers);
    // Reading lets more in, so only stdout was holding it up.
    program.stdout.resume();
    await until(() => request.sentBytes > sent + mostInBuffers / 10);
    program.kill('SIGKILL');
  });
});

describe('--flush', () => {
  test.each([
    ['delta', ['Hel', 'lo wor'], 'Hello wor'],
    ['word', ['Hel', 'lo wor'], 'Hello '],
    ['line', ['one\ntwo', ' three'], 'one\n'],
  ])('%s holds back incomplete text', async (unit, deltas, shown) => {
    const rest = gate();
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ deltas }));
        await rest.passed;
        yield sse(textDelta('ld'), ...closeReply({ deltas }));
      })(),
    });
    const program = start(['--flush', unit, 'hi'], { server });
    await program.stdoutUntil(shown);
    await delay(100);
    expect(await program.stdoutUntil('')).toBe(shown);
    rest.open();
    expect((await program.done).stdout).toBe(`${deltas.join('')}ld`);
  });

  test('shows the text held back when the reply is cut off', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'held back' })) });
    const result = await run(['--flush', 'line', 'hi'], { server });
    expect(result).toMatchObject({ stdout: 'held back', code: 69 });
  });
});

/** More than the sockets, pipes and streams in between can hold. */
const mostInBuffers = 40_000_000;

/** The value once it has not grown for half a second or exceeds `most`. */
async function settled(measure: () => number, most: number): Promise<number> {
  let last = -1;
  while (last === 0 || (measure() !== last && last < most)) {
    last = measure();
    await delay(500);
  }
  return last;
}
