import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ProblemError } from '../../../src/core/problem/problem.ts';
import { findSession, idsWithReply, lastSession } from '../../../src/storage/sessions/find-session.ts';
import { tempFolder } from '../../helpers/sandbox.ts';
import { writeSession } from '../../helpers/sessions.ts';

let folder = '';
const time = '2026-03-02T10:00:00.000Z';

beforeEach(() => {
  folder = tempFolder();
  writeSession(folder, {
    id: 'bcdfghjk',
    name: 'Tides',
    turns: [{ prompt: 'how do tides work?', reply: 'The moon.' }],
  });
  writeSession(folder, {
    id: 'bcdzzzzz',
    turns: [{ prompt: 'why is the sky blue?', reply: 'Air.' }],
    updated: '2026-05-01',
  });
  writeSession(folder, { id: 'css22222', name: 'old name', lines: [{ type: 'name', time, name: 'Été à Rome' }] });
  writeSession(folder, { id: 'kkkkkkkk', name: 'css' });
  writeSession(folder, { id: 'mmmmmmmm', name: 'Twins' });
  writeSession(folder, { id: 'nnnnnnnn', name: 'twins' });
  writeSession(folder, { id: 'qqqqqqqq', version: 99 });
  writeSession(folder, { id: 'pppppppp', name: 'Sea', turns: [{ prompt: 'sea?', reply: 'Wet.' }] });
  writeSession(folder, { id: 'pppppppq', name: 'sea', turns: [{ prompt: 'sea?' }], updated: '2026-06-01' });
  writeFileSync(join(folder, 'notes.txt'), 'not a session');
});

const found = (wanted: string) => findSession(folder, wanted).id;
function refusal(wanted: string) {
  try {
    return found(wanted);
  } catch (error) {
    const { what, hint, exit } = (error as ProblemError).problem;
    return { what, hint, exit };
  }
}

describe('a session is found', () => {
  test.each([
    ['its id', 'bcdfghjk', 'bcdfghjk'],
    ['its id in capitals', ' BCDFGHJK ', 'bcdfghjk'],
    ['a prefix of its id', 'bcdf', 'bcdfghjk'],
    ['its name', 'tides', 'bcdfghjk'],
    ['a prefix of its name', 'tid', 'bcdfghjk'],
    ['its last name', 'E\u0301TE\u0301 À ROME', 'css22222'],
    ['its name, although an id starts with it', 'css', 'kkkkkkkk'],
    ['its id, although it cannot be read', 'qqq', 'qqqqqqqq'],
  ])('by %s', (_, wanted, id) => {
    expect(found(wanted)).toBe(id);
  });

  test('by a name or prefix that several have, if it is the only one with a reply', () => {
    expect([found('sea'), found('ppp'), found('se')]).toEqual(['pppppppp', 'pppppppp', 'pppppppp']);
    expect(found('pppppppq')).toBe('pppppppq');
  });

  test('by Tab if it has a reply', () => {
    expect(idsWithReply(folder, '')).toEqual(['bcdzzzzz', 'pppppppp', 'bcdfghjk', 'qqqqqqqq']);
    expect(idsWithReply(folder, 'bcd')).toEqual(['bcdzzzzz', 'bcdfghjk']);
    expect(idsWithReply(folder, 'css')).toEqual([]);
  });

  test('as the most recent with a reply', () => {
    expect(lastSession(folder).id).toBe('bcdzzzzz');
  });
});

describe('a session is not found', () => {
  test('if several match', () => {
    expect(refusal('bcd')).toEqual({
      what: '"bcd" is ambiguous: 2 conversations match',
      hint: 'bcdzzzzz (why is the sky blue?), bcdfghjk (Tides)',
      exit: 'usage',
    });
    expect(refusal('twins')).toMatchObject({
      what: '"twins" is ambiguous: 2 conversations match',
      hint: expect.stringMatching(/mmmmmmmm \(Twins\)/),
    });
  });

  test('if none matches, and the closest are listed', () => {
    expect(refusal('tiddes')).toEqual({
      what: 'no conversation matches "tiddes"',
      hint: 'closest matches: bcdfghjk (Tides)',
      exit: 'usage',
    });
    expect(refusal('something else')).toMatchObject({ hint: 'claude-stream sessions lists them' });
    expect(refusal('old name')).toMatchObject({ what: 'no conversation matches "old name"' });
    expect(refusal(' ')).toMatchObject({ what: 'no conversation matches " "' });
  });

  test('if there is none', () => {
    const what = 'no conversations yet';
    expect(() => findSession(join(folder, 'none'), 'x')).toThrow(what);
    expect(() => lastSession(join(folder, 'none'))).toThrow(what);
    expect(idsWithReply(join(folder, 'none'), '')).toEqual([]);
  });

  test('as the most recent if none has a reply', () => {
    const empty = tempFolder();
    writeSession(empty, { turns: [{ prompt: 'hi' }] });
    expect(() => lastSession(empty)).toThrow('no conversation has a reply yet');
  });
});
