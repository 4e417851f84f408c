import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rolldown } from 'rolldown';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holder, lock, Unlockable, type Lock } from '../../../src/storage/sessions/lock.ts';
import { projectRoot, tempFolder, writeIn } from '../../helpers/sandbox.ts';

/** A process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid!;
}

const self = { pid: process.pid, host: hostname() };
const fileIn = (folder: string) => join(folder, 'x.jsonl');
const writeLock = (folder: string, content: unknown, agedSeconds = 0): void => {
  const path = writeIn(folder, 'x.jsonl.lock', typeof content === 'string' ? content : JSON.stringify(content));
  const written = new Date(Date.now() - agedSeconds * 1000);
  utimesSync(path, written, written);
};
const isLock = (held: ReturnType<typeof lock>): held is Lock => 'release' in held;

describe('a lock', () => {
  test('is held by this process until it is released', () => {
    const folder = tempFolder();
    const held = lock(fileIn(folder), process);
    expect(isLock(held)).toBe(true);
    expect(lock(fileIn(folder), process)).toMatchObject(self);
    expect(holder(fileIn(folder), process)).toMatchObject(self);
    (held as Lock).release();
    expect(readdirSync(folder)).toEqual([]);
    expect(holder(fileIn(folder), process)).toBeUndefined();
    expect(isLock(lock(fileIn(folder), process))).toBe(true);
  });

  test('fails if it cannot be written', () => {
    const folder = tempFolder();
    expect(() => lock(join(folder, 'no', 'folder'), process)).toThrow('ENOENT');
    expect(() => lock(join(writeIn(folder, 'file', ''), 'x'), process)).toThrow('ENOTDIR');
  });

  const stale: [string, () => Promise<unknown>, number?][] = [
    ['of a process that has ended', async () => ({ pid: await deadPid(), host: hostname() })],
    ['of a process whose id another has now', async () => ({ ...self, started: '1' })],
    ['that is empty, from a program that was killed', async () => '', 60],
    ['that is not valid', async () => '{"pid":"x"}', 60],
    ['of another machine, from long ago', async () => ({ pid: 1, host: 'elsewhere' }), 2 * 24 * 60 * 60],
  ];
  test.skipIf(process.platform !== 'linux').each(stale)('%s is taken over', async (_, content, age) => {
    const folder = tempFolder();
    writeLock(folder, await content(), age);
    expect(holder(fileIn(folder), process)).toBeUndefined();
    expect(isLock(lock(fileIn(folder), process))).toBe(true);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
    expect(JSON.parse(readFileSync(join(folder, 'x.jsonl.lock'), 'utf8'))).toMatchObject(self);
  });

  test('of a process that has ended is replaced, even if another process ended while replacing it', async () => {
    const folder = tempFolder();
    const dead = { pid: await deadPid(), host: hostname() };
    writeLock(folder, dead);
    writeIn(folder, 'x.jsonl.lock.lock', JSON.stringify(dead));
    expect(isLock(lock(fileIn(folder), process))).toBe(true);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });

  test.skipIf(process.platform !== 'linux')(
    'of a process that has ended, and nobody asks how, is taken over',
    async () => {
      // The shell becomes a program that does not wait for its child.
      const shell = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
      onTestFinished(() => void shell.kill('SIGKILL'));
      const pid = Number(await new Promise((resolve) => shell.stdout.once('data', resolve)));
      const started = readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ')[21];
      await delay(200);
      expect(existsSync(`/proc/${pid}`)).toBe(true);
      const folder = tempFolder();
      writeLock(folder, { pid, host: hostname(), started });
      expect(isLock(lock(fileIn(folder), process))).toBe(true);
    },
  );

  const fresh: [string, unknown, object][] = [
    ['that was just created and is still empty', '', { pid: 0 }],
    ['of another machine', { pid: 1, host: 'elsewhere' }, { pid: 1, host: 'elsewhere' }],
    ['of a process with an unknown start time', self, self],
  ];
  test.each(fresh)('%s is respected', (_, content, whose) => {
    const folder = tempFolder();
    writeLock(folder, content);
    expect(lock(fileIn(folder), process)).toMatchObject(whose);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });
});

describe.skipIf(process.platform === 'win32')('a lock that says nothing about its holder', () => {
  const odd: [string, (lockPath: string) => unknown][] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
    ['a link to itself', (path) => symlinkSync('x.jsonl.lock', path)],
    ['a FIFO', (path) => execFileSync('mkfifo', [path])],
    ['a large file', (path) => writeFileSync(path, '{'.repeat(5000))],
  ];
  test.each(odd)('because it is %s fails at once, and is left as it is', (_, make) => {
    const folder = tempFolder();
    make(join(folder, 'x.jsonl.lock'));
    expect(() => lock(fileIn(folder), process)).toThrow(`${fileIn(folder)}.lock is not a lock`);
    expect(() => holder(fileIn(folder), process)).toThrow(Unlockable);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });

  test('because it is unreadable fails at once', () => {
    const folder = tempFolder();
    writeLock(folder, { pid: 1, host: 'elsewhere' });
    chmodSync(join(folder, 'x.jsonl.lock'), 0o000);
    asOrdinaryUser(folder, 0o777, () => {
      expect(() => lock(fileIn(folder), process)).toThrow('a lock cannot be read: EACCES');
      expect(() => holder(fileIn(folder), process)).toThrow(Unlockable);
    });
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });
});

describe('a stale lock', () => {
  test.skipIf(process.platform === 'win32' || process.geteuid?.() !== 0)(
    'of another user in a folder where only its owner may remove it fails at once (skipped unless root)',
    () => {
      const folder = tempFolder();
      writeLock(folder, '', 60);
      asOrdinaryUser(folder, 0o1777, () => {
        expect(() => lock(fileIn(folder), process)).toThrow('a lock cannot be removed: EPERM');
      });
      expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
    },
  );

  test('whose own lock is a folder fails at once', () => {
    const folder = tempFolder();
    writeLock(folder, '', 60);
    mkdirSync(join(folder, 'x.jsonl.lock.lock'));
    expect(() => lock(fileIn(folder), process)).toThrow(`${fileIn(folder)}.lock.lock is not a lock`);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('that is taken again and again is in use', () => {
    const folder = tempFolder();
    writeLock(folder, { ...self, pid: 4 });
    let looks = 0;
    const kill = () => {
      // Stale at the first look, held at the second.
      if (looks++ % 2 === 0) throw new Error('ESRCH');
    };
    expect(lock(fileIn(folder), { pid: process.pid, kill })).toEqual({ ...self, pid: 0 });
    expect(looks).toBe(200);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });
});

describe.skipIf(process.platform !== 'linux')('a lock from a container', () => {
  const own = { ...self, namespace: readlinkOrNothing('/proc/self/ns/pid') };
  const other = { ...self, pid: 2 ** 22, namespace: 'pid:[1]' };

  test('says in which namespace its process id counts', () => {
    const folder = tempFolder();
    lock(fileIn(folder), process);
    expect(JSON.parse(readFileSync(join(folder, 'x.jsonl.lock'), 'utf8'))).toEqual({
      ...own,
      started: expect.stringMatching(/^\d+$/),
    });
  });

  test('is respected for a day: its process cannot be seen', () => {
    const folder = tempFolder();
    writeLock(folder, other, 23 * 60 * 60);
    expect(lock(fileIn(folder), process)).toEqual(other);
    writeLock(folder, other, 25 * 60 * 60);
    expect(isLock(lock(fileIn(folder), process))).toBe(true);
  });

  test('of the same namespace is taken over once its process has ended', async () => {
    const folder = tempFolder();
    writeLock(folder, { ...own, pid: await deadPid() });
    expect(isLock(lock(fileIn(folder), process))).toBe(true);
  });

  test('is respected where /proc shows the processes of another namespace', () => {
    const folder = tempFolder();
    // As if this process had another id than /proc says.
    writeLock(folder, { ...own, pid: 5, started: '1' });
    expect(lock(fileIn(folder), { pid: 7, kill: () => {} })).toMatchObject({ pid: 5 });
  });
});

function readlinkOrNothing(path: string): string | undefined {
  return existsSync(path) ? readlinkSync(path) : undefined;
}

/** Runs a test as a user to whom file modes apply; the folder belongs to root if tests run as root. */
function asOrdinaryUser(folder: string, mode: number, act: () => void): void {
  const NOBODY = 65_534;
  if (process.geteuid?.() !== 0) return act();
  chmodSync(folder, mode);
  process.seteuid?.(NOBODY);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

const PROCESSES = 20;
const ROUNDS = 25;
const ROUND_MS = 40;

/** Locks a file every 40 ms, at the same moment as all others, and keeps the lock. */
const CONTENDER = `
import { lock } from './lock.js';
const [folder, rounds, roundMs] = process.argv.slice(2);
process.stdout.write('ready');
process.stdin.once('data', (begin) => {
  const got = [];
  for (let round = 0; round < Number(rounds); round++) {
    const at = Number(begin) + round * Number(roundMs);
    while (Date.now() < at);
    if ('release' in lock(folder + '/' + round, process)) got.push(round);
  }
  process.stdout.write(JSON.stringify(got));
});
`;

test.skipIf(process.platform === 'win32')(
  `of ${PROCESSES} processes that take over the same stale lock at once, exactly one gets it`,
  async () => {
    const folder = tempFolder();
    const bundle = await rolldown({ input: join(projectRoot, 'src/storage/sessions/lock.ts'), platform: 'node' });
    await bundle.write({ file: join(folder, 'lock.js'), format: 'esm' });
    writeIn(folder, 'package.json', '{"type":"module"}');
    const script = writeIn(folder, 'contender.js', CONTENDER);
    const dead = JSON.stringify({ pid: await deadPid(), host: hostname() });
    for (let round = 0; round < ROUNDS; round++) writeIn(folder, `${round}.lock`, dead);

    const contenders = Array.from({ length: PROCESSES }, () => {
      const child = spawn(process.execPath, [script, folder, String(ROUNDS), String(ROUND_MS)]);
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    });
    const said = () =>
      Promise.all(
        contenders.map(({ stdout }) => {
          return new Promise((resolve, reject) => {
            stdout.once('data', resolve);
            stdout.once('close', () => reject(new Error('a process ended and said nothing')));
          });
        }),
      );
    await said();
    const begin = String(Date.now() + 100);
    const got = said();
    for (const { stdin } of contenders) stdin.write(begin);
    const winners = (await got).flatMap((bytes) => JSON.parse(String(bytes)) as number[]);
    expect(winners.toSorted((a, b) => a - b)).toEqual(Array.from({ length: ROUNDS }, (_, round) => round));
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock.lock'))).toEqual([]);
  },
);
