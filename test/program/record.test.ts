import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve, type Answer, type Answers } from '../helpers/server.ts';
import { closeReply, openReply, ping, replyBody, sse, textDelta } from '../helpers/sse.ts';

describe('--record FILE', () => {
  test('does not change the output', async () => {
    const { result } = await record(reply());
    expect(result).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: expect.stringMatching(/^end_turn · 12 in · 5 out · .*s\n$/),
    });
  });

  test('writes the bytes of the stream, with the timing in comments', async () => {
    const [first, ...rest] = openReply({ text: 'Hello' });
    const body = sse(first!, ping, ...rest) + replyBody().slice(sse(...openReply({ text: 'Hello' })).length);
    const { recording } = await record({ body });
    expect(recording).toMatch(/^: .+\n: at \d+ ms\n/);
    expect(withoutComments(recording)).toBe(body);
  });

  test('records when each event arrived', async () => {
    const deltas = ['1', '2', '3', '4', '5'];
    const body = new PassThrough();
    const path = join(tempFolder(), 'reply.sse');
    const clock = await openClock();
    const program = start(['--record', path, 'hi'], { server: await serve({ body }), clock });
    body.write(sse(...openReply({ text: 'begin' })));
    await program.stdoutUntil('begin');
    for (const delta of deltas) {
      await clock.advance(40);
      body.write(sse(textDelta(delta)));
      await program.stdoutUntil(delta);
    }
    await clock.advance(40);
    body.end(sse(...closeReply({ text: 'x' })));
    expect((await program.done).stdout).toBe('begin12345');
    const times = [...readFileSync(path, 'utf8').matchAll(/^: at (\d+) ms$/gm)].map((match) => Number(match[1]));
    expect(times).toEqual([0, 40, 80, 120, 160, 200, 240]);
  });

  test('keeps the bytes however the network splits them', async () => {
    const body = replyBody({ text: 'é€👩‍🚀'.repeat(20) });
    const { recording } = await record({ body, slice: 1 });
    expect(withoutComments(recording)).toBe(body);
  });

  test('keeps CRLF line ends', async () => {
    const body = replyBody().replaceAll('\n', '\r\n');
    const { recording } = await record({ body, slice: 5 });
    expect(withoutComments(recording)).toBe(body);
  });

  test.skipIf(process.platform === 'win32')('creates a file that only its owner can read', async () => {
    const { path } = await record(reply());
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('contains neither the key nor any header of the request', async () => {
    const { recording } = await record(reply());
    expect(recording).not.toContain('sk-test-key');
    expect(recording).not.toMatch(/authorization|bearer|x-stainless|user-agent/i);
  });

  test('contains the part before a lost connection, and replays as the same failure', async () => {
    const { path, result, recording } = await record({ body: sse(...openReply({ text: 'Hel' })), end: 'reset' });
    expect(result).toMatchObject({ code: 69, stdout: 'Hel' });
    expect(withoutComments(recording)).toBe(sse(...openReply({ text: 'Hel' })));
    expect(await run(['--replay', path, '--speed', '0'])).toMatchObject({ code: 69, stdout: 'Hel' });
  });

  test('contains the attempt that was shown after a retry', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '0' });
    const { recording, result } = await record([overloaded, reply()]);
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(withoutComments(recording)).toBe(replyBody());
  });

  test.skipIf(process.platform === 'win32')('contains the part before an interruption', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
    const path = join(tempFolder(), 'reply.sse');
    const program = start(['--record', path, 'hi'], { server });
    await program.stdoutUntil('Hel');
    program.kill('SIGINT');
    expect((await program.done).code).toBe(130);
    expect(withoutComments(readFileSync(path, 'utf8'))).toBe(sse(...openReply({ text: 'Hel' })));
  });

  test('replays identically', async () => {
    const { path } = await record({ body: replyBody({ thinking: 'Hm', deltas: ['Hel', 'lo 👩‍🚀'] }), slice: 7 });
    expect(await run(['--replay', path, '--speed', '0'])).toMatchObject({ code: 0, stdout: 'Hello 👩‍🚀' });
  });

  test('handles a large reply', async () => {
    const body = sse(...openReply({ text: 'a' }), ...Array.from({ length: 20_000 }, (_, i) => textDelta(`word ${i} `)));
    const { recording } = await record({ body });
    expect(withoutComments(recording)).toBe(body);
  });

  test('fails before anything is sent when the file cannot be written', async () => {
    const server = await serve(reply());
    const result = await run(['--record', join(tempFolder(), 'no', 'reply.sse'), 'hi'], { server });
    expect(result).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*reply\.sse/),
    });
    expect(server.requests).toEqual([]);
  });

  test('leaves an older recording alone when there was no reply', async () => {
    const server = await serve(apiError(400, 'invalid_request_error', 'No'));
    const path = writeIn(tempFolder(), 'reply.sse', 'old');
    expect(await run(['--record', path, 'hi'], { server })).toMatchObject({ code: 1 });
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

async function record(answers: Answers | Answer) {
  const path = join(tempFolder(), 'reply.sse');
  const server = await serve(answers);
  const finished = await run(['--record', path, 'hi'], { server });
  return { path, result: normalized(finished), recording: readFileSync(path, 'utf8') };
}

function withoutComments(recording: string): string {
  return recording.replaceAll(/^:.*\r?\n/gm, '');
}
