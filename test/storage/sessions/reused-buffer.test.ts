import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameIn } from '../../../src/storage/sessions/journal-name.ts';
import { createReader } from '../../../src/storage/sessions/reused-buffer.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

test('files of any size are read into the same memory', () => {
  const folder = tempFolder();
  const texts = ['x'.repeat(10), 'y'.repeat(1_000_000), '', 'z'.repeat(256 * 1024), 'w'];
  const paths = texts.map((text, index) => writeIn(folder, String(index), text));
  const read = createReader();
  expect(paths.map((path) => read(path)?.toString())).toEqual(texts);
  expect(read(join(folder, 'none'))).toBeUndefined();
  expect(read(folder)).toBeUndefined();
});

test.each([
  ['none', '{"type":"session","version":1}\n', undefined],
  ['of the beginning', '{"type":"session","version":1,"name":"a"}\n', 'a'],
  [
    'the last',
    '{"type":"session","version":1,"name":"a"}\n{"type":"name","time":"","name":"b"}\n{"type":"undo"}\n',
    'b',
  ],
  ['the last that is whole', '{"type":"session","version":1,"name":"a"}\n{"type":"name","time":"","na', 'a'],
  ['the last that can be read', '{"type":"session","version":1,"name":"a"}\n{"type":"name",}\n', 'a'],
  ['none of a foreign file', '{"name":"a"}\n', undefined],
  ['none of an empty file', '', undefined],
  ['none of what is no name', '{"type":"session","version":1,"name":1}\n', undefined],
])('the name that a journal holds is %s', (_, journal, name) => {
  expect(nameIn(Buffer.from(journal))).toBe(name);
});
