import { describe, expect, test } from 'vitest';
import {
  entryLine,
  isPartEvent,
  JOURNAL_VERSION,
  joinParts,
  lineOf,
  lineStart,
  mayEndOpen,
  parseDelta,
  parseHeader,
  parseLine,
  type JournalLine,
  type Part,
  type SessionHeader,
  type Unreadable,
} from '../../../src/core/conversation/journal-lines.ts';
import type { ReplyEvent } from '../../../src/core/reply/ports.ts';
import { replyLine, storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const header: SessionHeader = { type: 'session', version: JOURNAL_VERSION, id: 'bcdfghjk', time, model: 'm' };
const prompt = (content: string): JournalLine => ({ type: 'prompt', time, content });
const text = (content: string): Part => ({ type: 'text', text: content });
const delta = (content: string): JournalLine => ({ type: 'delta', parts: [text(content)] });
const end = (content: string): JournalLine => replyLine(content, time);
const journal = (...lines: JournalLine[]): string => [header, ...lines].map(lineOf).join('');

describe('a line', () => {
  test.each<[SessionHeader | JournalLine, string]>([
    [{ time, name: 'Sky', type: 'name' }, `{"type":"name","time":"${time}","name":"Sky"}\n`],
    [{ parts: [], type: 'delta' }, '{"type":"delta","parts":[]}\n'],
    [{ type: 'prompt', content: 'why?', time }, `{"type":"prompt","content":"why?","time":"${time}"}\n`],
    [{ time, type: 'settings', model: 'm', system: undefined }, `{"type":"settings","time":"${time}","model":"m"}\n`],
    [
      { version: 1, id: 'b', time, model: 'm', type: 'session' },
      `{"type":"session","version":1,"id":"b","time":"${time}","model":"m"}\n`,
    ],
  ])('starts with its type, whatever the order of the fields in %j', (line, expected) => {
    expect(lineOf(line)).toBe(expected);
    expect(lineOf(line).startsWith(lineStart(line.type))).toBe(true);
  });

  test('of an entry is the entry, or the end of a reply', () => {
    const asked = { type: 'prompt', content: 'why?', time } as const;
    expect(entryLine(asked)).toBe(asked);
    const reply = storedReply('So.');
    expect(entryLine({ type: 'reply', reply, time })).toEqual({ type: 'end', time, ...reply });
  });
});

test.each<[string, boolean, string]>([
  ['with the end of its reply', false, journal(prompt('a'), delta('b'), end('b'))],
  ['with nothing but deltas of a reply', true, journal(prompt('a'), delta('b'))],
  ['with deltas after the end of another reply', true, journal(delta('a'), end('a'), prompt('b'), delta('c'))],
  ['with deltas before another line', true, journal(delta('a'), { type: 'name', time, name: 'Sky' })],
  ['without a reply', false, journal(prompt('a'))],
  ['with only a header', false, journal()],
  ['with a torn line', true, journal(delta('a'), end('a')) + '{"type":"na'],
  ['with what looks like a delta in a text', false, journal(prompt('\n{"type":"delta"'), end('b'))],
])('a journal %s may end in an open reply: %s', (_, isOpen, lines) => {
  expect(mayEndOpen(lines)).toBe(isOpen);
});

describe('parts', () => {
  const call: Part = { type: 'call', id: '1', name: 'weather', server: false };

  test.each<[Part, Part, Part | undefined]>([
    [text('a'), text('b'), text('ab')],
    [
      { type: 'thinking', text: 'a' },
      { type: 'thinking', text: 'b' },
      { type: 'thinking', text: 'ab' },
    ],
    [
      { type: 'thinking', text: '', tokens: 1 },
      { type: 'thinking', text: '', tokens: 2 },
      { type: 'thinking', text: '', tokens: 2 },
    ],
    [
      { type: 'input', id: '1', json: '{' },
      { type: 'input', id: '1', json: '}' },
      { type: 'input', id: '1', json: '{}' },
    ],
    [{ type: 'input', id: '1', json: '{' }, { type: 'input', id: '2', json: '}' }, undefined],
    [text('a'), { type: 'thinking', text: 'b' }, undefined],
    [{ type: 'thinking', text: 'a' }, text('b'), undefined],
    [{ type: 'input', id: '1', json: '{' }, text('b'), undefined],
    [text('a'), { type: 'input', id: '1', json: '{' }, undefined],
    [call, call, undefined],
  ])('%j and %j are joined as %j', (one, next, joined) => {
    expect(joinParts(one, next)).toEqual(joined);
  });

  test.each<[ReplyEvent, boolean]>([
    [{ type: 'start', model: 'm' }, true],
    [text('a'), true],
    [{ type: 'thinking', text: 'a' }, true],
    [call, true],
    [{ type: 'input', id: '1', json: '' }, true],
    [{ type: 'run', id: '1', name: 'weather' }, false],
    [{ type: 'usage', outputTokens: 1 }, false],
    [{ type: 'wire', json: '{}' }, false],
    [{ type: 'quiet', since: 1 }, false],
  ])('%j is written to the journal: %s', (event, isPart) => {
    expect(isPartEvent(event)).toBe(isPart);
  });

  test.each([
    ['{"type":"start","model":"m"}', true],
    ['{"type":"start"}', false],
    ['{"type":"text","text":"a"}', true],
    ['{"type":"text","text":1}', false],
    ['{"type":"thinking","text":"a","tokens":3}', true],
    ['{"type":"thinking"}', false],
    ['{"type":"call","id":"1","name":"x","server":true}', true],
    ['{"type":"call","id":"1"}', false],
    ['{"type":"call","name":"x"}', false],
    ['{"type":"input","id":"1","json":"{"}', true],
    ['{"type":"input","id":"1"}', false],
    ['{"type":"input","json":"{"}', false],
    ['{"type":"constructor"}', false],
    ['{"text":"a"}', false],
    ['null', false],
    ['"text"', false],
  ])('%s in a delta is intact: %s', (part, isIntact) => {
    expect(parseDelta(`{"type":"delta","parts":[${part}]}`)).toEqual(isIntact ? [JSON.parse(part)] : []);
  });

  test.each(['{"type":"delta","parts":{}}', '{"type":"delta"}', '[]', 'null', '{"type":"delta"', ''])(
    'a delta that is %j is damaged',
    (line) => {
      expect(parseDelta(line)).toBeUndefined();
    },
  );
});

describe('a header', () => {
  test.each<[object, Unreadable | 'read']>([
    [{}, 'read'],
    [{ system: 'be brief', name: 'Sky', forked_from: 'x', more: 1 }, 'read'],
    [{ version: 0 }, 'read'],
    [{ version: JOURNAL_VERSION + 1 }, 'newer'],
    [{ version: JOURNAL_VERSION + 1, id: undefined }, 'newer'],
    [{ version: '1' }, 'foreign'],
    [{ type: 'prompt' }, 'foreign'],
    [{ id: 7 }, 'foreign'],
    [{ time: undefined }, 'foreign'],
    [{ model: null }, 'foreign'],
    [{ system: 7 }, 'foreign'],
    [{ name: null }, 'foreign'],
  ])('with %j is %s', (change, result) => {
    const changed = { ...header, ...change };
    expect(parseHeader(JSON.stringify(changed))).toEqual(result === 'read' ? changed : result);
  });

  test.each([undefined, '', '[]', 'null', '"session"', '{'])('that is %j is foreign', (line) => {
    expect(parseHeader(line)).toBe('foreign');
  });
});

describe('a line that is parsed', () => {
  const block = { type: 'text', text: 'a' };
  const reply = { type: 'end', status: 'complete', content: [block], usage: {} };

  test.each<[object, boolean]>([
    [{ type: 'prompt', content: 'a' }, true],
    [{ type: 'prompt', content: [block, { type: 'image' }] }, true],
    [{ type: 'prompt', content: [] }, true],
    [{ type: 'prompt' }, false],
    [{ type: 'prompt', content: 7 }, false],
    [{ type: 'prompt', content: block }, false],
    [{ type: 'prompt', content: [{ text: 'a' }] }, false],
    [{ type: 'prompt', content: [block, { type: 'text' }] }, false],
    [{ type: 'prompt', content: [null] }, false],
    [{ type: 'prompt', content: 'a', time: 1 }, false],
    [{ type: 'results', content: [block] }, true],
    [{ type: 'results', content: {} }, false],
    [{ type: 'continue', content: 'a' }, true],
    [{ type: 'continue', content: 1 }, false],
    [reply, true],
    [{ ...reply, status: 'failed' }, true],
    [{ ...reply, status: 'interrupted' }, true],
    [{ ...reply, status: 'odd' }, false],
    [{ ...reply, content: 'a' }, false],
    [{ ...reply, content: [{}] }, false],
    [{ ...reply, usage: undefined }, false],
    [{ ...reply, usage: [] }, false],
    [{ type: 'undo' }, true],
    [{ type: 'undo', time: undefined }, false],
    [{ type: 'retry' }, true],
    [{ type: 'name', name: 'Sky' }, true],
    [{ type: 'name' }, false],
    [{ type: 'settings', model: 'm' }, true],
    [{ type: 'settings', model: 'm', system: 'be brief' }, true],
    [{ type: 'settings' }, false],
    [{ type: 'settings', model: 'm', system: 7 }, false],
    [{ type: 'constructor' }, false],
    [{ type: 'of_tomorrow' }, false],
    [{}, false],
  ])('%j is intact: %s', (change, isIntact) => {
    const line = { time, ...change };
    expect(parseLine(JSON.stringify(line))).toEqual(isIntact ? line : undefined);
  });

  test.each(['', '[]', 'null', '7', '{'])('%j is damaged', (line) => {
    expect(parseLine(line)).toBeUndefined();
  });
});
