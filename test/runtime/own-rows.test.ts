import { expect, test } from 'vitest';
import { onOwnRows } from '../../src/runtime/own-rows.ts';
import { createOutput } from '../../src/terminal/output/output.ts';

/** Writes the texts by turns to stdout and stderr, and returns what each of them got. */
function written(sharesPlace: boolean, ...texts: readonly string[]): { out: string; err: string; asked: number } {
  const got = { out: '', err: '', asked: 0 };
  const stream = (name: 'out' | 'err') =>
    Object.assign(Object.create(process.stdout) as NodeJS.WriteStream, {
      write: (text: string) => {
        got[name] += text;
        return true;
      },
      on: () => {},
    });
  const stdout = createOutput(stream('out'));
  const stderr = onOwnRows(createOutput(stream('err')), stdout, () => {
    got.asked++;
    return sharesPlace;
  });
  for (const [index, text] of texts.entries()) void (index % 2 === 0 ? stdout : stderr).write(text);
  return got;
}

test('stderr begins a row of its own below unfinished text in the same place', () => {
  expect(written(true, 'Hello', 'end_turn\n')).toEqual({ out: 'Hello', err: '\nend_turn\n', asked: 1 });
});

test('it does so once for a text, and again for the next', () => {
  expect(written(true, 'Hel', 'one\n', '', 'two\n', 'lo', 'three\n').err).toBe('\none\ntwo\n\nthree\n');
});

test.each([
  ['nothing was written', ''],
  ['the text ends with a line break', 'Hello\n'],
])('it adds nothing if %s', (_, text) => {
  expect(written(true, text, 'end_turn\n')).toMatchObject({ err: 'end_turn\n', asked: 0 });
});

test('it adds nothing somewhere else', () => {
  expect(written(false, 'Hello', 'end_turn\n')).toEqual({ out: 'Hello', err: 'end_turn\n', asked: 1 });
});

test('no text begins no row', () => {
  expect(written(true, 'Hello', '', '', 'end_turn\n').err).toBe('\nend_turn\n');
});

test('the approval prompt begins a row of its own, too', () => {
  const written: string[] = [];
  const stderr = { ...createOutput(process.stderr), writeApproval: (text: string) => void written.push(text) };
  const own = onOwnRows(stderr, { endRow: () => written.length === 0 }, () => true);
  void own.writeApproval('┃ Run ls?');
  void own.writeApproval('┃ yes');
  expect(written).toEqual(['\n┃ Run ls?', '┃ yes']);
});
