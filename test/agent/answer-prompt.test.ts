import { describe, expect, test } from 'vitest';
import { answerPrompt, type AnswerDeps } from '../../src/agent/answer-prompt.ts';
import type { Problem } from '../../src/core/problem/problem.ts';
import type { SavedText } from '../../src/core/reply/summary.ts';
import { recordedNotify } from '../helpers/fake-notify.ts';
import { failedReply, fakeProvider, type Scripted } from '../helpers/fake-provider.ts';
import { recordedSession } from '../helpers/fake-session.ts';

const SETTINGS = { maxTokens: 100, effort: undefined, autoContinue: 0, maxTurns: 1, strict: false, verbose: false };
const mismatch: Problem = { type: 'schema_mismatch', what: 'no match', exit: 'failed' };

async function answer(scripted: Scripted, deps: Partial<AnswerDeps> = {}, strict = false) {
  const { session } = recordedSession();
  const { notify, said } = recordedNotify();
  const shown: string[] = [];
  const code = await answerPrompt(
    session,
    'why?',
    { ...SETTINGS, strict },
    {
      reply: fakeProvider([scripted]).reply,
      wait: async () => {},
      view: { show: ({ type }) => void shown.push(type) },
      saved: () => undefined,
      notify,
      ...deps,
    },
    new AbortController().signal,
  );
  return {
    code,
    shown,
    session,
    said: said.map(([method, first]) => [method, typeof first === 'object' ? (first as Problem).what : first]),
  };
}

const closing = ['summary', expect.stringMatching(/^end_turn · /)];
const cannotWrite = ['problem', 'cannot write a.md: disk full'];
const saved = (failure?: string): SavedText => ({ path: 'a.md', partial: false, failure });

test('adds the prompt, shows the reply and closes it', async () => {
  const { code, shown, session, said } = await answer('Hi');
  expect(session.conversation.map(({ type }) => type)).toEqual(['prompt', 'reply']);
  expect(shown).toEqual(['start', 'text', 'end']);
  expect({ code, said }).toEqual({ code: 0, said: [closing] });
});

test('says how to get the rest of a reply that was cut off', async () => {
  const wayOn = (reply: { text: string }) => (reply.text === '' ? undefined : `more than ${reply.text}`);
  const cut = await answer({ text: 'Hel', stopReason: 'max_tokens' }, { wayOn });
  expect(cut.said).toEqual([
    ['summary', expect.stringMatching(/^max_tokens: /)],
    ['info', 'more than Hel'],
  ]);
  expect((await answer('', { wayOn })).said).toEqual([closing]);
});

describe('the exit code and what is reported', () => {
  test.each<[string, Scripted, Partial<AnswerDeps>, number, unknown[]]>([
    ['a reply that failed', failedReply(''), {}, 69, [['problem', 'it broke']]],
    ['a file that was written', 'Hi', { saved: () => saved() }, 0, [closing]],
    ['a file that could not be written', 'Hi', { saved: () => saved('disk full') }, 1, [closing, cannotWrite]],
    [
      'a failed reply and file',
      failedReply(''),
      { saved: () => saved('disk full') },
      69,
      [['problem', 'it broke'], cannotWrite],
    ],
    ['a part that was extracted', 'Hi', { failure: () => undefined }, 0, [closing]],
    ['a part that is missing', 'Hi', { failure: () => ({ problem: mismatch }) }, 1, [closing, ['problem', 'no match']]],
    [
      'a missing part, with the text',
      'Hi',
      { failure: () => ({ problem: mismatch, raw: '{}' }) },
      1,
      [closing, ['problem', 'no match'], ['echo', '{}']],
    ],
    [
      'a missing part, without text',
      'Hi',
      { failure: () => ({ problem: mismatch, raw: ' \n' }) },
      1,
      [closing, ['problem', 'no match']],
    ],
    [
      'only the text',
      failedReply(''),
      { failure: () => ({ problem: undefined, raw: '{' }) },
      69,
      [
        ['problem', 'it broke'],
        ['echo', '{'],
      ],
    ],
  ])('of %s', async (_, scripted, deps, code, said) => {
    expect(await answer(scripted, deps)).toMatchObject({ code, said });
  });

  test('with --strict count what cut the reply', async () => {
    const refused = { text: 'No', stopReason: 'refusal' };
    expect((await answer(refused)).code).toBe(0);
    expect((await answer(refused, {}, true)).code).toBe(11);
    expect((await answer(refused, { failure: () => ({ problem: mismatch }) }, true)).code).toBe(11);
  });
});
