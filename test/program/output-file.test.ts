import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import { problemText } from '../helpers/problem-text.ts';
import { run, start } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { closeReply, openReply, sse } from '../helpers/sse.ts';

describe('-o FILE', () => {
  test.each(['-o', '--output'])('%s writes the text to the file as well', async (flag) => {
    const cwd = tempFolder();
    const { stdout, stderr, code } = await run([flag, 'reply.md', 'hi'], { server: await serve(reply()), cwd });
    expect({ stdout, code }).toEqual({ stdout: 'Hello', code: 0 });
    expect(readFileSync(join(cwd, 'reply.md'), 'utf8')).toBe('Hello');
    expect(stderr).toContain('reply.md');
    expect(readdirSync(cwd)).toEqual(['reply.md']);
  });

  test('writes the raw text even when stdout is JSON', async () => {
    const cwd = tempFolder();
    const text = 'a\u001B[31m\r\nb';
    await run(['-o', 'reply.md', '--json', 'hi'], { server: await serve(reply({ text })), cwd });
    expect(readFileSync(join(cwd, 'reply.md'), 'utf8')).toBe(text);
  });

  test.skipIf(process.platform === 'win32')(
    'writes the raw text even when the terminal gets it sanitized',
    async () => {
      const cwd = tempFolder();
      const text = 'a\u001B[31mb';
      await openScreen(['-o', 'reply.md', 'hi'], { server: await serve(reply({ text })), cwd }).exit;
      expect(readFileSync(join(cwd, 'reply.md'), 'utf8')).toBe(text);
    },
  );

  test('creates or replaces the file only at the end', async () => {
    const cwd = tempFolder();
    const path = writeIn(cwd, 'reply.md', 'old');
    const rest = gate();
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ text: 'new' }));
        await rest.passed;
        yield sse(...closeReply({ text: 'new' }));
      })(),
    });
    const program = start(['-o', 'reply.md', 'hi'], { server, cwd });
    await program.stdoutUntil('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    rest.open();
    await program.done;
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('leaves an older file alone when the request fails', async () => {
    const cwd = tempFolder();
    const path = writeIn(cwd, 'reply.md', 'old');
    const server = await serve(apiError(400, 'invalid_request_error', 'No'));
    expect(await run(['-o', 'reply.md', 'hi'], { server, cwd })).toMatchObject({ code: 1 });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(cwd)).toEqual(['reply.md']);
  });

  test.skipIf(process.platform === 'win32')(
    'keeps the partial text on interruption, and the summary says so',
    async () => {
      const cwd = tempFolder();
      const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
      const program = start(['-o', 'reply.md', 'hi'], { server, cwd });
      await program.stdoutUntil('Hel');
      program.kill('SIGINT');
      const { code, stderr } = await program.done;
      expect(code).toBe(130);
      expect(stderr).toMatch(/^interrupted.* · partial text saved to (.*reply\.md.*)\n$/);
      const saved = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
      expect(saved).toEqual(['Hel']);
    },
  );

  test('keeps the partial text when the reply is cut off', async () => {
    const cwd = tempFolder();
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })) });
    const { code, stderr } = await run(['-o', 'reply.md', 'hi'], { server, cwd });
    expect(code).toBe(69);
    expect(stderr).toMatch(/\n {2}.*the partial text is in reply\.md\.partial\n$/);
    const saved = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
    expect(saved).toEqual(['Hel']);
  });

  test('fails before anything is sent when the file cannot be written', async () => {
    const server = await serve(reply());
    const cwd = tempFolder();
    const result = await run(['-o', 'no/such/folder/reply.md', 'hi'], { server, cwd });
    expect(result).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*no\/such\/folder/),
    });
    expect(server.requests).toEqual([]);
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32').each([
    ['a file', 'old'],
    ['nothing yet', undefined],
  ])('writes through a link to %s, which stays a link', async (_, content) => {
    const cwd = tempFolder();
    mkdirSync(join(cwd, 'below'));
    if (content !== undefined) writeIn(cwd, 'below/real.md', content);
    symlinkSync('second.md', join(cwd, 'first.md'));
    symlinkSync('below/real.md', join(cwd, 'second.md'));
    await run(['-o', 'first.md', 'hi'], { server: await serve(reply()), cwd });
    expect(readFileSync(join(cwd, 'below/real.md'), 'utf8')).toBe('Hello');
    expect(readlinkSync(join(cwd, 'first.md'))).toBe('second.md');
    expect(readlinkSync(join(cwd, 'second.md'))).toBe('below/real.md');
    expect(readdirSync(join(cwd, 'below'))).toEqual(['real.md']);
  });

  test.skipIf(process.platform === 'win32').each([
    ['round in a circle', 'a.md', () => 'a.md: too many symbolic links encountered'],
    [
      'to itself through a folder that is not there',
      'none/../a.md',
      (cwd: string) => `${realpathSync(cwd)}/none/../a.md: no such folder`,
    ],
    [
      'to a folder that is not there',
      'none/b.md',
      (cwd: string) => `${join(realpathSync(cwd), 'none', 'b.md')}: no such folder`,
    ],
  ])('refuses a link that leads %s', async (_, target, why) => {
    const [cwd, server] = [tempFolder(), await serve(reply())];
    symlinkSync(target, join(cwd, 'a.md'));
    const { code, stderr } = await run(['-o', 'a.md', 'hi'], { server, cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: problemText(`cannot write ${why(cwd)}`) });
    expect(server.requests).toEqual([]);
    expect(readdirSync(cwd)).toEqual(['a.md']);
  });

  test('refuses a folder', async () => {
    const server = await serve(reply());
    const cwd = tempFolder();
    expect(await run(['-o', '.', 'hi'], { server, cwd })).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(cwd)).toEqual([]);
  });
});
