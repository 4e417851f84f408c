import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lineOf, type SessionHeader } from '../../../src/core/conversation/journal-lines.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
import {
  createJournal,
  reopenJournal,
  type JournalFile,
  type Reopened,
} from '../../../src/storage/sessions/journal-file.ts';
import { quietly } from '../../../src/core/problem/quietly.ts';
import { lock, type Lock } from '../../../src/storage/sessions/lock.ts';
import { tempFolder } from '../../helpers/sandbox.ts';
import { writeSession } from '../../helpers/sessions.ts';
import { jsonLines } from '../../helpers/json-lines.ts';

const time = '2026-03-01T10:00:00.000Z';
const header: SessionHeader = { type: 'session', version: 1, id: 'bcdfghjk', time, model: 'claude-opus-5-5' };
const prompt = (content: string) => ({ type: 'prompt', time, content }) as const;
const text = (words: string) => ({ type: 'text', text: words }) as const;
const read = (path: string): string => readFileSync(path, 'utf8');
const linesOf = (path: string): unknown[] => jsonLines(read(path));

const never = (error: Error): void => {
  throw error;
};

function begin(folder = join(tempFolder(), 'data', 'sessions'), onFailure = never): JournalFile {
  return createJournal(join(folder, '20260301T100000-bcdfghjk.jsonl'), header, { onFailure, self: process });
}

afterEach(() => void vi.useRealTimers());

