import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/storage/make-folder.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

test('a folder is made with those above it, and may be there already', () => {
  const top = tempFolder();
  for (const path of [join(top, 'a', 'b', 'c'), join(top, 'a', 'b'), top]) makeFolder(path);
  expect(statSync(join(top, 'a', 'b', 'c')).isDirectory()).toBe(true);
});

test.skipIf(process.platform === 'win32')('only its owner may look into it', () => {
  const top = tempFolder();
  makeFolder(join(top, 'a', 'b'));
  expect(['a', 'a/b'].map((name) => statSync(join(top, name)).mode & 0o777)).toEqual([0o700, 0o700]);
});

test('a file in its place is told', () => {
  const file = writeIn(tempFolder(), 'a', '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'b'))).toThrow('ENOTDIR');
});

test.skipIf(!existsSync('/proc/self'))(
  'a place where none can be made is told, and does not keep it busy for ever',
  () => {
    expect(() => makeFolder('/proc/none/a/b')).toThrow(/ENOENT.*\/proc\/none'/);
  },
);
