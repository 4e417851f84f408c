import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/core/conversation/conversation.ts';
import { composePrompt } from '../../../src/core/conversation/prompt.ts';
import { titleOf } from '../../../src/core/conversation/title.ts';
import { storedReply } from '../../helpers/sessions.ts';

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

  test.each([
    ['<stdin>\na\n</stdin>\n\nwhy?', 'why?'],
    ['<stdin>\n</stdin>\n\n<stdin>\nb\n</stdin>\n\nwhy?', 'why?'],
    ['x<stdin>\na\n</stdin>\n\nwhy?', 'x<stdin> a </stdin> why?'],
    ['<stdin>a\n</stdin>\n\nwhy?', '<stdin>a </stdin> why?'],
    ['<stdin>\na\n</stdin>\nwhy?', '<stdin> a </stdin> why?'],
    ['<stdin>\na\n</stdin>\n\n \n', '<stdin> a </stdin>'],
  ])('leaves out what was piped in: %j', (prompt, title) => {
    expect(titleOf(undefined, asked(prompt), 80)).toBe(title);
  });

  test('of a reply alone is none', () => {
    expect(titleOf(undefined, [{ type: 'reply', reply: storedReply('b'), time: '' }], 40)).toBe('');
    expect(titleOf(undefined, [{ type: 'reply', reply: storedReply('b'), time: '' }, ...asked('why?')], 40)).toBe(
      'why?',
    );
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
    ['👩👩👩', 4, '👩…'],
    ['👩👩👩', 5, '👩👩…'],
    ['abc defghijk', 6, 'abc d…'],
    ['abcd efghijk', 7, 'abcd…'],
    ['abcd efghijk', 6, 'abcd…'],
    ['abc\ud83d', 40, 'abc\ufffd'],
    ['abc\ude42defgh', 6, 'abc\ufffdd…'],
  ])('is cut after a word: %j to %i', (prompt, maxLength, title) => {
    expect(titleOf(undefined, asked(prompt), maxLength)).toBe(title);
  });
});
