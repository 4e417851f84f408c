import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { GIF, JPEG, PDF, PNG, WEBP } from '../helpers/attachments.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve, type Answer, type RecordedRequest, type ScriptedServer } from '../helpers/server.ts';

const contentOf = ({ requests }: ScriptedServer) => requests.at(-1)?.json?.messages?.[0]?.content;
const image = (type: string, bytes: Buffer) => ({
  type: 'image',
  source: { type: 'base64', media_type: `image/${type}`, data: bytes.toString('base64') },
});
const text = (content: string) => ({ type: 'text', text: content });
const bytes = (body: string | Uint8Array, more: Partial<Answer> = {}): Answer => ({
  headers: { 'content-type': 'application/octet-stream' },
  body,
  ...more,
});
/** The API, and next to it the answers for other paths. */
const apiAnd = (answer: (request: RecordedRequest) => Answer) => (request: RecordedRequest) =>
  request.path.startsWith('/v1/') ? reply() : answer(request);

/** Usage errors are reported before anything is sent. */
async function refused(args: string[], cwd = tempFolder(), stdin?: Uint8Array) {
  const server = await serve(reply());
  const result = normalized(await run([...args, 'what is this?'], { server, cwd, ...(stdin && { stdin }) }));
  expect(server.requests).toEqual([]);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  return result.stderr;
}

describe('--file', () => {
  test('sends each file as a block of its type, in order, with the question last', async () => {
    const cwd = tempFolder();
    const files = { 'a.md': '# A\n', 'b.dat': PNG, 'c.dat': JPEG, 'd.dat': GIF, 'e.dat': WEBP, 'f.dat': PDF };
    for (const [name, content] of Object.entries(files)) writeIn(cwd, name, content);
    const server = await serve(reply());
    const args = Object.keys(files).flatMap((name) => ['-f', name]);
    const result = await run([...args, 'what', 'are these?'], { server, cwd });
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(contentOf(server)).toEqual([
      text('<file path="a.md">\n# A\n</file>'),
      ...[image('png', PNG), image('jpeg', JPEG), image('gif', GIF), image('webp', WEBP)].flatMap((block, index) => [
        text(`<image path="${Object.keys(files)[index + 1]}" />`),
        block,
      ]),
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: PDF.toString('base64') },
        title: 'f.dat',
      },
      text('what are these?'),
    ]);
  });

  test('leaves the prompt a string when it is absent', async () => {
    const server = await serve(reply());
    await run(['hi'], { server });
    expect(contentOf(server)).toBe('hi');
  });

  test('can be combined with a piped question', async () => {
    const server = await serve(reply());
    await run(['--file', writeIn(tempFolder(), 'a', PNG)], { server, stdin: 'what is this?\n' });
    expect(contentOf(server)).toEqual([image('png', PNG), text('what is this?\n')]);
  });

  test.each([
    ['a missing file', 'no', 'no: no such file', undefined],
    ['a folder', 'dir', 'dir is a directory', 'attach the files in it instead'],
    ['an empty file', 'empty', 'empty is empty', undefined],
    [
      'a file of an unknown type',
      'x.docx',
      'x.docx is a ZIP archive or an Office document',
      'supported: text (UTF-8 or UTF-16), images (PNG, JPEG, GIF, WebP) and PDF',
    ],
    [
      'a file that is too large',
      'big.png',
      'big.png is too large (40 MB); the API accepts images up to 7.5 MB',
      undefined,
    ],
  ])('%s is refused before anything is sent', async (_, name, what, hint) => {
    const cwd = tempFolder();
    writeIn(cwd, 'dir/a', 'a');
    writeIn(cwd, 'empty', '');
    writeIn(cwd, 'x.docx', Buffer.from('PK\x03\x04\0\0'));
    if (name === 'big.png') writeIn(cwd, 'big.png', Buffer.concat([PNG, Buffer.alloc(40 * 2 ** 20 - PNG.length)]));
    expect(await refused(['-f', name], cwd)).toBe(problemText(what, hint));
  });

  test('leaves no output file behind when it fails', async () => {
    const cwd = tempFolder();
    await refused(['-f', 'no', '-o', 'out.md'], cwd);
    await refused(['-f', 'http://127.0.0.1:2/x', '-o', 'out.md'], cwd);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('needs a question', async () => {
    const server = await serve(reply());
    const result = await run(['-f', writeIn(tempFolder(), 'a', PNG)], { server });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no prompt given') });
    expect(server.requests).toEqual([]);
  });

  test('asks a single question on a terminal too, instead of starting a conversation', async () => {
    const screen = openScreen(['-f', writeIn(tempFolder(), 'a', PNG)]);
    expect(await screen.exit).toBe(2);
    expect(screen.text()).toContain('no prompt given');
  });

  test.skipIf(process.platform === 'win32')('reads a file that is not a regular file to its end', async () => {
    const server = await serve(reply());
    await openShell('mkfifo p; (printf one; sleep 0.1; printf two) > p & claude-stream -f p hi', { server }).exit;
    expect(contentOf(server)).toEqual([text('<file path="p">\nonetwo\n</file>'), text('hi')]);
  });

  test.skipIf(process.platform === 'win32')('stops reading an endless file', async () => {
    expect(await refused(['-f', '/dev/zero'])).toBe(
      problemText(
        '/dev/zero is not a supported file type',
        'supported: text (UTF-8 or UTF-16), images (PNG, JPEG, GIF, WebP) and PDF',
      ),
    );
  });

  test('is saved with the conversation, which takes its name from the question', async () => {
    const home = tempFolder();
    const cwd = tempFolder();
    writeIn(cwd, 'a.md', '# Title of the file\n');
    const server = await serve(reply());
    const env = { XDG_DATA_HOME: home };
    await run(['-f', 'a.md', 'what is this?'], { server, cwd, env });
    await run(['-c', 'and now?'], { server, cwd, env });
    expect(server.requests[1]!.json.messages).toEqual([
      { role: 'user', content: [text('<file path="a.md">\n# Title of the file\n</file>'), text('what is this?')] },
      { role: 'assistant', content: [text('Hello')] },
      { role: 'user', content: 'and now?' },
    ]);
    const shown = await run(['sessions', 'show'], { env });
    expect(shown.stdout).toContain('> what is this?\n>\n> [file a.md]\n\nHello\n\n> and now?\n');
    const listed = await run(['sessions', '--json'], { env });
    expect(JSON.parse(listed.stdout)[0]).toMatchObject({ title: 'what is this?' });
  });
});

