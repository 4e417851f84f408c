import { describe, expect, test } from 'vitest';
import { findConversations } from '../../../src/commands/repl/session-choice.ts';
import { listSessionFiles } from '../../../src/storage/sessions/session-folder.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';
import { writeSession } from '../../helpers/sessions.ts';

const TODAY = new Date('2026-03-09T10:00:00.000Z');

function conversations() {
  const folder = tempFolder();
  const day = (n: number) => `2026-03-0${n}T10:00:00.000Z`;
  writeSession(folder, { id: 'bbbbbbbb', started: day(1), turns: [{ prompt: 'moon', reply: 'It is **round**.' }] });
  writeSession(folder, {
    ...{ id: 'cccccccc', started: day(2), name: 'seaside' },
    turns: [
      { prompt: 'tides?', reply: 'The moon pulls.\nTwice a day.' },
      { prompt: 'why twice?', reply: 'Both sides.' },
    ],
  });
  writeSession(folder, { id: 'dddddddd', started: day(3), turns: [{ prompt: 'moon, without a reply' }] });
  writeIn(folder, '20260304T100000-ffffffff.jsonl', 'no journal\n');
  return listSessionFiles(folder);
}

describe('the conversations to choose from', () => {
  const found = (query: string) => {
    const find = findConversations(conversations(), TODAY, () => 0);
    return [...find(query)].map((item) => item?.file.id);
  };

  test.each([
    ['', ['cccccccc', 'bbbbbbbb']],
    ['moon', ['cccccccc', 'bbbbbbbb']],
    ['MOON pulls', ['cccccccc']],
    ['sea twice', ['cccccccc']],
    ['round', ['bbbbbbbb']],
    ['bbbb round', ['bbbbbbbb']],
    ['2 mar', ['cccccccc']],
    ['without', []],
    ['.*', []],
  ])('are those with all words of %j', (query, ids) => expect(found(query)).toEqual(ids));

  test('show their title, id, time and turns, the last prompt, and the last reply or the line searched for', () => {
    const find = findConversations(conversations(), TODAY, () => 0);
    const [first] = find('');
    expect(first).toMatchObject({ label: 'seaside', preview: ['> why twice?', 'Both sides.'] });
    expect(first!.detail).toMatch(/^cccccccc, 2 Mar \d\d:\d\d, 2 turns$/);
    const [searched] = find('pulls');
    expect(searched!.preview).toEqual(['> why twice?', 'The moon pulls.']);
    const [prompt] = find('why');
    expect(prompt!.preview).toEqual(['> why twice?', 'Both sides.']);
  });

  test('of thousands are read only as far as they are asked for', () => {
    const folder = tempFolder();
    const write = (id: number, prompt: string) =>
      writeSession(folder, { id: `${10_000 + id}`, turns: [{ prompt, reply: 'Yes.' }] });
    const all = Array.from({ length: 2000 }, (_, id) => write(id, 'written before'));
    const items = findConversations(listSessionFiles(folder), TODAY, () => 0)('');
    const first = Array.from({ length: 20 }, () => items.next().value);
    all.forEach((_, id) => write(id, 'written since'));
    const rest = [...items];
    expect(new Set(first.map((item) => item?.label))).toEqual(new Set(['written before']));
    expect([rest.length, new Set(rest.map((item) => item?.label))]).toEqual([1980, new Set(['written since'])]);
  });

  test('are read one by one: nothing is read that is not asked for, and keys are let in after each slow one', () => {
    let time = 0;
    const files = Array.from({ length: 10_000 }, (_, n) => ({ id: `${n}`, path: `/missing/${n}`, updatedMs: 0 }));
    const one = conversations().find(({ id }) => id === 'cccccccc')!;
    const find = findConversations([...files.slice(0, 3), one, ...files], TODAY, () => (time += 9));
    const items = find('');
    const steps = Array.from({ length: 5 }, () => items.next().value?.file.id);
    expect(steps).toEqual([undefined, undefined, undefined, 'cccccccc', undefined]);
  });
});
