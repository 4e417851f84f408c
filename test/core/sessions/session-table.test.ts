import { describe, expect, test } from 'vitest';
import { createCostOf } from '../../../src/core/cost/cost.ts';
import { lineOf } from '../../../src/core/conversation/journal-lines.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
import { sessionInfo, sessionTable, shortTime, type SessionInfo } from '../../../src/core/sessions/session-table.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { replyLine } from '../../helpers/sessions.ts';

const now = new Date(2026, 10, 21, 15, 0);
const at = (...when: [number, number, number, number, number]) => new Date(...when).toISOString();

const session = (change: Partial<SessionInfo>): SessionInfo => ({
  id: 'bcdfghjk',
  path: '/sessions/x.jsonl',
  name: null,
  title: 'why is the sky blue?',
  started: at(2026, 10, 21, 14, 3),
  updated: at(2026, 10, 21, 14, 3),
  turns: 2,
  tokens: { input: 1000, output: 234 },
  cost_usd: 0.0123,
  model: 'claude-opus-5-5',
  ...change,
});
const sessions = [
  session({}),
  session({ id: 'ccccdddd', title: '潮の満ち引きはどうして起こるのですか', updated: at(2026, 0, 2, 9, 5), turns: 12 }),
  session({ id: 'zzzz9999', title: '', updated: at(2025, 10, 12, 9, 5), cost_usd: null, model: 'mo\u001b[2Jdel' }),
];
const table = (columns?: number) => sessionTable(sessions, { now, columns, widthOf });

test.each([
  [at(2026, 10, 21, 0, 0), '00:00'],
  [at(2026, 10, 20, 23, 59), '20 Nov 23:59'],
  [at(2026, 0, 2, 9, 5), '2 Jan 09:05'],
  [at(2025, 11, 31, 23, 59), '2025-12-31'],
  [at(2026, 9, 21, 14, 3), '21 Oct 14:03'],
])('the time of %s is %s', (time, short) => {
  expect(shortTime(new Date(time), now)).toBe(short);
});

test('a month is written with three letters', () => {
  const months = Array.from({ length: 12 }, (_, month) => shortTime(new Date(2026, month, 1, 9, 5), now).split(' ')[1]);
  expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
});

describe('the table of sessions', () => {
  test('has headings, and numbers aligned right', () => {
    expect(table()).toBe(
      `TIME         ID        TITLE                                 TURNS  TOKENS     COST  MODEL
14:03        bcdfghjk  why is the sky blue?                      2   1,234  $0.0123  claude-opus-5-5
2 Jan 09:05  ccccdddd  潮の満ち引きはどうして起こるのですか     12   1,234  $0.0123  claude-opus-5-5
2025-11-12   zzzz9999  -                                         2   1,234        -  mo[2Jdel
`,
    );
  });

  test('drops the least useful columns in a narrow window, and shortens titles', () => {
    expect(table(60)).toBe(
      `TIME         ID        TITLE                 TURNS     COST
14:03        bcdfghjk  why is the sky blue?      2  $0.0123
2 Jan 09:05  ccccdddd  潮の満ち引きはどう…      12  $0.0123
2025-11-12   zzzz9999  -                         2        -
`,
    );
  });

  test('fits into a window of any width', () => {
    for (let columns = 1; columns <= 120; columns++) {
      const rows = table(columns).split('\n');
      expect(rows.filter((row) => widthOf(row) > Math.max(1, columns - 1))).toEqual([]);
      expect(rows).toHaveLength(sessions.length + 2);
    }
  });

  test('shows time, id and title at 40 columns', () => {
    expect(table(40).split('\n')[0]).toBe('TIME         ID        TITLE');
    expect(table(40).split('\n')[1]).toBe('14:03        bcdfghjk  why is the sky…');
  });
});

test('a session’s tokens and cost are those of all replies, with cache reads and writes as input', () => {
  const time = '2026-03-01T10:00:00.000Z';
  const usage = { input_tokens: 1, cache_read_input_tokens: 20, cache_creation_input_tokens: 300, output_tokens: 4 };
  const lines = [
    lineOf({ type: 'session', version: 1, id: 'bcdfghjk', time, model: 'old' }),
    lineOf({ type: 'prompt', time, content: 'why?' }),
    lineOf(replyLine({ usage }, time)),
    lineOf({ type: 'prompt', time, content: 'more' }),
    lineOf(replyLine({ usage: { input_tokens: 'many', output_tokens: 1 } as never }, time)),
    lineOf({ type: 'settings', time, model: 'new' }),
    lineOf({ type: 'name', time, name: 'Sky' }),
  ];
  const file = { id: 'bcdfghjk', path: '/sessions/x.jsonl', updatedMs: Date.parse('2026-03-02T10:00:00Z') };
  expect(sessionInfo(file, readJournal(lines.join('')) as Restored, createCostOf())).toEqual({
    id: 'bcdfghjk',
    path: '/sessions/x.jsonl',
    name: 'Sky',
    title: 'Sky',
    started: time,
    updated: '2026-03-02T10:00:00.000Z',
    turns: 2,
    tokens: { input: 321, output: 5 },
    cost_usd: 0.001608,
    model: 'new',
  });
});
