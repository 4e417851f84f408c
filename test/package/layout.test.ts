import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../helpers/sandbox.ts';

const MAX_FILES = 15;

const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** The files by what `keyOf` makes of each. */
function grouped(keyOf: (file: string) => string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const file of files) groups.set(keyOf(file), [...(groups.get(keyOf(file)) ?? []), file]);
  return [...groups];
}

test('no two files of src have the same name', () => {
  expect(grouped(basename).filter(([, same]) => same.length > 1)).toEqual([]);
});

test(`no folder of src has more than ${MAX_FILES} files`, () => {
  const full = grouped(dirname).filter(([, all]) => all.length > MAX_FILES);
  expect(full.map(([folder, all]) => `${folder}: ${all.length}`)).toEqual([]);
});
