import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/core/conversation/conversation.ts';
import {
  JOURNAL_VERSION,
  lineOf,
  lineStart,
  mayEndOpen,
  readJournal,
  type JournalLine,
  type Part,
  type Restored,
  type SessionHeader,
} from '../../../src/core/conversation/journal-lines.ts';
import { replyLine, storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const header: SessionHeader = {
  type: 'session',
  version: JOURNAL_VERSION,
  id: 'bcdfghjk',
  time,
  model: 'claude-opus-5-5',
  system: 'be brief',
};
const prompt = (content: string): JournalLine => ({ type: 'prompt', time, content });
const delta = (...parts: Part[]): JournalLine => ({ type: 'delta', parts });
const said = (text: string): Part => ({ type: 'text', text });
const start: Part = { type: 'start', model: 'claude-opus-5-5-2026' };
const end = (text: string): JournalLine => replyLine(text, time);
const journal = (...lines: JournalLine[]): string => [header, ...lines].map(lineOf).join('');
const read = (text: string): Restored => {
  const restored = readJournal(text);
  if ('unreadable' in restored) throw new Error(restored.unreadable);
  return restored;
};
/** The conversation as words: `> why`, `because`, `(cut) beca`. */
const words = (conversation: Conversation): string[] =>
  conversation.map((entry) => {
    if (entry.type !== 'reply') return `> ${entry.content as string}`;
    const text = entry.reply.content.map((block) => block['text'] ?? block['thinking']).join('|');
    return entry.reply.status === 'complete' ? text : `(cut) ${text}`;
  });

describe('a line', () => {
  test.each<[JournalLine, string]>([
    [{ time, name: 'Sky', type: 'name' }, `{"type":"name","time":"${time}","name":"Sky"}\n`],
    [{ parts: [], type: 'delta' }, '{"type":"delta","parts":[]}\n'],
    [{ type: 'prompt', content: 'why?', time }, `{"type":"prompt","content":"why?","time":"${time}"}\n`],
    [{ time, type: 'settings', model: 'm', system: undefined }, `{"type":"settings","time":"${time}","model":"m"}\n`],
  ])('starts with its type, in whatever order the fields of %j are', (line, text) => {
    expect(lineOf(line)).toBe(text);
    expect(lineOf(line).startsWith(lineStart(line.type))).toBe(true);
  });
});

describe('the end of a journal', () => {
  test.each<[string, boolean, string]>([
    ['has an end', false, journal(prompt('a'), delta(said('b')), end('b'))],
    ['has only deltas', true, journal(prompt('a'), delta(said('b')))],
    ['is open behind a reply that is not', true, journal(delta(said('a')), end('a'), prompt('b'), delta(said('c')))],
    ['is open before other lines', true, journal(delta(said('a')), { type: 'name', time, name: 'Sky' })],
    ['has no reply', false, journal(prompt('a'))],
    ['has no lines at all', false, journal()],
    ['is torn', true, journal(delta(said('a')), end('a')) + '{"type":"na'],
    ['has a delta in a text', false, journal(prompt('\n{"type":"delta"'), end('b'))],
  ])('%s', (_, isOpen, text) => {
    expect(mayEndOpen(text)).toBe(isOpen);
  });
});

describe('a journal that is read', () => {
  test('gives back what was written', () => {
    const reply = storedReply({
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 'sig' },
        { type: 'redacted_thinking', data: 'xyz' },
        { type: 'text', text: 'ünï\u2028 🙂', citations: [{ type: 'char_location', cited_text: 'x' }] },
        { type: 'tool_use', id: '1', name: 'weather', input: { city: 'Oslo', deep: [1, null] } },
        { type: 'of_tomorrow', more: { a: 1 } },
      ],
      stop_reason: 'tool_use',
      stop_details: { type: 'refusal', category: null },
      usage: { input_tokens: 1, cache_creation: { ephemeral_5m_input_tokens: 0 }, service_tier: 'standard' },
      id: 'msg_1',
      request_id: 'req_1',
      retries: 2,
      timings: { first_text_ms: 12, total_ms: 34 },
    });
    const entries: Conversation = [
      { type: 'prompt', time, content: 'why' },
      { type: 'reply', time, reply },
      { type: 'results', time, content: [{ type: 'tool_result', tool_use_id: '1', content: 'rain' }] },
    ];
    const [asked, , results] = entries as [JournalLine, unknown, JournalLine];
    const restored = read(journal(asked, replyLine(reply, time), results));
    expect(restored).toEqual({
      header,
      name: undefined,
      model: header.model,
      system: 'be brief',
      conversation: entries,
      updated: time,
      torn: false,
      open: true,
      damagedLines: 0,
    });
  });

  const cases: [string, JournalLine[], string[]][] = [
    ['a turn', [prompt('a'), delta(said('b')), end('b')], ['> a', 'b']],
    ['deltas that no end follows', [prompt('a'), delta(start, said('b')), delta(said('c'))], ['> a', '(cut) bc']],
    [
      'deltas before the next prompt',
      [prompt('a'), delta(said('b')), prompt('c'), delta(said('d')), end('d')],
      ['> a', '(cut) b', '> c', 'd'],
    ],
    [
      'deltas of an attempt that was sent again',
      [prompt('a'), delta(start, { type: 'thinking', text: 'x' }, start, said('b'))],
      ['> a', '(cut) b'],
    ],
    [
      'thinking and text',
      [prompt('a'), delta({ type: 'thinking', text: 'x' }), delta({ type: 'thinking', text: 'y' }, said('b'))],
      ['> a', '(cut) xy|b'],
    ],
    [
      'a turn that was taken back',
      [prompt('a'), end('b'), prompt('c'), end('d'), { type: 'undo', time }],
      ['> a', 'b'],
    ],
    ['a turn that was taken back while it came', [prompt('a'), delta(said('b')), { type: 'undo', time }], []],
    ['a prompt that was sent again', [prompt('a'), end('b'), { type: 'retry', time }, end('c')], ['> a', 'c']],
    [
      'a reply in two requests',
      [prompt('a'), end('b'), { type: 'continue', time, content: 'go on' }, delta(said('c')), end('c')],
      ['> a', 'b', '> go on', 'c'],
    ],
    ['nothing said', [], []],
  ];
  test.each(cases)('restores %s', (_, lines, conversation) => {
    expect(words(read(journal(...lines)).conversation)).toEqual(conversation);
  });

  test('knows the last name, model and system prompt, and that a system prompt was taken away', () => {
    const restored = read(
      journal(
        { type: 'name', time, name: 'one' },
        { type: 'settings', time, model: 'claude-haiku-5-5', system: 'be long' },
        { type: 'name', time, name: 'two' },
        { type: 'settings', time, model: 'claude-sonnet-5-5' },
      ),
    );
    expect(restored).toMatchObject({ name: 'two', model: 'claude-sonnet-5-5', system: undefined });
  });

  test('knows whether the last reply has its end', () => {
    expect(read(journal()).open).toBe(false);
    expect(read(journal(prompt('a'))).open).toBe(true);
    expect(read(journal(prompt('a'), delta(said('b')))).open).toBe(true);
    expect(read(journal(prompt('a'), delta(said('b')), end('b'))).open).toBe(false);
  });
});