describe('--file -', () => {
  test('attaches piped input, binary too, and takes the prompt from the command line', async () => {
    const server = await serve(reply());
    await run(['-f', '-', 'what is this?'], { server, stdin: PNG });
    expect(contentOf(server)).toEqual([image('png', PNG), text('what is this?')]);
    await run(['-f', '-', 'what is this?'], { server, stdin: 'some text' });
    expect(contentOf(server)).toEqual([
      text('<file path="standard input">\nsome text\n</file>'),
      text('what is this?'),
    ]);
  });

  test.each([
    ['nothing', [], Buffer.alloc(0), 'standard input is empty', undefined],
    ['something twice', ['-f', '-'], PNG, '--file - can be used only once', 'standard input can be read only once'],
    [
      'input that is not read',
      ['--no-stdin'],
      PNG,
      '--file - and --no-stdin cannot be used together: - is standard input',
      undefined,
    ],
  ])('refuses %s', async (_, args, stdin, what, hint) => {
    expect(await refused(['-f', '-', ...args], undefined, stdin)).toBe(problemText(what, hint));
  });

  test('refuses a terminal', async () => {
    const screen = openScreen(['-f', '-', 'hi']);
    expect(await screen.exit).toBe(2);
    expect(screen.text()).toContain('--file - reads standard input, but nothing is piped in');
  });
});

