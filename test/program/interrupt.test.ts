import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { start } from '../helpers/program.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { openReply, sse, textDelta } from '../helpers/sse.ts';

/** How long an interrupted program waits for its output to be read. */
const LAST_FLUSH_MS = 150;

/** A program that has read nothing from stdin for this long says that it is waiting. */
const STDIN_NOTICE_MS = 2000;

const unfinished: Answer = { body: sse(...openReply({ text: 'Hel' })), end: 'hold' };

// The clock stands still: a program that ends here has waited for no timer.
describe.skipIf(process.platform === 'win32')('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('(%s) ends the run with exit code %i, keeps the text and prints the summary', async (signal, code) => {
    const server = await serve(unfinished);
    const program = start(['hi'], { server, clock: await openClock() });
    await program.stdoutUntil('Hel');
    program.kill(signal);
    const result = await program.done;
    expect(result).toMatchObject({ code, signal: null, stdout: 'Hel' });
    expect(result.stderr).toMatch(/^interrupted.* · 12 in · .*s\n$/);
    await server.requests[0]!.closed;
  });

  const moments: [string, Answer][] = [
    ['before the headers', { beforeHeadersMs: 60_000 }],
    ['before the first byte', { end: 'hold' }],
    ['during thinking', { body: sse(...openReply({ thinking: 'Hm' })), end: 'hold' }],
  ];
  test.each(moments)('%s ends the run with exit code 130', async (_, answer) => {
    const server = await serve(answer);
    const program = start(['hi'], { server, clock: await openClock() });
    await server.request();
    await delay(150);
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringContaining('interrupted'),
    });
  });

  test('ends the wait before a retry too', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '50' });
    const clock = await openClock();
    const program = start(['hi'], { server: await serve(overloaded), clock });
    await clock.timer(50_000);
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringContaining('interrupted'),
    });
  });

  test('ends the run before anything is sent while stdin is read', async () => {
    const server = await serve(reply());
    const clock = await openClock();
    const program = start(['hi'], { server, openStdin: true, clock });
    await clock.timer(STDIN_NOTICE_MS);
    program.stdin.write('some');
    await delay(100);
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: '' });
    expect(server.requests).toEqual([]);
  });

  test('sent twice ends the run at once, even if nobody reads its output', async () => {
    const part = sse(...Array.from({ length: 500 }, () => textDelta('twelve chars')));
    const server = await serve({
      body: [sse(...openReply({ text: 'begin' })), ...Array.from({ length: 20 }, () => part)],
      end: 'hold',
    });
    const clock = await openClock();
    const program = start(['hi'], { server, readStdout: false, clock });
    await server.request();
    await delay(500);
    program.kill('SIGINT');
    // The program is now waiting for a reader.
    await clock.timer(LAST_FLUSH_MS);
    program.kill('SIGINT');
    program.stdout.resume();
    const { code, signal } = await program.done;
    expect(code === 130 || signal === 'SIGINT').toBe(true);
  });

  test('shows only in the exit code with --quiet', async () => {
    const program = start(['-q', 'hi'], { server: await serve(unfinished) });
    await program.stdoutUntil('Hel');
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: 'Hel' });
  });
});

describe.skipIf(process.platform === 'win32')('Ctrl-C in a terminal', () => {
  test('during the spinner ends the run with 130 and a visible cursor', async () => {
    const screen = openScreen(['hi'], { server: await serve({ beforeHeadersMs: 60_000 }) });
    await screen.waitFor('claude-opus-5-5');
    screen.type('\u0003');
    expect(await screen.exit).toBe(130);
    expect(screen.cursorVisible()).toBe(true);
    expect(screen.text()).toContain('interrupted');
    expect(screen.text()).not.toContain('claude-opus-5-5');
  });

  test('in the middle of the text keeps the text', async () => {
    const screen = openScreen(['hi'], { server: await serve(unfinished) });
    await screen.waitFor('Hel');
    screen.type('\u0003');
    expect(await screen.exit).toBe(130);
    expect(screen.rows().find((row) => row.startsWith('Hel'))).toBeDefined();
    expect(screen.rows().at(-1)).toMatch(/^interrupted/);
    expect(screen.cursorVisible()).toBe(true);
  });

  test.each(['spinning', 'streaming'])('leaves the terminal as it was, while %s', async (moment) => {
    const server = await serve(moment === 'spinning' ? { beforeHeadersMs: 60_000 } : unfinished);
    const shell = openShell(
      'trap : INT; before=$(stty -g); claude-stream hi; [ "$before" = "$(stty -g)" ] && echo same || echo changed',
      { server },
    );
    await shell.waitFor(moment === 'spinning' ? 'claude-opus-5-5' : 'Hel');
    shell.type('\u0003');
    await shell.exit;
    expect(shell.rows().at(-1)).toBe('same');
    expect(shell.cursorVisible()).toBe(true);
  });
});

describe('a reader that has gone', () => {
  test('ends the stream with exit code 0 and nothing on stderr', async () => {
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ text: 'first\n' }));
        for (;;) {
          await delay(20);
          yield sse(textDelta('more\n'));
        }
      })(),
    });
    const program = start(['hi'], { server });
    await program.stdoutUntil('first\n');
    program.stdout.destroy();
    expect(await program.done).toMatchObject({ code: 0, stderr: '' });
    await server.requests[0]?.closed;
  });

  test.skipIf(process.platform === 'win32')('such as head is not a failure', async () => {
    const server = await serve(reply({ deltas: Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`) }));
    const shell = openShell('{ claude-stream hi 2> errors; echo "exit $?" >&2; } | head -n 1; cat errors', { server });
    await shell.exit;
    expect(shell.rows().toSorted()).toEqual(['exit 0', 'line 0']);
  });

  test.skipIf(process.platform === 'win32')('before the first text is not a failure', async () => {
    const server = await serve({ ...reply(), beforeBodyMs: 400 });
    const shell = openShell('{ claude-stream hi 2> errors; echo "exit $?" >&2; } | true; cat errors', { server });
    await shell.exit;
    expect(shell.rows()).toEqual(['exit 0']);
  });
});
