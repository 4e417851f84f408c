import { describe, expect, test } from 'vitest';
import { canContinue, continuationPrompt, continueHint } from '../../../src/core/reply/continuation.ts';
import { noReply, type Outcome } from '../../../src/core/reply/reply.ts';

const problem = { type: 'network', what: 'lost', exit: 'tryLater' } as const;
const lost: Outcome = { status: 'failed', problem: { ...problem, retry: {} } };

test.each<[string, boolean, Outcome, string | undefined, string]>([
  ['reached its token limit', true, { status: 'complete' }, 'max_tokens', 'a'],
  ['reached its token limit before any text', false, { status: 'complete' }, 'max_tokens', ''],
  ['ended normally', false, { status: 'complete' }, 'end_turn', 'a'],
  ['filled the context window', false, { status: 'complete' }, 'model_context_window_exceeded', 'a'],
  ['failed in a way that may pass', true, lost, undefined, 'a'],
  ['failed in a way that may pass, before any text', false, lost, undefined, ''],
  ['failed for good', false, { status: 'failed', problem }, 'max_tokens', 'a'],
  ['was interrupted', false, { status: 'interrupted', by: 'SIGINT' }, 'max_tokens', 'a'],
])('a reply that %s can be continued: %s', (_, expected, outcome, stopReason, text) => {
  expect(canContinue({ ...noReply(outcome), stopReason, text })).toBe(expected);
});

describe('the hint below a reply that was cut off', () => {
  const both = 'to continue it: claude-stream -c "go on"; --auto-continue 3 does so automatically';
  const byHand = 'to continue it: claude-stream -c "go on"';
  const byItself = '--auto-continue 3 continues such replies automatically';
  const final: Outcome = { status: 'failed', problem };
  const complete: Outcome = { status: 'complete' };
  const stopped: Outcome = { status: 'interrupted', by: 'SIGINT' };

  test.each<[string, Outcome, string, string, boolean, number, string | undefined]>([
    ['by the network', lost, '', 'Hel', true, 0, both],
    ['by its token limit', complete, 'max_tokens', 'Hel', true, 0, both],
    ['and is not saved', lost, '', 'Hel', false, 0, byItself],
    ['again, after it was continued', lost, '', 'Hel', true, 2, byHand],
    ['again, and is not saved', lost, '', 'Hel', false, 2, undefined],
    ['for good', final, '', 'Hel', true, 0, byHand],
    ['for good, and is not saved', final, '', 'Hel', false, 0, undefined],
    ['before any text', lost, '', ' \n', true, 0, undefined],
    ['by Ctrl-C', stopped, 'max_tokens', 'Hel', true, 0, undefined],
    ['by the context window', complete, 'model_context_window_exceeded', 'Hel', true, 0, undefined],
    ['not at all', complete, 'end_turn', 'Hel', true, 0, undefined],
  ])('%s', (_, outcome, stopReason, text, isSaved, autoContinue, hint) => {
    expect(continueHint({ ...noReply(outcome), stopReason, text }, { isSaved, autoContinue })).toBe(hint);
  });
});

describe('the prompt to continue', () => {
  test.each([
    ['a short text as it is', 'One two.\n', 'One two.\n'],
    ['a text of 200 characters as it is', 'x '.repeat(100), 'x '.repeat(100)],
    ['the end of a longer text from the start of a word', `first ${'abcdefghi '.repeat(20)}`, 'abcdefghi '.repeat(19)],
    ['a cut word only if no other starts', `first ${'x'.repeat(300)}`, 'x'.repeat(200)],
  ])('quotes %s', (_, text, quoted) => {
    expect(continuationPrompt(text)).toBe(
      `Your reply was cut off. Continue exactly where it stopped: no introduction, no repetition, and do not close or reopen anything.\nIt ended with: <end>${quoted}</end>`,
    );
  });

  test('leaves out half a character at its start', () => {
    expect(continuationPrompt(`${'🙂'.repeat(150)}a`)).toContain(`<end>${'🙂'.repeat(99)}a</end>`);
  });

  test('never contains half a character', () => {
    for (let length = 190; length < 210; length++) {
      const quoted = continuationPrompt(`${'好'.repeat(40)}${'🙂'.repeat(length / 2)}${'好'.repeat(length % 2)}`);
      expect(quoted.isWellFormed()).toBe(true);
    }
  });
});
