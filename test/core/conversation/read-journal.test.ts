import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/core/conversation/conversation.ts';
import {
  JOURNAL_VERSION,
  lineOf,
  type JournalLine,
  type Part,
  type SessionHeader,
} from '../../../src/core/conversation/journal-lines.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
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

describe('reading a journal', () => {
  test('returns what was written', () => {
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
      undone: [],
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
    ['a turn that was undone', [prompt('a'), end('b'), prompt('c'), end('d'), { type: 'undo', time }], ['> a', 'b']],
    ['a turn that was undone while its reply arrived', [prompt('a'), delta(said('b')), { type: 'undo', time }], []],
    ['a prompt that was sent again', [prompt('a'), end('b'), { type: 'retry', time }, end('c')], ['> a', 'c']],
    [
      'a reply that was continued',
      [prompt('a'), end('b'), { type: 'continue', time, content: 'continue' }, delta(said('c')), end('c')],
      ['> a', 'b', '> continue', 'c'],
    ],
    ['an empty conversation', [], []],
  ];
  test.each(cases)('restores %s', (_, lines, conversation) => {
    expect(words(read(journal(...lines)).conversation)).toEqual(conversation);
  });

  test('keeps what was undone or sent again apart: it was paid for', () => {
    const undo: JournalLine = { type: 'undo', time };
    const lines = [prompt('a'), end('b'), { type: 'retry', time } as const, end('c'), prompt('d'), end('e'), undo];
    const restored = read(journal(...lines));
    expect(words(restored.conversation)).toEqual(['> a', 'c']);
    expect(words(restored.undone)).toEqual(['b', '> d', 'e']);
  });

  test('restores the calls of a reply without an end, with the input that arrived for them', () => {
    const call = (id: string, server: boolean): Part => ({ type: 'call', id, name: 'weather', server });
    const input = (id: string, json: string): Part => ({ type: 'input', id, json });
    const parts = [start, call('1', false), call('2', true), input('1', '{"a'), input('1', '":1}'), input('3', '{')];
    const restored = read(journal(prompt('a'), delta(...parts), delta(said('b'), said('c'))));
    expect(restored.conversation.at(-1)).toEqual({
      type: 'reply',
      time,
      reply: {
        status: 'interrupted',
        why: 'the program was killed',
        model: 'claude-opus-5-5-2026',
        content: [
          { type: 'tool_use', id: '1', name: 'weather', input: {}, partial_json: '{"a":1}' },
          { type: 'server_tool_use', id: '2', name: 'weather', input: {}, partial_json: '' },
          { type: 'text', text: 'bc' },
        ],
        usage: {},
        timings: {},
      },
    });
  });

  test('finds the last name, model and system prompt, even if the system prompt was removed', () => {
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

  test('tells whether the last reply has its end', () => {
    expect(read(journal()).open).toBe(false);
    expect(read(journal(prompt('a'))).open).toBe(true);
    expect(read(journal(prompt('a'), delta(said('b')))).open).toBe(true);
    expect(read(journal(prompt('a'), delta(said('b')), end('b'))).open).toBe(false);
  });
});

describe('a torn journal', () => {
  const whole = journal(
    prompt('ä'),
    delta(said('b')),
    delta(said('c 🙂')),
    end('bc 🙂'),
    prompt('d'),
    delta(said('e')),
  );

  test('loses only the line that was torn, at whatever byte', () => {
    const bytes = Buffer.from(whole);
    const starts = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    for (let length = starts[0]!; length <= bytes.length; length++) {
      const kept = starts.findLast((at) => at <= length)!;
      const torn = read(bytes.subarray(0, length).toString());
      expect(torn).toEqual({ ...read(bytes.subarray(0, kept).toString()), torn: length > kept });
      expect(torn.damagedLines).toBe(0);
    }
  });

  test('is not a journal if its first line is torn', () => {
    const first = lineOf(header);
    for (let length = 0; length < first.length; length++) {
      expect(readJournal(first.slice(0, length))).toEqual({ unreadable: 'foreign' });
    }
  });
});

describe('a damaged journal', () => {
  const lines = [prompt('a'), delta(said('b')), end('b'), prompt('c'), delta(said('d')), end('d')];
  const damage = (at: number, by = 'no JSON\n') =>
    read([header, ...lines].map((line, i) => (i === at ? by : lineOf(line))).join(''));

  test.each([
    [1, ['b', '> c', 'd'], 1],
    [2, ['> a', 'b', '> c', 'd'], 1],
    // The deltas make up for the end.
    [3, ['> a', '(cut) b', '> c', 'd'], 1],
    [4, ['> a', 'b', 'd'], 1],
  ] as const)('loses only line %i', (at, conversation, damagedLines) => {
    const restored = damage(at);
    expect(words(restored.conversation)).toEqual(conversation);
    expect(restored.damagedLines).toBe(damagedLines);
  });

  test('counts a damaged delta that has no end', () => {
    const restored = read(
      journal(prompt('a'), delta(said('b'))) + '{"type":"delta"garbage\n' + lineOf(delta(said('c'))),
    );
    expect(words(restored.conversation)).toEqual(['> a', '(cut) bc']);
    expect(restored.damagedLines).toBe(1);
  });

  test.each(['{"type":"constructor"}', '{"type":"text","text":7}', 'null', '[]'])(
    'skips an invalid part of a delta: %s',
    (part) => {
      const line = `{"type":"delta","parts":[${part},{"type":"text","text":"b"}]}\n`;
      expect(words(read(journal(prompt('a')) + line).conversation)).toEqual(['> a', '(cut) b']);
    },
  );

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
  ])('skips an invalid line: %s', (line) => {
    expect(damage(2, `${line}\n`)).toMatchObject({ damagedLines: 1 });
    expect(words(damage(2, `${line}\n`).conversation)).toEqual(['> a', 'b', '> c', 'd']);
  });

  test('never fails to be read', () => {
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

  test('of a newer version is left alone', () => {
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
  ])('with %j is not a journal', (text) => {
    expect(readJournal(text)).toEqual({ unreadable: 'foreign' });
  });
});
