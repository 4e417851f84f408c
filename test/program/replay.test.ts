import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { closeReply, errorEvent, openReply, replyBody, sse, textDelta } from '../helpers/sse.ts';

const noKey = { ANTHROPIC_API_KEY: undefined };

describe('--replay', () => {
  test('plays a recorded file without a key and without a request', async () => {
    const server = await serve(reply({ text: 'from the network' }));
    const path = writeIn(tempFolder(), 'a.sse', replyBody({ text: 'from the file' }));
    expect(normalized(await run(['--replay', path], { server, env: noKey }))).toEqual({
      code: 0,
      stdout: 'from the file',
      stderr: expect.stringMatching(/^end_turn · 12 in · 5 out · .*s\n$/),
    });
    expect(server.requests).toEqual([]);
  });

  test('plays stdin with -', async () => {
    expect(await run(['--replay', '-'], { env: noKey, stdin: replyBody() })).toMatchObject({
      code: 0,
      stdout: 'Hello',
    });
  });

  test('plays stdin while it is still being written', async () => {
    const program = start(['--replay', '-'], { env: noKey, openStdin: true });
    program.stdin.write(sse(...openReply({ text: 'Hel' })));
    await program.stdoutUntil('Hel');
    program.stdin.end(sse(textDelta('lo'), ...closeReply({ text: 'Hel' })));
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('plays a raw body with CRLF line ends', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody().replaceAll('\n', '\r\n'));
    expect(await run(['--replay', path], { env: noKey })).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('does not need the final blank line', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody().slice(0, -2));
    expect(await run(['--replay', path], { env: noKey })).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('ignores a prompt', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody());
    expect(await run(['--replay', path, 'hi', 'there'], { env: noKey })).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('fails as the stream did: an error event', async () => {
    const path = writeIn(
      tempFolder(),
      'a.sse',
      sse(...openReply({ text: 'Hel' }), errorEvent('overloaded_error', 'Overloaded')),
    );
    expect(await run(['--replay', path], { env: noKey })).toMatchObject({
      code: 75,
      stdout: 'Hel',
      stderr: expect.stringMatching(/^claude-stream: the reply was cut off: /),
    });
  });

  test('fails as the stream did: a connection lost before any text is not retried', async () => {
    const path = writeIn(tempFolder(), 'a.sse', sse(...openReply({ thinking: 'Hm' })));
    // The clock stands still: a second attempt would wait forever.
    const clock = await openClock();
    expect(await run(['--replay', path], { env: noKey, clock })).toMatchObject({ code: 69, stdout: '' });
  });

  test('does not name a token limit that the recorded request may not have had', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody({ text: 'Hel', stopReason: 'max_tokens' }));
    const { stderr } = await run(['--replay', path], { env: noKey });
    expect(stderr).toMatch(/^max_tokens: /);
    expect(stderr).not.toContain('16,000');
  });

  test('works with the other formats', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody());
    const { stdout } = await run(['--replay', path, '--json'], { env: noKey });
    expect(JSON.parse(stdout)).toMatchObject({ id: 'msg_test', text: 'Hello', stop_reason: 'end_turn' });
  });

  test('respects --strict', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody({ text: 'Hel', stopReason: 'max_tokens' }));
    expect(await run(['--replay', path, '--strict'], { env: noKey })).toMatchObject({ code: 10, stdout: 'Hel' });
  });
});

