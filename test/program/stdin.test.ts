import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { promptOf } from '../helpers/requests.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { openClock } from '../helpers/clock.ts';

describe('standard input', () => {
  test('is read when it is a file', async () => {
    const server = await serve(reply());
    await run(['q'], { server, stdinFile: writeIn(tempFolder(), 'in.txt', 'from a file\n') });
    expect(promptOf(server)).toBe('<stdin>\nfrom a file\n</stdin>\n\nq');
  });

  test.skipIf(process.platform === 'win32')('is read when it is a pipe', async () => {
    const server = await serve(reply());
    await openShell('printf "from a pipe" | claude-stream', { server }).exit;
    expect(promptOf(server)).toBe('from a pipe');
  });

  test('loses its byte order mark and keeps CRLF', async () => {
    const server = await serve(reply());
    await run([], { server, stdin: '\uFEFFone\r\ntwo\uFEFF' });
    expect(promptOf(server)).toBe('one\r\ntwo\uFEFF');
  });

  test('is decoded across chunk boundaries', async () => {
    const server = await serve(reply());
    const program = start([], { server, openStdin: true });
    for (const byte of Buffer.from('é€👩‍🚀')) {
      program.stdin.write(Uint8Array.of(byte));
      await delay(3);
    }
    program.stdin.end();
    await program.done;
    expect(promptOf(server)).toBe('é€👩‍🚀');
  });

  test.each([
    ['a stray byte', Buffer.from([0x61, 0x62, 0xff, 0x63]), 2],
    ['a sequence cut off by the end', Buffer.from([0x61, 0x62, 0x63, 0xe2, 0x82]), 3],
    ['a surrogate in disguise', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 1],
    ['a BOM and then a stray byte', Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x80]), 4],
    ['UTF-16', Buffer.from('\uFEFFhi', 'utf16le'), 0],
  ])('that is not UTF-8 (%s) ends with exit code 2 and the offset', async (_, stdin, offset) => {
    const server = await serve(reply());
    expect(normalized(await run(['q'], { server, stdin }))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        `standard input is not UTF-8 text: byte ${offset} is not`,
        'convert it first, for example with iconv',
      ),
    });
    expect(server.requests).toEqual([]);
  });

  test('may be 10 MB', async () => {
    const server = await serve(reply());
    const stdin = 'ten bytes\n'.repeat(1_000_000);
    expect(await run(['how long?'], { server, stdin })).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(promptOf(server)).toBe(`<stdin>\n${stdin}</stdin>\n\nhow long?`);
  });

  test('that stays silent for 2 s makes the program say that it is waiting', async () => {
    const server = await serve(reply());
    const clock = await openClock();
    const program = start(['q'], { server, openStdin: true, clock });
    await clock.timer(2000);
    await clock.advance(1999);
    expect(await program.stderrUntil('')).toBe('');
    await clock.advance(1);
    expect(await program.stderrUntil('\n')).toBe(
      problemText('waiting for standard input to end (use --no-stdin to ignore it)'),
    );
    program.stdin.end('late');
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(promptOf(server)).toBe('<stdin>\nlate\n</stdin>\n\nq');
  });

  test.each([
    ['part of the prompt', ['-q', 'q']],
    ['an attachment', ['-q', '-f', '-', 'q']],
  ])('is waited for silently with -q, as %s', async (_, words) => {
    const server = await serve(reply());
    const program = start(words, { server, openStdin: true });
    await delay(3000);
    program.stdin.end('late');
    expect(normalized(await program.done)).toEqual({ code: 0, stdout: 'Hello', stderr: '' });
  });

  test('is left alone with --no-stdin', async () => {
    const server = await serve(reply());
    const program = start(['--no-stdin', 'q'], { server, openStdin: true });
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(promptOf(server)).toBe('q');
  });

  test.skipIf(process.platform === 'win32')('may be closed', async () => {
    const server = await serve(reply());
    await openShell('claude-stream q <&-', { server }).exit;
    expect(promptOf(server)).toBe('q');
  });
});
