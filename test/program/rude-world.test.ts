import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { openReply, replyBody, sse } from '../helpers/sse.ts';
import { openClock } from '../helpers/clock.ts';

const windows = process.platform === 'win32';

describe.skipIf(windows)('a reader that does not read', () => {
  test('does not hide Ctrl-C after the reply: the exit code is 130', async () => {
    const server = await serve(reply({ text: 'x'.repeat(400_000) }));
    const program = start(['-q', 'hi'], { server, readStdout: false });
    await server.request();
    await delay(500);
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({
      code: 130,
      stderr: 'claude-stream: interrupted before all output was written\n',
    });
  });
});

describe.skipIf(windows)('stdout that cannot be written to', () => {
  const full = existsSync('/dev/full');

  test.skipIf(!full).each([[['hi']], [['--json', 'hi']], [['--help']]])(
    'because the disk is full is a failure, not a closed pipe (%j)',
    async (args) => {
      const server = await serve(reply());
      const screen = openShell(`claude-stream ${args.join(' ')} > /dev/full < /dev/null; echo "code $?"`, { server });
      await screen.waitFor('code 1');
      expect(screen.text()).toContain('claude-stream: cannot write to stdout: ENOSPC');
    },
  );
});

describe.skipIf(windows)('a terminal that is closed', () => {
  test('ends the program by SIGHUP, without a crash', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
    const screen = openScreen(['--no-stdin', 'hi'], { server });
    await screen.waitFor('Hel');
    screen.hangUp();
    expect(await screen.exit).toBe(129);
  });
});

describe.skipIf(windows)('a FIFO that nobody opens', () => {
  test.each([['-o'], ['--replay']])('as %s does not keep Ctrl-C from ending the program', async (flag) => {
    const server = await serve(reply());
    const fifo = join(tempFolder(), 'fifo');
    execFileSync('mkfifo', [fifo]);
    const program = start([flag, fifo, 'hi'], { server });
    await delay(400);
    program.kill('SIGINT');
    const { code, signal } = await program.done;
    expect(code ?? signal).toSatisfy((end) => end === 130 || end === 'SIGINT');
  });
});

describe('the spinner', () => {
  test.each([80, 95, 105, 120, 140])(
    'does not draw over a first text that arrives %i ms after the request',
    async (ms) => {
      const server = await serve({ body: sse(...openReply({ text: 'EARLY ' })), beforeBodyMs: ms, end: 'hold' });
      const screen = openScreen(['--raw', '--no-stdin', 'hi'], { server });
      await screen.waitFor('EARLY');
      await delay(400);
      expect(screen.text()).toContain('EARLY');
      expect(screen.cursorVisible()).toBe(true);
    },
  );

  test('says when it will retry even in little space', async () => {
    const server = await serve(
      apiError(529, 'overloaded_error', '服务器目前过载，请稍后再试一次，谢谢您的耐心等待', { 'retry-after': '9' }),
    );
    const screen = openScreen(['--no-stdin', 'hi'], { server, cols: 40 });
    await screen.waitFor(/retrying in \d s \(1 of 4\)/);
    expect(screen.rows()).toHaveLength(1);
    screen.type('\u0003');
    await screen.exit;
  });
});

describe('stdout is one JSON document', () => {
  test.skipIf(windows)('when it is interrupted while stdin is read', async () => {
    const clock = await openClock();
    const program = start(['--json', 'hi'], { openStdin: true, clock });
    // By then it reads stdin: the timer of its notice.
    await clock.timer(2000);
    program.kill('SIGINT');
    const { code, stdout, stderr } = await program.done;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ text: '', error: { type: 'interrupted', exit_code: 130 } });
    expect(stderr).toBe('interrupted\n');
  });

  test.each([
    ['a flag that does not exist', ['--json', '--bogus', 'hi'], {}],
    ['a flag without its value', ['--json', '-m'], {}],
    ['an invalid value', ['--output-format', 'json', '--max-tokens', 'x', 'hi'], {}],
    [
      'an invalid value, with the format from the environment',
      ['--max-tokens', 'x', 'hi'],
      { CLAUDE_STREAM_OUTPUT_FORMAT: 'json' },
    ],
  ])('when the command line is wrong: %s', async (_what, args, env) => {
    const { code, stdout } = await run(args, { env });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ text: '', error: { type: 'usage', exit_code: 2 } });
  });

  test('and a result line in stream-json', async () => {
    const { stdout } = await run(['--output-format', 'stream-json', '--bogus']);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'result', error: { type: 'usage' } });
  });
});

describe('a recording', () => {
  test('is not destroyed by being recorded to itself', async () => {
    const file = join(tempFolder(), 'r.sse');
    writeFileSync(file, 'event: message_stop\ndata: {"type":"message_stop"}\n\n');
    const before = readFileSync(file, 'utf8');
    expect(await run(['--replay', file, '--record', file])).toMatchObject({
      code: 2,
      stderr: 'claude-stream: --record and --replay name the same file\n  it would be overwritten before the replay\n',
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('a connection', () => {
  test("kept open after a message_stop without its blank line does not delay the reply's end", async () => {
    const body = replyBody({ text: 'Hello' }).trimEnd();
    const server = await serve({ body, end: 'hold' });
    expect(await run(['-q', '--stall-timeout', '5', 'hi'], { server })).toMatchObject({
      code: 0,
      stdout: 'Hello',
      stderr: '',
    });
  });

  test('whose URL contains a password is named without it', async () => {
    const { stderr } = await run(['--base-url', 'http://me:secretpw@127.0.0.1:1', '--max-retries', '0', 'hi']);
    expect(stderr).toContain('http://127.0.0.1:1: connection refused');
    expect(stderr).not.toContain('secretpw');
  });

  test('is not attempted with a key that cannot be sent: the key is reported', async () => {
    const server = await serve(reply());
    const { code, stderr } = await run(['hi'], { server, env: { ANTHROPIC_API_KEY: 'sk-ant-…' } });
    expect(code).toBe(77);
    expect(stderr).toMatch(/^claude-stream: cannot send the request: .*authorization/);
    expect(stderr).toContain('check ANTHROPIC_API_KEY');
  });

  test('through a proxy that is not a URL is wrong usage, not a bug', async () => {
    expect(await run(['hi'], { env: { HTTPS_PROXY: 'localhost:3128' } })).toMatchObject({
      code: 2,
      stderr:
        'claude-stream: HTTPS_PROXY and HTTP_PROXY must be http or https URLs\n  for example http://proxy.example:3128\n',
    });
  });
});

describe('a flag', () => {
  test('turns off a setting that the environment turns on', async () => {
    const server = await serve(reply());
    const loud = await run(['--no-quiet', 'hi'], { server, env: { CLAUDE_STREAM_QUIET: '1' } });
    expect(loud.stderr).toMatch(/^end_turn · /);
    const streamed = await run(['--stream', '-q', 'hi'], { server, env: { CLAUDE_STREAM_STREAM: '0' } });
    expect(streamed).toMatchObject({ code: 0, stdout: 'Hello' });
  });
});

test('a folder as stdin is unreadable input', async () => {
  expect(await run(['hi'], { stdinFile: tempFolder() })).toMatchObject({
    code: 2,
    stderr: 'claude-stream: standard input is a directory\n',
  });
});
