import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFiles } from '../../src/storage/find-files.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

test('finds the files in a folder, those that are least deep first, without hidden ones and packages', () => {
  const at = tempFolder();
  for (const path of [
    'b.md',
    'a.md',
    '.hidden',
    'src/deep/c.ts',
    'src/a.ts',
    'node_modules/x.js',
    '.git/y',
    'lib/z.ts',
  ])
    writeIn(at, path, '');
  mkdirSync(join(at, 'empty'));
  symlinkSync(join(at, 'a.md'), join(at, 'link.md'));
  symlinkSync(at, join(at, 'loop'));
  const paths = [...findFiles(at)].filter((path) => path !== undefined);
  const folders = [['a.md', 'b.md', 'link.md'], ['lib/z.ts'], ['src/a.ts'], ['src/deep/c.ts']];
  expect(paths).toEqual(folders.flat());
});

test('reads a folder when its files are asked for, and lets others work after each', () => {
  const at = tempFolder();
  for (const path of ['a/1', 'b/2']) writeIn(at, path, '');
  const found = findFiles(at);
  expect([found.next().value, found.next().value]).toEqual([undefined, 'a/1']);
  writeIn(at, 'b/3', '');
  expect([...found]).toEqual([undefined, 'b/2', 'b/3', undefined]);
});

test('finds nothing in a folder that cannot be read', () => {
  expect([...findFiles('/no/such/folder')]).toEqual([undefined]);
});