describe('--file with a URL', () => {
  test('detects the type from the content, whatever the server calls it', async () => {
    const server = await serve(
      apiAnd(({ path }) =>
        bytes(path === '/a.txt' ? PNG : '<p>page</p>', { headers: { 'content-type': 'image/gif' } }),
      ),
    );
    const { code } = await run(['-f', `${server.url}/a.txt`, '-f', `${server.url}/b"?x=1`, 'hi'], { server });
    expect(code).toBe(0);
    expect(contentOf(server)).toEqual([
      image('png', PNG),
      text(`<file path="${server.url}/b&quot;?x=1">\n<p>page</p>\n</file>`),
      text('hi'),
    ]);
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      headers: { 'user-agent': expect.stringMatching(/^claude-stream\/\d/) },
    });
    // The key is only for the API.
    expect(server.requests[0]!.headers).not.toHaveProperty('authorization');
  });

  test('sends the user name and password in it, but does not show them to the model', async () => {
    const server = await serve(apiAnd(() => bytes('secret')));
    const { port } = server;
    await run(['-f', `http://me:pw@127.0.0.1:${port}/a`, 'hi'], { server });
    expect(server.requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from('me:pw').toString('base64')}`);
    expect(contentOf(server)[0]).toEqual(text(`<file path="http://127.0.0.1:${port}/a">\nsecret\n</file>`));
  });

  test('follows up to five redirects', async () => {
    const redirects = (most: number) =>
      apiAnd(({ path }) =>
        Number(path.slice(1)) < most
          ? bytes('', { status: 302, headers: { location: `/${Number(path.slice(1)) + 1}` } })
          : bytes('there'),
      );
    const server = await serve(redirects(5));
    await run(['-f', `${server.url}/0`, 'hi'], { server });
    expect(contentOf(server)[0].text).toContain('\nthere\n');
    const other = await serve(redirects(6));
    expect(await refused(['-f', `${other.url}/0`])).toBe(
      problemText(`cannot attach http://127.0.0.1:N/0: more than 5 redirects`),
    );
    expect(other.requests).toHaveLength(6);
  });

  test('does not follow a redirect to anything but the web', async () => {
    const server = await serve(bytes('', { status: 301, headers: { location: 'file:///etc/passwd' } }));
    expect(await refused(['-f', server.url])).toBe(
      problemText(`cannot attach http://127.0.0.1:N: unsupported redirect to file:///etc/passwd`),
    );
  });

  test('refuses an HTTP error and an empty response', async () => {
    const server = await serve(bytes('not found', { status: 404 }));
    expect(await refused(['-f', `${server.url}/x`])).toBe(
      problemText(`cannot attach http://127.0.0.1:N/x: the server returned HTTP 404`),
    );
    expect(await refused(['-f', 'http://127.0.0.1:2/x'])).toBe(
      problemText('cannot attach http://127.0.0.1:N/x: connection refused (ECONNREFUSED, 127.0.0.1:N)'),
    );
    const odd = await serve({ raw: 'HTTP/1.1 999 Odd\r\n\r\n', end: 'hold' });
    expect(await refused(['-f', odd.url])).toBe(
      problemText('cannot attach http://127.0.0.1:N: invalid HTTP response (status 999)'),
    );
    const cut = await serve(bytes('half', { headers: { 'content-length': '100' }, end: 'reset' }));
    expect(await refused(['-f', cut.url])).toMatch(/cannot attach http:\/\/127\.0\.0\.1:N: connection lost/);
  });

  test('stops reading at the attachment limit', async () => {
    const endless = function* () {
      yield PNG;
      for (let i = 0; i < 1000; i++) yield Buffer.alloc(2 ** 20, 'x');
    };
    const server = await serve(() => bytes('', { body: endless() }));
    expect(await refused(['-f', server.url])).toBe(
      problemText(`http://127.0.0.1:N is too large (more than 32 MB); the API accepts images up to 7.5 MB`),
    );
    expect(server.requests[0]!.sentBytes).toBeLessThan(64 * 2 ** 20);
  });

  test('works through a proxy as well', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:2', NO_PROXY: '127.0.0.1' };
    const server = await serve(
      apiAnd(({ path }) => (path === '/a' ? bytes('', { status: 307, headers: { location: '/b' } }) : bytes(PNG))),
    );
    await run(['-f', `http://me:p%40w@127.0.0.1:${server.port}/a`, 'hi'], { server, env });
    expect(contentOf(server)).toEqual([image('png', PNG), text('hi')]);
    const credentials = `Basic ${Buffer.from('me:p@w').toString('base64')}`;
    expect(server.requests.slice(0, 2).map(({ headers }) => headers.authorization)).toEqual([credentials, credentials]);
    const hanging = await serve(bytes('half', { end: 'hold' }));
    const result = await run(['-f', hanging.url, '--timeout', '0.5', 'hi'], { server, env });
    expect(normalized(result)).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('cannot attach http://127.0.0.1:N: timed out after N s'),
    });
  });

  test('waits no longer than --timeout', async () => {
    for (const answer of [bytes('', { beforeHeadersMs: 20_000 }), bytes('half', { end: 'hold' })]) {
      const server = await serve(answer);
      expect(await refused(['-f', server.url, '--timeout', '0.5'])).toBe(
        problemText(`cannot attach http://127.0.0.1:N: timed out after N s`),
      );
    }
  });

  test.skipIf(process.platform === 'win32')(
    'can be interrupted with Ctrl-C, after saying what it is waiting for',
    async () => {
      const server = await serve(bytes('', { end: 'hold' }));
      const program = start(['-f', server.url, 'hi'], { server });
      await program.stderrUntil('waiting for');
      program.kill('SIGINT');
      expect(normalized(await program.done)).toEqual({
        code: 130,
        stdout: '',
        stderr: 'claude-stream: waiting for 127.0.0.1:N\ninterrupted\n',
      });
    },
  );
});

test.each([
  [['-f', 'a', '--demo'], '--file and --demo cannot be used together: nothing is sent'],
  [['-f', 'a', '--replay', 'b'], '--file and --replay cannot be used together: nothing is sent'],
])('%j is a usage error', async (args, what) => {
  expect(await refused(args)).toBe(problemText(what));
});