describe('--speed', () => {
  const timed = [
    ': claude-stream recording, version 1\n',
    ': at 200 ms\n',
    sse(...openReply({ text: 'Hel' })),
    ': at 1000 ms\n',
    sse(textDelta('lo'), ...closeReply({ text: 'Hel' })),
  ].join('');

  test.each([
    [[], [200, 800]],
    [
      ['--speed', '1'],
      [200, 800],
    ],
    [
      ['--speed', '4'],
      [50, 200],
    ],
    [['--speed', '0'], []],
  ])('%j plays a pause of 200 and one of 800 recorded ms in %j ms', async (args, pauses) => {
    const path = writeIn(tempFolder(), 'a.sse', timed);
    const clock = await openClock();
    const program = start(['--replay', path, ...args], { env: noKey, clock });
    for (const ms of pauses) {
      await clock.timer(ms);
      await clock.advance(ms);
    }
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('shows each part at its recorded time', async () => {
    const path = writeIn(tempFolder(), 'a.sse', timed);
    const clock = await openClock();
    const program = start(['--replay', path], { env: noKey, clock });
    await clock.timer(200);
    await clock.advance(199);
    expect(await program.stdoutUntil('')).toBe('');
    await clock.advance(1);
    expect(await program.stdoutUntil('Hel')).toBe('Hel');
    await clock.timer(800);
    await clock.advance(799);
    expect(await program.stdoutUntil('')).toBe('Hel');
    await clock.advance(1);
    expect((await program.done).stdout).toBe('Hello');
  });

  test('plays a file without timing at once', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody());
    const clock = await openClock();
    expect(await run(['--replay', path], { env: noKey, clock })).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test.skipIf(process.platform === 'win32')('can be interrupted between two parts', async () => {
    const path = writeIn(tempFolder(), 'a.sse', timed.replace('1000 ms', '60000 ms'));
    const clock = await openClock();
    const program = start(['--replay', path], { env: noKey, clock });
    await clock.timer(200);
    await clock.advance(200);
    await program.stdoutUntil('Hel');
    await clock.timer(59_800);
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: 'Hel' });
  });

  test('waits out a long pause without calling it a stall', async () => {
    const path = writeIn(tempFolder(), 'a.sse', timed);
    const clock = await openClock();
    const program = start(['--replay', path, '--stall-timeout', '0.3'], { env: noKey, clock });
    for (const ms of [200, 800]) {
      await clock.timer(ms);
      await clock.advance(ms);
    }
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
  });
});

describe('a file that cannot be replayed', () => {
  test.each([
    ['is not an event stream', 'Dear diary,\ntoday I saw a stream.\n'],
    ['is a JSON document', '{\n  "type": "message"\n}\n'],
    ['is an HTML page', '<!doctype html>\n<html></html>\n'],
    ['contains bytes that are not text', Buffer.from([0, 1, 2, 255, 254, 10, 13, 10])],
  ])('because it %s ends with exit code 2, naming file and line', async (_, content) => {
    const path = writeIn(tempFolder(), 'bad.sse', content);
    expect(await run(['--replay', path], { env: noKey })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*bad\.sse, line 1: .*\n/),
    });
  });

  test('because of malformed JSON names its line', async () => {
    const start = sse(...openReply({ text: 'Hel' }));
    const path = writeIn(tempFolder(), 'bad.sse', `${start}event: content_block_delta\ndata: {"type":\n\n`);
    const line = start.split('\n').length + 1;
    const result = await run(['--replay', path, '--speed', '0'], { env: noKey });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(new RegExp(`^claude-stream: .*bad\\.sse, line ${line}: `));
  });

  test('because of nonsense between the events names its line', async () => {
    const start = sse(...openReply({ text: 'Hel' }));
    const path = writeIn(
      tempFolder(),
      'bad.sse',
      `${start}what is this line\n\n${sse(...closeReply({ text: 'Hel' }))}`,
    );
    const line = start.split('\n').length;
    const result = await run(['--replay', path, '--speed', '0'], { env: noKey });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(new RegExp(`^claude-stream: .*bad\\.sse, line ${line}: `));
  });

  test('because it is empty', async () => {
    const path = writeIn(tempFolder(), 'bad.sse', '');
    expect(normalized(await run(['--replay', path], { env: noKey }))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*bad\.sse(, line 1)?: no events\n/),
    });
  });

  test('because it does not exist', async () => {
    expect(await run(['--replay', 'no-such.sse'], { env: noKey })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*no-such\.sse/),
    });
  });

  test('because it is a folder', async () => {
    const folder = tempFolder();
    const result = await run(['--replay', folder], { env: noKey });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^claude-stream: /) });
    expect(result.stderr).not.toContain('unexpected error');
  });

  test('is called standard input when read from there', async () => {
    const result = await run(['--replay', '-'], { env: noKey, stdin: 'no stream\n' });
    expect(result).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*(stdin|standard input)/),
    });
  });
});
