import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasReply } from '../../../src/core/conversation/answered.ts';
import { lineOf, type SessionHeader } from '../../../src/core/conversation/journal-lines.ts';
import { readJournal } from '../../../src/core/conversation/read-journal.ts';
import { createReplyCheck, holdsReply, isEmptyJournal } from '../../../src/storage/sessions/holds-reply.ts';
import { tempFolder } from '../../helpers/sandbox.ts';
import { replyLine, writeSession } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const header: SessionHeader = { type: 'session', version: 1, id: 'bcdfghjk', time, model: 'm' };
const LINES: Record<string, string> = {
  prompt: lineOf({ type: 'prompt', time, content: 'a' }),
  reply: lineOf(replyLine('b', time)),
  failed: lineOf(replyLine({ status: 'failed', content: [] }, time)),
  pieces: lineOf({ type: 'delta', parts: [{ type: 'text', text: 'b' }] }),
  start: lineOf({ type: 'delta', parts: [{ type: 'start', model: 'm' }] }),
  name: lineOf({ type: 'name', time, name: 'Tides' }),
  undo: lineOf({ type: 'undo', time }),
  retry: lineOf({ type: 'retry', time }),
  damaged: '{"type":"end","time":\n',
};
const journalOf = (...names: string[]) => Buffer.from(lineOf(header) + names.map((name) => LINES[name]).join(''));
const lines = (journal: Buffer) => journal.toString();

describe('a journal holds a reply', () => {
  test.each<[string[], boolean]>([
    [['prompt', 'reply'], true],
    [['prompt', 'reply', 'prompt', 'failed'], true],
    [['prompt', 'reply', 'name'], true],
    [['prompt', 'pieces'], true],
    [['prompt', 'start'], false],
    [['prompt'], false],
    [['prompt', 'failed'], false],
    [['prompt', 'reply', 'undo'], false],
    [['prompt', 'reply', 'retry', 'failed'], false],
    [['prompt', 'reply', 'damaged'], true],
    [[], false],
  ])('with the lines %j: %s', (names, holds) => {
    expect(holdsReply(journalOf(...names))).toBe(holds);
    expect(isEmptyJournal(journalOf(...names))).toBe(!holds);
  });

  test('exactly if it has one when all of it is read, cut anywhere', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(LINES)), { maxLength: 6 });
    fc.assert(
      fc.property(names, fc.nat(2000), (chosen, cut) => {
        const whole = journalOf(...chosen);
        const journal = whole.subarray(0, Math.max(lineOf(header).length, whole.length - cut));
        const restored = readJournal(lines(journal));
        expect(holdsReply(journal)).toBe('unreadable' in restored || hasReply(restored.conversation));
      }),
      { numRuns: 2000 },
    );
  });

  test('not before its first line is whole', () => {
    const first = lineOf(header);
    for (let length = 0; length < first.length; length++) {
      expect(holdsReply(Buffer.from(first.slice(0, length)))).toBe(false);
      expect(isEmptyJournal(Buffer.from(first.slice(0, length)))).toBe(true);
    }
  });

  test.each([
    ['of a newer version', `${JSON.stringify({ ...header, version: 99 })}\n`],
    ['that is no journal', 'my notes\n'],
  ])('as far as is known, %s, which is not empty', (_, content) => {
    expect(holdsReply(Buffer.from(content))).toBe(true);
    expect(isEmptyJournal(Buffer.from(content))).toBe(false);
  });

  test('unless it is no journal and has no line', () => {
    expect(isEmptyJournal(Buffer.from('my notes'))).toBe(false);
    expect(isEmptyJournal(Buffer.from('{"type":"sessions"'))).toBe(false);
  });
});

test('files are checked, and one that cannot be read may hold a reply', () => {
  const folder = tempFolder();
  const check = createReplyCheck();
  const [full, empty] = [
    writeSession(folder, { turns: [{ prompt: 'a', reply: 'b' }] }),
    writeSession(folder, { id: 'cccccccc', turns: [{ prompt: 'a' }] }),
  ];
  expect([full, empty, { path: join(folder, 'none') }].map(check)).toEqual([true, false, true]);
});
