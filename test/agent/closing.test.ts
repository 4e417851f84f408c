import { expect, test, describe } from 'vitest';
import { reportEnding } from '../../src/agent/closing.ts';
import type { Problem } from '../../src/core/problem/problem.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import type { SavedText } from '../../src/core/reply/summary.ts';
import { recordedNotify } from '../helpers/fake-notify.ts';
import { scriptedReply } from '../helpers/fake-provider.ts';

async function ending(given: Partial<Reply>, saved?: SavedText, wayOn?: string) {
  const { notify, said } = recordedNotify();
  await reportEnding(scriptedReply(given), { saved }, notify, wayOn);
  expect(said.length).toBe(1);
  return said[0]!;
}

describe('a reply that did not fail has a closing line', () => {
  const tokens = '10 in · 5 out';
  const limit = 'max_tokens: the reply reached its token limit (raise it with --max-tokens)';
  const turns = 'max_turns: the prompt reached its limit of requests (raise it with --max-turns)';

  test.each<[string, Partial<Reply>, string, string | undefined]>([
    ['complete', {}, 'end_turn', undefined],
    ['without a stop reason', { stopReason: undefined }, 'ended without a stop reason', undefined],
    [
      'at a stop sequence',
      { stopReason: 'stop_sequence' },
      'stop_sequence: the reply reached a stop sequence',
      undefined,
    ],
    ['at its token limit', { stopReason: 'max_tokens' }, limit, limit],
    ['at --max-turns', { stopReason: 'tool_use', outcome: { status: 'complete', atMaxTurns: true } }, turns, turns],
    ['interrupted', { outcome: { status: 'interrupted', by: 'SIGINT' } }, 'interrupted', undefined],
    [
      'interrupted at its limit',
      { stopReason: 'max_tokens', outcome: { status: 'interrupted', by: 'SIGINT' } },
      'interrupted',
      undefined,
    ],
  ])('%s', async (_, given, line, warning) => {
    expect(await ending(given)).toEqual(['summary', `${line} · ${tokens} · 0.0 s`, warning]);
  });

  test('with the file that has the text', async () => {
    const [, line] = await ending({}, { path: 'a.md', partial: false });
    expect(line).toContain(' · text saved to a.md');
  });
});

describe('a reply that failed is reported as its problem', () => {
  const problem: Problem = { type: 'x', what: 'it broke', hint: 'mend it', exit: 'failed' };
  const failed = (given: Partial<Reply> = {}, more: Partial<Problem> = {}): Partial<Reply> => ({
    outcome: { status: 'failed', problem: { ...problem, ...more } },
    ...given,
  });

  test.each<[string, Partial<Reply>, SavedText | undefined, string | undefined, boolean]>([
    ['before any text', failed(), undefined, 'mend it', false],
    ['after some text', failed({ text: 'Hel' }), undefined, 'mend it', true],
    ['without a hint', failed({}, { hint: undefined }), undefined, undefined, false],
    ['after a retry', failed({ retries: 1 }), undefined, 'gave up after 1 retry; mend it', false],
    ['after retries', failed({ retries: 2 }, { hint: undefined }), undefined, 'gave up after 2 retries', false],
    [
      'with a partial file',
      failed({ text: 'Hel', retries: 1 }),
      { path: 'a.part', partial: true },
      'gave up after 1 retry; mend it; the partial text is in a.part',
      true,
    ],
    ['with a whole file', failed(), { path: 'a.md', partial: false }, 'mend it', false],
  ])('%s', async (_, given, saved, hint, isCut) => {
    const { hint: own, ...rest } = problem;
    expect(own).toBe('mend it');
    expect(await ending(given, saved)).toEqual(['problem', { ...rest, hint }, isCut]);
  });

  test.each([
    ['mend it', 'gave up after 1 retry; mend it; go on; the partial text is in a.part'],
    ['try again', 'gave up after 1 retry; go on; the partial text is in a.part'],
    [undefined, 'gave up after 1 retry; go on; the partial text is in a.part'],
  ])('with the way on, after the hint %j unless that means to start over', async (hint, expected) => {
    const cut = failed({ text: 'Hel', retries: 1 }, { hint });
    const [, said] = await ending(cut, { path: 'a.part', partial: true }, 'go on');
    expect(said).toMatchObject({ hint: expected });
    expect(await ending(failed({}, { hint: 'try again' }))).toMatchObject(['problem', { hint: 'try again' }, false]);
  });
});
