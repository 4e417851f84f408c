import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { holder, lock, Unlockable, type Lock } from '../../../src/storage/sessions/lock.ts';
import type { Self } from '../../../src/storage/sessions/lock-holder.ts';
import { deadPid } from '../../helpers/processes.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

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

  test('leaves nothing behind if its holder cannot be written', () => {
    const folder = tempFolder();
    const broken: Self = {
      get pid(): number {
        throw new Error('no space left');
      },
      kill: () => {},
    };
    expect(() => lock(fileIn(folder), broken)).toThrow('no space left');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('keeps no file open', () => {
    const folder = tempFolder();
    const before = readdirSync('/proc/self/fd').length;
    for (let i = 0; i < 20; i++) lock(join(folder, String(i)), process);
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 20);
  });

  const stale: [string, () => Promise<unknown>, number?][] = [
    ['of a process that has ended', async () => ({ pid: await deadPid(), host: hostname() })],
    ['of a process whose id another has now', async () => ({ ...self, started: '1' })],
    ['that is empty, from a program that was killed', async () => '', 60],
    ['that is not valid', async () => '{"pid":"x"}', 60],
    ['of another machine, from more than a day ago', async () => ({ pid: 1, host: 'elsewhere' }), 24 * 60 * 60 + 60],
    ['that has been empty for more than five seconds', async () => '', 6],
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

  const fresh: [string, unknown, object, number?][] = [
    ['that was just created and is still empty', '', { pid: 0, host: hostname() }],
    ['that was just created, and is not whole yet', `{"pid":${'1'.repeat(4089)}`, { pid: 0 }, 3],
    ['of another machine', { pid: 1, host: 'elsewhere' }, { pid: 1, host: 'elsewhere' }],
    ['of another machine, not yet for a day', { pid: 1, host: 'elsewhere' }, { pid: 1 }, 24 * 60 * 60 - 60],
    ['of a process with an unknown start time', self, self],
  ];
  test.each(fresh)('%s is respected', (_, content, whose, age) => {
    const folder = tempFolder();
    writeLock(folder, content, age);
    expect(holder(fileIn(folder), process)).toMatchObject(whose);
    expect(lock(fileIn(folder), process)).toMatchObject(whose);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });
});

/** Whether file modes can be made to apply: root changes its user for that, which only a main thread can. */
const canBeOrdinary = process.platform !== 'win32' && (process.geteuid?.() !== 0 || isMainThread);

describe.skipIf(process.platform === 'win32')('a lock that says nothing about its holder', () => {
  const odd: [string, (lockPath: string) => unknown][] = [
    ['a folder', (path) => mkdirSync(path)],
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path)],
    ['a link to itself', (path) => symlinkSync('x.jsonl.lock', path)],
    ['a FIFO', (path) => execFileSync('mkfifo', [path])],
    ['a large file', (path) => writeFileSync(path, '{'.repeat(4097))],
  ];
  test.each(odd)('because it is %s fails at once, and is left as it is', (_, make) => {
    const folder = tempFolder();
    make(join(folder, 'x.jsonl.lock'));
    expect(() => lock(fileIn(folder), process)).toThrow(`${fileIn(folder)}.lock is not a lock`);
    expect(() => holder(fileIn(folder), process)).toThrow(Unlockable);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });

  test('is a mistake of the surroundings, with a way out', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'x.jsonl.lock'));
    const hint = 'remove it if no other claude-stream runs';
    expect(() => lock(fileIn(folder), process)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ type: 'usage', exit: 'usage', hint }) }),
    );
  });

  test.skipIf(!canBeOrdinary)('because it is unreadable fails at once', () => {
    const folder = tempFolder();
    writeLock(folder, { pid: 1, host: 'elsewhere' });
    chmodSync(join(folder, 'x.jsonl.lock'), 0o000);
    asOrdinaryUser(folder, 0o777, () => {
      expect(() => lock(fileIn(folder), process)).toThrow(/^cannot read the lock .*: permission denied$/);
      expect(() => holder(fileIn(folder), process)).toThrow(Unlockable);
    });
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });
});

describe('a stale lock', () => {
  test.skipIf(!canBeOrdinary || process.geteuid?.() !== 0)(
    'of another user in a folder where only its owner may remove it fails at once (skipped unless root)',
    () => {
      const folder = tempFolder();
      writeLock(folder, '', 60);
      asOrdinaryUser(folder, 0o1777, () => {
        expect(() => lock(fileIn(folder), process)).toThrow(/^cannot remove the lock .*: operation not permitted$/);
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

  test('whose own lock another process holds is about to be taken by that', () => {
    const folder = tempFolder();
    writeLock(folder, '', 60);
    writeIn(folder, 'x.jsonl.lock.lock', JSON.stringify(self));
    expect(lock(fileIn(folder), process)).toEqual(self);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  /** This process, which sees that another has ended: the second time, before the lock is removed, `act` comes first. */
  const whileRemoving = (act: () => void): Self => {
    let looks = 0;
    return {
      pid: process.pid,
      kill() {
        if (++looks === 2) act();
        throw new Error('ESRCH');
      },
    };
  };

  test('that somebody else removes at the same moment is taken over', () => {
    const folder = tempFolder();
    writeLock(folder, { ...self, pid: 4 });
    const meanwhile = whileRemoving(() => unlinkSync(join(folder, 'x.jsonl.lock')));
    expect(isLock(lock(fileIn(folder), meanwhile))).toBe(true);
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
  });

  test('that cannot be removed fails at once', () => {
    const folder = tempFolder();
    writeLock(folder, { ...self, pid: 4 });
    const meanwhile = whileRemoving(() => {
      unlinkSync(join(folder, 'x.jsonl.lock'));
      mkdirSync(join(folder, 'x.jsonl.lock'));
    });
    expect(() => lock(fileIn(folder), meanwhile)).toThrow('cannot remove the lock');
    expect(readdirSync(folder)).toEqual(['x.jsonl.lock']);
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
