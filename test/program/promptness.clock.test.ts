import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { run, start } from '../helpers/program.ts';
import { KEYS, openRepl, serveChat } from '../helpers/repl.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';

const unfinished: Answer = { body: sse(...openReply({ text: 'Hel' })), end: 'hold' };

test('the program exits within 50 ms of message_stop, even if the server keeps the connection open', async () => {
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    // By then everything is loaded.
    const server = await serve({ ...reply(), beforeBodyMs: 500, end: 'hold' });
    const { exitedAt, code } = await run(['hi'], { server });
    expect(code).toBe(0);
    waits.push(exitedAt - server.requests[0]!.sentAt!);
  }
  expect(Math.min(...waits)).toBeLessThan(50);
});

describe.skipIf(process.platform === 'win32')('an interruption', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s ends a reply within 300 ms', async (signal) => {
    const server = await serve(unfinished);
    const program = start(['hi'], { server });
    await program.stdoutUntil('Hel');
    const signalledAt = performance.now();
    program.kill(signal);
    expect((await program.done).exitedAt - signalledAt).toBeLessThan(300);
    expect((await server.requests[0]!.closed) - signalledAt).toBeLessThan(300);
  });

  test('by Ctrl-C returns to the prompt within 500 ms', async () => {
    const repl = await openRepl({ server: await serveChat([unfinished]) });
    repl.type('tell me\r');
    await repl.waitFor('Hel');
    const pressed = performance.now();
    await repl.say(KEYS.ctrlC);
    expect(performance.now() - pressed).toBeLessThan(500);
  });
});
