import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileReason } from '../../src/storage/file-error.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test.each<[string, () => unknown, string]>([
  ['a missing file', () => readFileSync("it's, not 'there'"), 'no such file'],
  ['a folder', () => readFileSync(tempFolder()), 'is a directory'],
  ['a file in the place of a folder', () => readFileSync(`${writeIn(tempFolder(), 'a', '')}/b`), 'not a directory'],
  ['two paths', () => renameSync(tempFolder(), `${writeIn(tempFolder(), 'a', '')}/b`), 'not a directory'],
  ['a name that is too long', () => readFileSync('x'.repeat(5000)), 'name too long'],
])('the reason for %s has no code, call or path', (_, act, reason) => {
  expect(fileReason(thrownBy(act))).toBe(reason);
});

test('what is missing depends on what was tried', () => {
  expect(
    fileReason(
      thrownBy(() => writeFileSync('no/such', '')),
      'no such folder',
    ),
  ).toBe('no such folder');
});

test('a reason that is not the system’s stays as it is', () => {
  expect(fileReason(new Error('it is in use, by another process'))).toBe('it is in use, by another process');
});
