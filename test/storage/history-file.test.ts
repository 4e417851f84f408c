import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHistory } from '../../src/storage/history-file.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const emptyPlace = () => join(tempFolder(), 'state', 'history');
const stored = (path: string): unknown[] => jsonLines(readFileSync(path, 'utf8'));

describe('the history of the prompt', () => {
  test('has the lines of all runs, oldest first, without duplicates', () => {
    const path = emptyPlace();
    const first = openHistory(path);
    expect(first.lines).toEqual([]);
    for (const line of ['one', 'two\nlines', '"quoted" \\ 日本語', 'one']) first.add(line);
    expect(openHistory(path).lines).toEqual(['two\nlines', '"quoted" \\ 日本語', 'one']);
  });

  test.skipIf(process.platform === 'win32')('is for its owner alone', () => {
    const path = emptyPlace();
    openHistory(path).add('a secret');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test('is shared by runs at the same time', () => {
    const path = emptyPlace();
    const [one, other] = [openHistory(path), openHistory(path)];
    one.add('a');
    other.add('b');
    one.add('c');
    expect(openHistory(path).lines).toEqual(['a', 'b', 'c']);
  });

  test('has at most 10,000 lines, and the file not many more', () => {
    const path = emptyPlace();
    mkdirSync(dirname(path));
    writeFileSync(path, Array.from({ length: 12_000 }, (_, i) => `${JSON.stringify(`line ${i}`)}\n`).join(''));
    const { lines } = openHistory(path);
    expect(lines).toHaveLength(10_000);
    expect([lines[0], lines.at(-1)]).toEqual(['line 2000', 'line 11999']);
    expect(stored(path)).toEqual(lines);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('skips invalid lines', () => {
    const path = writeIn(tempFolder(), 'history', '"one"\nnonsense\n{"a":1}\n17\nnull\n\n"two"\n');
    expect(openHistory(path).lines).toEqual(['one', 'two']);
  });

  test('continues after an incomplete line', () => {
    const path = writeIn(tempFolder(), 'history', '"one"\n"half of');
    openHistory(path).add('two');
    expect(openHistory(path).lines).toEqual(['one', 'two']);
  });

  test('does not save long pastes', () => {
    const path = emptyPlace();
    const history = openHistory(path);
    history.add('x'.repeat(100_001));
    history.add('y'.repeat(100_000));
    expect(openHistory(path).lines).toEqual(['y'.repeat(100_000)]);
  });

  test('disturbs nothing if it cannot be read or written', () => {
    const folder = tempFolder();
    const path = join(writeIn(folder, 'a-file', ''), 'history');
    const history = openHistory(path);
    history.add('one');
    expect(history.lines).toEqual([]);
    const dir = join(folder, 'dir');
    mkdirSync(dir);
    chmodSync(dir, 0o700);
    expect(openHistory(dir).lines).toEqual([]);
  });
});

test.skipIf(!existsSync('/dev/zero'))('a history that never ends counts as empty', () => {
  const path = join(tempFolder(), 'history');
  symlinkSync('/dev/zero', path);
  expect(openHistory(path).lines).toEqual([]);
});
