import { expect, test } from 'vitest';
import { nameIn } from '../../../src/storage/sessions/journal-name.ts';

const header = (fields: object) =>
  `${JSON.stringify({ type: 'session', version: 1, id: 'bcdfghjk', time: '', model: 'm', ...fields })}\n`;
const named = (name: unknown) => `${JSON.stringify({ type: 'name', time: '', name })}\n`;
const undo = '{"type":"undo","time":""}\n';

test.each<[string, string, string | undefined]>([
  ['none', header({}), undefined],
  ['the one it started with', header({ name: 'a' }) + undo, 'a'],
  ['the one it was given later', header({}) + named('b') + undo, 'b'],
  ['the last one', header({ name: 'a' }) + named('b') + undo + named('c') + undo, 'c'],
  ['the last one that is whole', header({ name: 'a' }) + '{"type":"name","time":"","na', 'a'],
  ['the last one that can be parsed', header({ name: 'a' }) + '{"type":"name",}\n', 'a'],
  ['the last valid one', header({ name: 'a' }) + named('b') + named(7), 'b'],
  ['none if the file is foreign', '{"name":"a"}\n', undefined],
  ['none if the file is empty', '', undefined],
  ['none if the header is torn', header({ name: 'a' }).trimEnd(), undefined],
  ['none if the name is not text', header({ name: 1 }), undefined],
  ['none if a newer version wrote it', header({ name: 'a', version: 2 }), undefined],
])('the name in a journal is %s', (_, journal, name) => {
  expect(nameIn(Buffer.from(journal))).toBe(name);
});
