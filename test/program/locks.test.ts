import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { run, start } from '../helpers/program.ts';
import { programPath, surroundings, tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { writeSession } from '../helpers/sessions.ts';
import { openReply, sse } from '../helpers/sse.ts';

/** One conversation, and what is in the way of locking it. */
function locked(obstruct: (lockPath: string) => unknown) {
  const data = tempFolder();
  const folder = join(data, 'claude-stream', 'sessions');
  const { path } = writeSession(folder, { turns: [{ prompt: 'a', reply: 'b' }] });
  obstruct(`${path}.lock`);
  return { folder, path, env: { XDG_DATA_HOME: data } };
}

const dead = () => JSON.stringify({ pid: 2 ** 22, host: execFileSync('hostname').toString().trim() });

describe.skipIf(process.platform === 'win32')('a conversation that cannot be locked is continued in a copy', () => {
  const obstacles: [string, (lockPath: string) => unknown, string][] = [
    ['the lock is a folder', (path) => mkdirSync(path), '.lock is not a lock'],
    ['the lock is a link that leads nowhere', (path) => symlinkSync('nowhere', path), '.lock is not a lock'],
    ['the lock is a FIFO', (path) => execFileSync('mkfifo', [path]), '.lock is not a lock'],
    [
      'the lock is left over, and its own lock is a folder',
      (path) => {
        writeFileSync(path, dead());
        mkdirSync(`${path}.lock`);
      },
      '.lock.lock is not a lock',
    ],
  ];

  test.each(obstacles)('and a notice if %s', async (_, obstruct, why) => {
    const { folder, path, env } = locked(obstruct);
    const before = readFileSync(path, 'utf8');
    const server = await serve(reply());
    const result = await run(['-c', 'c'], { env, server });
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(result.stderr).toContain(`claude-stream: bcdfghjk cannot be locked: ${path}${why}; continuing in a copy\n`);
    expect(server.requests[0]!.json.messages).toHaveLength(3);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(2);
  });

  test('but is neither renamed nor removed', async () => {
    const { path, env } = locked((lockPath) => mkdirSync(lockPath));
    for (const args of [
      ['rename', 'bcdfghjk', 'name'],
      ['rm', '--yes', 'bcdfghjk'],
    ]) {
      expect(await run(['sessions', ...args], { env })).toMatchObject({
        code: 2,
        stderr: problemText(`${path}.lock is not a lock`, 'remove it if no other claude-stream runs'),
      });
    }
    expect(readFileSync(path, 'utf8')).toContain('"a"');
  });
});

function canUnshare(): boolean {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount-proc', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!canUnshare())(
  'a conversation in use in another container, with the same host name and home, is continued in a copy (skipped without unshare)',
  async () => {
    const { path, env, folder } = locked(() => {});
    const unfinished: Answer = { body: sse(...openReply({ text: 'still talking' })), end: 'hold' };
    const server = await serve([unfinished, reply()]);
    const one = start(['-c', 'one'], { env, server });
    await one.stdoutUntil('still talking');
    const other = await runInContainer(['-c', 'two'], { env, server });
    expect(other).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(other.stderr).toContain(`bcdfghjk is in use by another process (${one.pid}); continuing in a copy`);
    one.kill('SIGKILL');
    await one.done;
    expect(readFileSync(path, 'utf8')).not.toContain('two');
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(2);
  },
);

/** Runs the program where it sees no process but its own. */
async function runInContainer(args: readonly string[], options: Parameters<typeof surroundings>[0]) {
  const command = ['--pid', '--fork', '--mount-proc', process.execPath, programPath, ...args];
  const child = spawn('unshare', command, { ...surroundings(options), stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray());
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, stdout: (await stdout!).join(''), stderr: (await stderr!).join('') };
}
