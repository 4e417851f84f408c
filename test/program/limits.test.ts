import { execFile, spawnSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { programPath, surroundings, tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';

const MB = 1024 * 1024;
const tooLarge = (name: string, megabytes: number) => ({
  code: 2,
  stdout: '',
  stderr: problemText(`${name} is too large: the limit is ${megabytes} MB`),
});

/** A file of this size that takes no room on the disk. */
function sparse(size: number): string {
  const path = join(tempFolder(), 'sparse');
  const file = openSync(path, 'w');
  ftruncateSync(file, size);
  closeSync(file);
  return path;
}

describe('standard input that no request can hold is refused before anything is sent', () => {
  test.each<[string, { stdin?: Buffer; stdinFile?: () => string }]>([
    ['a file', { stdinFile: () => sparse(32 * MB + 1) }],
    ['a file larger than memory', { stdinFile: () => sparse(2 ** 41) }],
    ['a pipe', { stdin: Buffer.alloc(33 * MB, 'x') }],
    ['not text, since its size is told first', { stdin: Buffer.alloc(33 * MB, 0xff) }],
  ])('when it is %s', async (_, { stdinFile, ...given }) => {
    const server = await serve(reply());
    for (const args of [['q'], ['-f', '-', 'q'], ['--count', 'q']]) {
      const result = await run(args, { server, ...given, ...(stdinFile !== undefined && { stdinFile: stdinFile() }) });
      expect(normalized(result)).toEqual(tooLarge('standard input', 32));
    }
    expect(server.requests).toEqual([]);
  });

  test('as a recording has a limit of its own', async () => {
    expect(normalized(await run(['--replay', '-'], { stdin: Buffer.alloc(65 * MB) }))).toEqual(
      tooLarge('standard input', 64),
    );
  });
});

describe.skipIf(!existsSync('/dev/zero'))('a file that never ends is refused', () => {
  test.each([
    ['-s', '@/dev/zero', 32],
    ['--json-schema', '/dev/zero', 1],
    ['--mcp-config', '/dev/zero', 1],
    ['--replay', '/dev/zero', 64],
  ])('as %s %s', async (flag, path, megabytes) => {
    const server = await serve(reply());
    expect(normalized(await run([flag, path, 'q'], { server }))).toEqual(tooLarge('/dev/zero', megabytes));
    expect(server.requests).toEqual([]);
  });

  test('as standard input', async () => {
    expect(normalized(await run(['q'], { stdinFile: '/dev/zero' }))).toEqual(tooLarge('standard input', 32));
  });

  test('as config.json', async () => {
    const config = tempFolder();
    const path = join(config, 'claude-stream', 'config.json');
    writeIn(config, 'claude-stream/none', '');
    symlinkSync('/dev/zero', path);
    expect(normalized(await run(['q'], { env: { XDG_CONFIG_HOME: config } }))).toEqual(tooLarge(path, 1));
  });
});

test.skipIf(!existsSync('/proc/version'))(
  'a file is read whole, even if the system says that it is empty',
  async () => {
    const server = await serve(reply());
    await run(['-s', '@/proc/version', 'q'], { server });
    expect(server.requests[0]!.json.system).toMatch(/^Linux version .*\n$/);
  },
);

describe('a file that is not there is named, in plain words', () => {
  test.each([
    ['-f', 'nope.txt'],
    ['-s', '@nope.txt'],
    ['--mcp-config', 'nope.txt'],
    ['--json-schema', 'nope.txt'],
    ['--replay', 'nope.txt'],
  ])('%s %s', async (flag, value) => {
    expect(normalized(await run([flag, value, 'q']))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('nope.txt: no such file'),
    });
  });

  test('render nope.txt', async () => {
    const expected = { code: 2, stdout: '', stderr: problemText('nope.txt: no such file') };
    expect(normalized(await run(['render', 'nope.txt']))).toEqual(expected);
  });
});

describe('a home in which nothing can be saved is told of, and the run goes on', () => {
  const unset = { XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined, XDG_STATE_HOME: undefined };
  const notice = (why: string) =>
    problemText(`cannot save the conversation: ${why}`, 'use --no-save to run without saving');

  test.skipIf(!existsSync('/proc/version'))('since no folder can be made in it', async () => {
    const env = { ...unset, HOME: '/proc/no-home' };
    const result = await run(['-q', 'q'], { env, cwd: tempFolder(), server: await serve(reply()) });
    expect(normalized(result)).toEqual({ code: 0, stdout: 'Hello', stderr: notice('/proc/no-home: no such folder') });
  });

  const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

  test.skipIf(!canMount)('since it is read-only (needs unshare and mount)', async () => {
    const [home, server] = [tempFolder(), await serve(reply())];
    const { env, cwd } = surroundings({ env: { ...unset, HOME: home }, server });
    const script = 'mount -t tmpfs -o ro none "$HOME" && exec "$0" "$@"';
    const args = ['-rm', 'sh', '-c', `${script} 2>&1`, process.execPath, programPath, '-q', '--no-stdin', 'q'];
    const output = await new Promise<string>((resolve, reject) => {
      execFile('unshare', args, { env, cwd }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
    });
    expect(output).toContain('Hello');
    expect(output).toContain(notice(`${join(home, '.local')}: read-only file system`));
  });
});
