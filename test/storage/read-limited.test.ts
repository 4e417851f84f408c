import { closeSync, existsSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { limitStream, readLimited, readUpTo } from '../../src/storage/read-limited.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { usageMistake } from '../helpers/usage-mistake.ts';

const MB = 1024 * 1024;

describe('a file', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, MB])('of %i bytes is read whole, if that is the limit', (size) => {
    const content = Buffer.alloc(size, 'abc');
    expect(readLimited(writeIn(tempFolder(), 'a', content), MB).equals(content)).toBe(true);
  });

  test('of one byte more is refused, with its name and the limit', () => {
    const path = writeIn(tempFolder(), 'a', Buffer.alloc(MB + 1));
    expect(usageMistake(() => readLimited(path, MB)).what).toBe(`${path} is too large: the limit is 1 MB`);
    expect(usageMistake(() => readLimited(path, MB, 'it')).what).toBe('it is too large: the limit is 1 MB');
  });

  test('of any size is read no further than the limit', () => {
    const path = join(tempFolder(), 'sparse');
    const file = openSync(path, 'w+');
    ftruncateSync(file, 2 ** 41);
    expect(readUpTo(file, 3 * MB)).toHaveLength(3 * MB);
    closeSync(file);
    expect(usageMistake(() => readLimited(path, MB)).what).toContain('too large');
  });

  test.skipIf(!existsSync('/dev/zero'))('that never ends is refused', () => {
    expect(usageMistake(() => readLimited('/dev/zero', MB)).what).toBe('/dev/zero is too large: the limit is 1 MB');
  });

  test('that is not there, or a folder, is named', () => {
    expect(usageMistake(() => readLimited('no/such', MB)).what).toBe('no/such: no such file');
    const folder = tempFolder();
    expect(usageMistake(() => readLimited(folder, MB)).what).toBe(`${folder}: is a directory`);
  });
});

describe('a stream', () => {
  async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
    for (const size of sizes) yield Buffer.alloc(size);
  }
  const read = async (...sizes: readonly number[]): Promise<number> => {
    let length = 0;
    for await (const chunk of limitStream(chunks(...sizes), MB, 'it')) length += chunk.length;
    return length;
  };

  test('passes up to the limit', async () => {
    expect(await read()).toBe(0);
    expect(await read(MB / 2, MB / 2)).toBe(MB);
  });

  test('fails with the chunk that exceeds it', async () => {
    await expect(read(MB / 2, MB / 2, 1)).rejects.toThrow('it is too large: the limit is 1 MB');
  });
});