describe('a journal', () => {
  test.skipIf(process.platform === 'win32')(
    'is nobody else’s to read, nor are the folders that were made for it',
    () => {
      const { path } = begin();
      const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
      expect([mode(path), mode(`${path}.lock`), mode(dirname(path)), mode(dirname(dirname(path)))]).toEqual([
        '600',
        '600',
        '700',
        '700',
      ]);
    },
  );

  test('writes a line at once, after everything before it', () => {
    const journal = begin();
    journal.append(prompt('a'));
    journal.part(text('b'));
    journal.part(text('c'));
    journal.part({ type: 'thinking', text: 'd' });
    expect(linesOf(journal.path)).toEqual([header, prompt('a')]);
    journal.append(prompt('e'));
    expect(linesOf(journal.path)).toEqual([
      header,
      prompt('a'),
      { type: 'delta', parts: [text('bc'), { type: 'thinking', text: 'd' }] },
      prompt('e'),
    ]);
  });

  test('writes the parts of a reply within 250 ms, in one line', () => {
    vi.useFakeTimers();
    const journal = begin();
    for (const word of ['a', 'b', 'c']) journal.part(text(word));
    vi.advanceTimersByTime(250);
    expect(linesOf(journal.path)).toEqual([header, { type: 'delta', parts: [text('abc')] }]);
    journal.close();
  });

  test('can still be written after any number of syncs', async () => {
    const journal = begin();
    for (const word of ['a', 'b', 'c']) {
      journal.append(prompt(word));
      await journal.synced();
      await journal.synced();
      await delay(10);
      await journal.synced();
    }
    expect(linesOf(journal.path)).toEqual([header, prompt('a'), prompt('b'), prompt('c')]);
  });

  test('is complete and unlocked when it is closed as the program exits', () => {
    const folder = tempFolder();
    const journal = begin(folder);
    journal.append(prompt('a'));
    journal.part(text('b'));
    journal.close();
    journal.close();
    expect(linesOf(journal.path)).toEqual([header, prompt('a'), { type: 'delta', parts: [text('b')] }]);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('writes nothing once it is closed: another file may have its descriptor by then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const journal = begin();
    const before = read(journal.path);
    journal.close();
    journal.append(prompt('a'));
    journal.part(text('b'));
    await journal.synced();
    vi.advanceTimersByTime(250);
    expect(read(journal.path)).toBe(before);
  });

  test('is not started if the file exists', () => {
    const folder = tempFolder();
    begin(folder).close();
    expect(() => begin(folder)).toThrow('EEXIST');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('is not started if another process has it in use', () => {
    const folder = tempFolder();
    begin(folder).close();
    const path = join(folder, readdirSync(folder)[0]!);
    unlinkSync(path);
    const held = lock(path, process) as Lock;
    expect(() => begin(folder)).toThrow('it is in use by another process');
    held.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('writes the parts that wait before it is synced', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const journal = begin();
    journal.part(text('a'));
    await journal.synced();
    expect(linesOf(journal.path)).toEqual([header, { type: 'delta', parts: [text('a')] }]);
  });
});

describe.skipIf(process.platform !== 'linux')('a journal on a disk that fails', () => {
  function failing() {
    const failures: string[] = [];
    const journal = begin(undefined, (error) => failures.push((error as NodeJS.ErrnoException).code!));
    const file = descriptorOf(journal.path);
    /** Puts another file under the descriptor of the journal. */
    const swap = (path: string) => {
      closeSync(file);
      const others: number[] = [];
      for (let opened = openSync(path, 'a'); opened !== file; opened = openSync(path, 'a')) others.push(opened);
      others.forEach((other) => closeSync(other));
    };
    return { journal, failures, file, swap };
  }

  test('says so once, and writes everything once that is possible', () => {
    const { journal, failures, swap } = failing();
    swap('/dev/full');
    journal.append(prompt('a'));
    journal.append(prompt('b'));
    expect(failures).toEqual(['ENOSPC']);
    swap(journal.path);
    journal.append(prompt('c'));
    expect(failures).toEqual(['ENOSPC']);
    expect(linesOf(journal.path)).toEqual([header, prompt('a'), prompt('b'), prompt('c')]);
  });

  test('says so if it cannot be synced', async () => {
    const { journal, failures, swap } = failing();
    swap('/dev/null');
    await journal.synced();
    expect(failures).toEqual(['EINVAL']);
  });

  test('is unlocked even if closing fails, which it says', () => {
    const { journal, failures, file } = failing();
    closeSync(file);
    journal.close();
    expect(failures).toEqual(['EBADF']);
    expect(readdirSync(dirname(journal.path))).toHaveLength(1);
  });

  test('keeps no file open', () => {
    const { journal } = failing();
    journal.close();
    expect(() => descriptorOf(journal.path)).toThrow('not open');
  });
});

/** The descriptor under which this process has a file open. */
function descriptorOf(path: string): number {
  const open = readdirSync('/proc/self/fd').find(
    (name) => quietly(() => readlinkSync(`/proc/self/fd/${name}`)) === path,
  );
  if (open === undefined) throw new Error(`not open: ${path}`);
  return Number(open);
}

describe('a journal that is opened again', () => {
  const reopen = (file: { id: string; path: string }) =>
    reopenJournal(file, { onFailure: never, self: process }) as Reopened;

  test('is unchanged, and grows at its end', () => {
    const written = writeSession(tempFolder(), { turns: [{ prompt: 'a', reply: 'b' }] });
    const before = read(written.path);
    utimesSync(written.path, 1_700_000_000, 1_700_000_000);
    const { journal, restored } = reopen(written);
    expect(restored.conversation).toHaveLength(2);
    expect(read(written.path)).toBe(before);
    expect(statSync(written.path).mtimeMs).toBe(1_700_000_000_000);
    journal.append(prompt('c'));
    expect(read(written.path)).toBe(before + lineOf(prompt('c')));
    journal.close();
  });

  test('loses only a torn line, at whatever byte, and continues', () => {
    const folder = tempFolder();
    const written = writeSession(folder, {
      turns: [{ prompt: 'ä 🙂', reply: 'ünï' }],
      lines: [prompt('c'), { type: 'delta', parts: [text('d 🙂')] }],
    });
    const whole = readFileSync(written.path);
    const first = whole.indexOf('\n') + 1;
    for (let length = first; length <= whole.length; length++) {
      writeFileSync(written.path, whole.subarray(0, length));
      const kept = whole.subarray(0, whole.subarray(0, length).lastIndexOf('\n') + 1);
      const { journal, restored } = reopen(written);
      expect(restored.torn).toBe(length > kept.length);
      expect(readFileSync(written.path).equals(kept)).toBe(true);
      journal.append(prompt('e'));
      journal.close();
      const again = readJournal(read(written.path)) as Restored;
      expect(again).toMatchObject({ torn: false, damagedLines: 0 });
      expect(again.conversation.slice(0, restored.conversation.length)).toEqual(restored.conversation);
      expect(again.conversation.at(-1)).toEqual(prompt('e'));
    }
  });

  test('says who has it in use', () => {
    const written = writeSession(tempFolder());
    const { journal } = reopen(written);
    expect(reopen(written)).toMatchObject({ pid: process.pid });
    journal.close();
    expect(reopen(written)).toHaveProperty('journal');
  });

  test.each([
    ['newer', `${JSON.stringify({ ...header, version: 2 })}\nnobody knows`, 'was written by a newer version'],
    ['foreign', 'my notes\nhalf a li', 'is not a journal'],
  ])('stays as it is, to the byte and the time, if it is %s', (_, content, why) => {
    const written = writeSession(tempFolder());
    writeFileSync(written.path, content);
    const { mtimeMs, ctimeMs } = statSync(written.path);
    expect(() => reopen(written)).toThrow(why);
    expect(read(written.path)).toBe(content);
    expect(statSync(written.path)).toMatchObject({ mtimeMs, ctimeMs });
    expect(readdirSync(dirname(written.path))).toHaveLength(1);
  });
});
