import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { gate } from '../helpers/gate.ts';
import { normalized, run } from '../helpers/program.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { blockStop, closeReply, openReply, sse, textDelta, textStart } from '../helpers/sse.ts';
import { normalizeOutput } from '../helpers/normalize-output.ts';

describe.skipIf(process.platform === 'win32')('the spinner', () => {
  test('shows the model and the seconds until the first text', async () => {
    const server = await serve({ ...reply(), beforeHeadersMs: 1800 });
    const screen = openScreen(['-m', 'haiku', 'hi'], { server });
    await screen.waitFor('claude-haiku-5-5');
    await screen.waitFor(/\b1 s · claude-haiku-5-5/);
    expect(await screen.exit).toBe(0);
  });

  test('says that the model is thinking, and for how long', async () => {
    const text = gate();
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ thinking: 'Let me think about it for a while.' }));
        await text.passed;
        yield sse(blockStop(0), textStart(1), textDelta('Hello', 1), blockStop(1), ...closeReply());
      })(),
    });
    const screen = openScreen(['hi'], { server });
    await screen.waitFor(/thinking.*\d+/i);
    text.open();
    await screen.exit;
    expect(screen.rows()[0]).toBe('Hello');
  });

  test('says why and when it will retry', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '1.5' });
    const screen = openScreen(['hi'], { server: await serve([overloaded, reply()]) });
    const text = await screen.waitFor(/overloaded/i);
    expect(text).toMatch(/\b[12](\.\d)? s/);
    expect(await screen.exit).toBe(0);
    expect(screen.rows()[0]).toBe('Hello');
  });

  test('says after 20 s that no data has arrived', async () => {
    const clock = await openClock();
    const screen = openScreen(['hi'], { server: await serve({ end: 'hold' }), clock });
    await clock.timer(20_000);
    await clock.advance(19_500);
    expect(await screen.waitFor(/\b19 s · claude-opus-5-5/)).not.toMatch(/no data/i);
    await clock.advance(1000);
    await screen.waitFor(/no data.*\b2\d s/i);
  });

  test('leaves nothing behind', async () => {
    const server = await serve({
      ...reply({ thinking: 'Hm', text: 'Hello' }),
      beforeHeadersMs: 400,
      beforeBodyMs: 400,
    });
    const screen = openScreen(['hi'], { server });
    expect(await screen.exit).toBe(0);
    expect(normalizeOutput(screen.text())).toBe('Hello\nend_turn · 12 in · 5 out · $0.0001 · N s');
    expect(screen.cursorVisible()).toBe(true);
  });

  test('leaves nothing behind when the request fails', async () => {
    const server = await serve({ ...apiError(400, 'invalid_request_error', 'No'), beforeHeadersMs: 400 });
    const screen = openScreen(['hi'], { server });
    expect(await screen.exit).toBe(1);
    expect(screen.rows()[0]).toBe('claude-stream: the API rejected the request: No (request req_test)');
    expect(screen.cursorVisible()).toBe(true);
  });

  test('is absent with --quiet', async () => {
    const server = await serve({ ...reply(), beforeHeadersMs: 400 });
    const screen = openScreen(['-q', '--raw', 'hi'], { server });
    await screen.exit;
    expect(screen.bytes()).toBe('Hello\r\n');
  });

  test('is absent when stderr is not a terminal', async () => {
    const server = await serve({ ...reply(), beforeHeadersMs: 400 });
    const shell = openShell('claude-stream --raw hi 2> errors; cat errors', { server });
    await shell.exit;
    expect(shell.rows()[0]).toBe('Hello');
    expect(shell.rows()[1]).toMatch(/^end_turn · /);
    expect(shell.bytes()).not.toContain('\u001B');
  });

  test('fits a terminal that is narrower than its text', async () => {
    const server = await serve({ ...reply(), beforeHeadersMs: 700 });
    const screen = openScreen(['hi'], { server, cols: 12 });
    await screen.exit;
    expect(screen.rows()[0]).toBe('Hello');
    expect(screen.text()).not.toContain('claude-');
  });
});

describe.skipIf(process.platform === 'win32')('the progress line', () => {
  test.each([
    ['a file', 'reply.txt', /^end_turn · 12 in · 5 out · .*\ntwelve chars$/],
    ['nowhere', '/dev/null', /^end_turn · 12 in · 5 out · [^\n]*$/],
  ])('counts characters, tokens and seconds while the reply goes to %s', async (_, path, shown) => {
    const rest = gate();
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ text: 'twelve chars' }));
        await rest.passed;
        yield sse(...closeReply({ text: 'twelve chars' }));
      })(),
    });
    const shell = openShell(`claude-stream hi > ${path}; cat ${path}`, { server });
    const text = await shell.waitFor(/\b12 char/);
    expect(text).toMatch(/\d s/);
    rest.open();
    await shell.exit;
    expect(normalizeOutput(shell.text())).toMatch(shown);
    expect(shell.cursorVisible()).toBe(true);
  });

  test('is absent with --quiet', async () => {
    const server = await serve({ body: reply().body!, slice: 100, delayMs: 100 });
    const shell = openShell('claude-stream -q hi > reply.txt', { server });
    await shell.exit;
    expect(shell.bytes()).toBe('');
  });
});

describe.skipIf(process.platform === 'win32')('a pipe that leads to this terminal', () => {
  /** A reply whose first text comes once the spinner turns, and the rest only when the test has seen that. */
  async function replyInPieces() {
    const [first, rest] = [gate(), gate()];
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ deltas: [] }));
        await first.passed;
        yield sse(...openReply({ deltas: ['The sky is blue'] }).slice(1));
        await rest.passed;
        yield sse(textDelta(' because of **Rayleigh**.\n'), ...closeReply({ text: '' }));
      })(),
    });
    return { server, first, rest };
  }

  test.each(['cat', 'tee reply.md', 'head -3', 'less -E -X'])(
    'shows all of | %s, and no spinner over it',
    async (reader) => {
      const { server, first, rest } = await replyInPieces();
      const shell = openShell(`claude-stream hi | ${reader}`, { server });
      await shell.waitFor('claude-opus-5-5');
      first.open();
      if (/cat|tee/.test(reader)) await shell.waitFor(/^The sky is blue$/);
      rest.open();
      await shell.exit;
      expect(shell.text()).toContain('The sky is blue because of **Rayleigh**.');
      expect(shell.text()).not.toContain('claude-opus-5-5');
      expect(shell.cursorVisible()).toBe(true);
    },
  );

  test('shows all API events, and no spinner over them', async () => {
    const { server, first, rest } = await replyInPieces();
    const shell = openShell('claude-stream --output-format stream-json hi | cat', { server, cols: 2000 });
    first.open();
    await shell.waitFor('The sky is blue');
    rest.open();
    await shell.exit;
    const types = shell
      .rows()
      .filter((row) => row.startsWith('{'))
      .map((row) => (JSON.parse(row) as { type: string }).type);
    expect([types[0], types.at(-1)]).toEqual(['message_start', 'result']);
    expect(types).toContain('content_block_delta');
  });
});

test('a stderr that is not a terminal gets only the summary', async () => {
  const server = await serve({ ...reply({ thinking: 'Hm', text: 'Hello' }), beforeHeadersMs: 300 });
  const { stderr } = normalized(await run(['hi'], { server }));
  expect(stderr).toMatch(/^end_turn · [^\n]*\n$/);
});
