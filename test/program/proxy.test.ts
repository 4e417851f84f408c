import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { run } from '../helpers/program.ts';
import { noServer } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';

const certificatePath = fileURLToPath(new URL('../fixtures/tls/certificate.pem', import.meta.url));
const certificate = {
  key: readFileSync(new URL('../fixtures/tls/key.pem', import.meta.url)),
  cert: readFileSync(certificatePath),
};

describe('a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('named in %s receives the request', async (variable) => {
    const { result, tunnels, port } = await askThrough((url) => ({ [variable]: url }));
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(tunnels).toEqual([`localhost:${port}`]);
  });

  test('is bypassed for hosts in NO_PROXY', async () => {
    const { result, tunnels } = await askThrough((url) => ({ HTTPS_PROXY: url, NO_PROXY: 'localhost' }));
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(tunnels).toEqual([]);
  });

  test('that cannot be reached is a connection failure', async () => {
    const server = { url: 'https://api.claude-stream.invalid' };
    const result = await run(['--max-retries', '0', 'hi'], { server, env: { HTTPS_PROXY: noServer } });
    expect(result).toMatchObject({
      code: 69,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*127\.0\.0\.1:2/),
    });
  });
});

async function askThrough(environment: (proxyUrl: string) => Record<string, string>) {
  const server = await serve(reply(), certificate);
  const proxy = await startProxy();
  const result = await run(['--max-retries', '0', 'hi'], {
    server: { url: `https://localhost:${server.port}` },
    env: { NODE_EXTRA_CA_CERTS: certificatePath, ...environment(proxy.url) },
  });
  return { result, tunnels: proxy.tunnels, port: server.port };
}

/** A proxy that supports CONNECT and takes every host for this machine. */
async function startProxy(): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(500).end());
  proxy.on('connect', (request, client) => {
    const target = request.url ?? '';
    tunnels.push(target);
    const upstream = connect(Number(target.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels };
}
