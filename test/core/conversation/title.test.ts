import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/core/conversation/conversation.ts';
import { composePrompt } from '../../../src/core/conversation/prompt.ts';
import { titleOf } from '../../../src/core/conversation/title.ts';

const asked = (content: Content) => [{ type: 'prompt', content, time: '2026-03-01T10:00:00Z' } as const];

describe('the title of a conversation', () => {
  test.each([
    ['its name', 'Tides', 'why?', 'Tides'],
    ['its first prompt, on one line', undefined, ' why\n is\tthe sky \r\n blue? ', 'why is the sky blue?'],
    ['the question, not the piped input', undefined, composePrompt(['why?'], 'a\nb\n'), 'why?'],
    ['the piped input if there is no question', undefined, '<stdin>\nonly\n</stdin>', '<stdin> only </stdin>'],
    ['nothing that steers a terminal', 'a\u001b[2J\u202eb', '', 'a[2Jb'],
    ['empty for an empty conversation', undefined, '', ''],
  ])('is %s', (_, name, prompt, title) => {
    expect(titleOf(name, asked(prompt), 40)).toBe(title);
  });

  test('is the text of a prompt in blocks', () => {
    const blocks = [{ type: 'image' }, { type: 'text', text: 'what is this?' }];
    expect(titleOf(undefined, asked(blocks), 40)).toBe('what is this?');
    expect(titleOf(undefined, [], 40)).toBe('');
  });

  test.each([
    ['one two three four', 18, 'one two three four'],
    ['one two three four', 17, 'one two three…'],
    ['one two three four', 14, 'one two three…'],
    ['unbreakableunbreakable', 10, 'unbreakab…'],
    ['ab 👩‍🚀', 5, 'ab…'],
    ['abc👩👩', 5, 'abc…'],
  ])('is cut after a word: %j to %i', (prompt, maxLength, title) => {
    expect(titleOf(undefined, asked(prompt), maxLength)).toBe(title);
  });
});