describe('a journal that is torn', () => {
  const whole = journal(
    prompt('ä'),
    delta(said('b')),
    delta(said('c 🙂')),
    end('bc 🙂'),
    prompt('d'),
    delta(said('e')),
  );

  test('at any byte loses only the line that was torn', () => {
    const bytes = Buffer.from(whole);
    const starts = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    for (let length = starts[0]!; length <= bytes.length; length++) {
      const kept = starts.findLast((at) => at <= length)!;
      const torn = read(bytes.subarray(0, length).toString());
      expect(torn).toEqual({ ...read(bytes.subarray(0, kept).toString()), torn: length > kept });
      expect(torn.damagedLines).toBe(0);
    }
  });

  test('in its first line holds nothing', () => {
    const first = lineOf(header);
    for (let length = 0; length < first.length; length++) {
      expect(readJournal(first.slice(0, length))).toEqual({ unreadable: 'foreign' });
    }
  });
});

describe('a journal that is damaged', () => {
  const lines = [prompt('a'), delta(said('b')), end('b'), prompt('c'), delta(said('d')), end('d')];
  const damage = (at: number, by = 'no JSON\n') =>
    read([header, ...lines].map((line, i) => (i === at ? by : lineOf(line))).join(''));

  test.each([
    [1, ['b', '> c', 'd'], 1],
    [2, ['> a', 'b', '> c', 'd'], 1],
    // An end that had its deltas is not lost.
    [3, ['> a', '(cut) b', '> c', 'd'], 1],
    [4, ['> a', 'b', 'd'], 1],
  ] as const)('in line %i loses what only that line said', (at, conversation, damagedLines) => {
    const restored = damage(at);
    expect(words(restored.conversation)).toEqual(conversation);
    expect(restored.damagedLines).toBe(damagedLines);
  });

  test('in a delta that has no end tells of it', () => {
    const restored = read(
      journal(prompt('a'), delta(said('b'))) + '{"type":"delta"garbage\n' + lineOf(delta(said('c'))),
    );
    expect(words(restored.conversation)).toEqual(['> a', '(cut) bc']);
    expect(restored.damagedLines).toBe(1);
  });

  test.each([
    '{"type":"prompt","time":1,"content":"x"}',
    '{"type":"prompt","time":"now","content":7}',
    '{"type":"prompt","time":"now","content":[{"text":"x"}]}',
    '{"type":"prompt","time":"now","content":[{"type":"text"}]}',
    '{"type":"end","time":"now","status":"odd","content":[],"usage":{}}',
    '{"type":"end","time":"now","status":"complete","content":"x","usage":{}}',
    '{"type":"end","time":"now","status":"complete","content":[]}',
    '{"type":"settings","time":"now","model":7}',
    '{"type":"name","time":"now"}',
    '{"type":"constructor","time":"now"}',
    '{"type":"of_tomorrow","time":"now"}',
    '[]',
    'null',
    '',
    '\0\0\0\0',
  ])('does without a line that does not say what it should: %s', (line) => {
    expect(damage(2, `${line}\n`)).toMatchObject({ damagedLines: 1 });
    expect(words(damage(2, `${line}\n`).conversation)).toEqual(['> a', 'b', '> c', 'd']);
  });

  test('anyhow is read without an error', () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...[header, ...lines].map(lineOf)), fc.json(), fc.string()));
    fc.assert(
      fc.property(texts, (parts) => {
        readJournal(parts.join('\n'));
        readJournal(lineOf(header) + parts.join('\n'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a file', () => {
  const changed = (change: object) => `${JSON.stringify({ ...header, ...change })}\n`;

  test('of a newer version is not read', () => {
    expect(readJournal(changed({ version: JOURNAL_VERSION + 1, id: undefined }))).toEqual({ unreadable: 'newer' });
  });

  test.each([
    '',
    '\n',
    'notes\n',
    '{}\n',
    '[]\n',
    changed({ version: '1' }),
    changed({ id: 7 }),
    changed({ system: 7 }),
  ])('that is no journal is not taken for one: %j', (text) => {
    expect(readJournal(text)).toEqual({ unreadable: 'foreign' });
  });
});
