import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReader } from '../../../src/storage/sessions/reused-buffer.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

test('files of any size are read into the same buffer', () => {
  const folder = tempFolder();
  const texts = ['x'.repeat(10), 'y'.repeat(1_000_000), '', 'z'.repeat(256 * 1024), 'w'];
  const paths = texts.map((text, index) => writeIn(folder, String(index), text));
  const read = createReader();
  expect(paths.map((path) => read(path)?.toString())).toEqual(texts);
  expect(read(join(folder, 'none'))).toBeUndefined();
  expect(read(folder)).toBeUndefined();
});
