import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { CONTINUE_HINT, problemText } from '../helpers/problem-text.ts';
import { openClock } from '../helpers/clock.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { closeReply, openReply, ping, sse } from '../helpers/sse.ts';

describe('a server cannot be reached', () => {
  test('because it refuses the connection', async () => {
    const server = await serve(reply());
    await server.close();
    expect(normalized(await run(['--max-retries', '0', 'hi'], { server }))).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText(
        'http://127.0.0.1:N: connection refused (ECONNREFUSED, 127.0.0.1:N)',
        'is the server running?',
      ),
    });
  });

  test('because its name is not found', async () => {
    const server = { url: 'https://api.claude-stream.invalid' };
    expect(normalized(await run(['--max-retries', '0', 'hi'], { server }))).toEqual({
      code: 69,
      stdout: '',
      // The code depends on whether there is a resolver to ask.
      stderr: expect.stringMatching(
        /^claude-stream: https:\/\/api\.claude-stream\.invalid: could not resolve host \(E\w+\)\n {2}.*--base-url\n$/,
      ),
    });
  });

  const tlsHint = 'check the certificate (set NODE_EXTRA_CA_CERTS to trust your own) and that the server speaks HTTPS';

  test('because it does not speak TLS', async () => {
    const server = await serve(reply());
    const url = server.url.replace('http:', 'https:');
    expect(normalized(await run(['hi'], { server: { url } }))).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('https://127.0.0.1:N: TLS connection failed (EPROTO)', tlsHint),
    });
  });

  test('because its certificate is not trusted', async () => {
    const server = await serve(reply(), certificate);
    expect(normalized(await run(['hi'], { server }))).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('https://127.0.0.1:N: TLS connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)', tlsHint),
    });
    expect(server.requests).toEqual([]);
  });

  test('because it closes the connection without a response', async () => {
    expect(await ask({ raw: '', end: 'reset' })).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('http://127.0.0.1:N: connection lost (ECONNRESET)', 'try again'),
    });
  });

  test('because it does not speak HTTP', async () => {
    expect(await ask({ raw: 'SSH-2.0-OpenSSH_9.6\r\n', end: 'close' })).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText(
        'http://127.0.0.1:N: invalid HTTP response (HPE_INVALID_CONSTANT)',
        'check --base-url; another service or a proxy may be answering',
      ),
    });
  });
});

describe('a response that is none', () => {
  const hint = 'check --base-url; another service or a proxy may be answering';

  test.each([
    ['with status 000', 'HTTP/1.1 000 Odd\r\n\r\n', 'status 0'],
    ['with status 600', 'HTTP/1.1 600 Odd\r\n\r\n', 'status 600'],
    ['with status 101', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'status 101'],
    ['in an unknown encoding', 'HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\nx', 'content-encoding zstd'],
  ])('%s is reported, and not retried', async (_, raw, detail) => {
    const server = await serve({ raw, end: 'hold' });
    expect(normalized(await run(['hi'], { server }))).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText(`http://127.0.0.1:N: invalid HTTP response (${detail})`, hint),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a server that falls silent', () => {
  test('before the headers ends the run after --timeout', async () => {
    expect(await ask({ beforeHeadersMs: 60_000 }, ['--timeout', '0.4'])).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText('http://127.0.0.1:N did not respond within N s', 'try again, or wait longer with --timeout'),
    });
  });

  test('before the first byte ends the run after --stall-timeout', async () => {
    expect(await ask({ end: 'hold' }, ['--stall-timeout', '0.4'])).toEqual({
      code: 69,
      stdout: '',
      stderr: problemText(
        'the connection stalled: no data for N s (request req_test)',
        'try again, or wait longer with --stall-timeout',
      ),
    });
  });

  test.each([
    [
      'before the headers',
      ['--timeout', '0.4'],
      { beforeHeadersMs: 60_000 },
      'http://127.0.0.1:N did not respond within N s',
    ],
    ['after the headers', ['--stall-timeout', '0.4'], { end: 'hold' }, 'the connection stalled: no data for N s'],
  ] as const)('%s ends every other request too', async (_, limit, answer, what) => {
    const server = await serve(answer);
    for (const args of [['models'], ['--count', 'hi']]) {
      const { code, stdout, stderr } = normalized(await run(['--max-retries', '0', ...limit, ...args], { server }));
      expect({ code, stdout }).toEqual({ code: 69, stdout: '' });
      expect(stderr).toContain(`claude-stream: ${what}`);
    }
  });

  test('in the middle of the text leaves the text, reported as cut off', async () => {
    const stalled: Answer = { body: sse(...openReply({ text: 'Hel' })), end: 'hold' };
    expect(await ask(stalled, ['--stall-timeout', '0.4'])).toEqual({
      code: 69,
      stdout: 'Hel',
      stderr: problemText(
        'the reply was cut off: the connection stalled: no data for N s (request req_test)',
        `try again, or wait longer with --stall-timeout; ${CONTINUE_HINT}`,
      ),
    });
  });

  test('is given up after the configured time', async () => {
    const server = await serve({ end: 'hold' });
    const clock = await openClock();
    const program = start(['--max-retries', '0', '--stall-timeout', '0.8', 'hi'], { server, clock });
    const request = await server.request();
    // Set when the headers arrive; until then --timeout applies.
    await clock.timer(800);
    await clock.advance(799);
    expect(request.abandoned).toBe(false);
    await clock.advance(1);
    expect((await program.done).code).toBe(69);
    await request.closed;
  });

  test('but still sends pings counts as alive', async () => {
    const pings = {
      body: (async function* () {
        yield sse(...openReply({ text: 'Hel' }));
        for (let i = 0; i < 5; i++) {
          await delay(250);
          yield sse(ping);
        }
        yield sse(...closeReply({ text: 'Hel' }));
      })(),
    };
    expect(await ask(pings, ['--stall-timeout', '0.7'])).toMatchObject({ code: 0, stdout: 'Hel' });
  });

  test('has its connection closed', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
    await run(['--stall-timeout', '0.3', '--max-retries', '0', 'hi'], { server });
    await expect(server.requests[0]?.closed).resolves.toBeGreaterThan(0);
  });
});

const certificate = {
  key: readFileSync(new URL('../fixtures/tls/key.pem', import.meta.url)),
  cert: readFileSync(new URL('../fixtures/tls/certificate.pem', import.meta.url)),
};

async function ask(answer: Answer, args: readonly string[] = []) {
  const server = await serve(answer);
  return normalized(await run(['--max-retries', '0', ...args, 'hi'], { server }));
}
