import { expect, onTestFinished, test, vi } from 'vitest';
import { headingOf, longTime, speakerOf } from '../../src/export/transcript-heading.ts';
import { restoredWith } from '../helpers/sessions.ts';

const time = new Date(2026, 2, 1, 10, 0).toISOString();

test.each([
  [undefined, [], 'Empty conversation'],
  [undefined, [{ type: 'prompt', content: 'why?', time } as const], 'why?'],
  ['Tides', [{ type: 'prompt', content: 'why?', time } as const], 'Tides'],
])('the heading with the name %j', (name, conversation, title) => {
  const header = { type: 'session', version: 1, id: 'bcd\u001bfgh', time, model: 'old' } as const;
  expect(headingOf(restoredWith(conversation, { name, header, model: 'mo\u001bdel' }))).toEqual({
    title,
    facts: ['model', '2026-03-01 10:00', 'conversation bcdfgh'],
  });
});

test.each([
  ['prompt', undefined, 'You'],
  ['prompt', 'claude-opus-5-5', 'You'],
  ['reply', 'mo\u001bdel', 'model'],
  ['reply', '\u001b', 'Reply'],
  ['reply', undefined, 'Reply'],
] as const)('the speaker of a %s by %j is %s', (kind, model, speaker) => {
  const entry = kind === 'prompt' ? { kind, text: '', time } : { kind, parts: [], time, model, cut: undefined };
  expect(speakerOf(entry)).toBe(speaker);
});

test.each([
  [time, '2026-03-01 10:00'],
  [new Date(2026, 11, 31, 23, 59, 59).toISOString(), '2026-12-31 23:59'],
  ['soon', 'unknown time'],
])('the time %s is %s', (iso, shown) => {
  expect(longTime(iso)).toBe(shown);
});

test.each(['UTC', 'Asia/Tokyo', 'America/New_York'])('the first and the last time of all are told in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const extreme of ['-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z']) {
    expect(longTime(extreme)).toMatch(/^(unknown time|[+-]\d{6}-\d\d-\d\d.*)$/);
  }
});
