import { describe, expect, test } from 'vitest';
import { composedPrompt, composePrompt, findPaths, likelyPath } from '../../../src/core/conversation/prompt.ts';

describe('a prompt', () => {
  test('is the words or the input, unchanged', () => {
    expect(composePrompt(['why', 'is  it'], undefined)).toBe('why is  it');
    expect(composePrompt([], ' text\r\n')).toBe(' text\r\n');
    expect(composePrompt(['why'], '')).toBe('why');
  });

  test('has the input in a labelled block, then the question', () => {
    expect(composePrompt(['why', 'so?'], 'a\nb')).toBe('<stdin>\na\nb\n</stdin>\n\nwhy so?');
    expect(composePrompt(['why?'], 'a\n')).toBe('<stdin>\na\n</stdin>\n\nwhy?');
  });

  test.each([
    [[], undefined],
    [[], ' \n'],
    [['', ' '], undefined],
  ])('cannot be made of %j and %j', (words, input) => {
    expect(composedPrompt(words, input)).toBeUndefined();
    expect(() => composePrompt(words, input)).toThrow('no prompt given');
  });
});

test.each<[string, string[][]]>([
  ['see @notes.md', [['notes.md']]],
  ['@a and (@b/c.ts), @d.', [['a'], ['b/c.ts),', 'b/c.ts)', 'b/c.ts'], ['d.', 'd']]],
  ['@"two words.md" @~/x', [['two words.md'], ['~/x']]],
  [
    "@a.,;:!?)]}'’”",
    [
      [
        "a.,;:!?)]}'’”",
        "a.,;:!?)]}'’",
        "a.,;:!?)]}'",
        'a.,;:!?)]}',
        'a.,;:!?)]',
        'a.,;:!?)',
        'a.,;:!?',
        'a.,;:!',
        'a.,;:',
        'a.,;',
        'a.,',
        'a.',
        'a',
      ],
    ],
  ],
  ['@. @...', [['.'], ['...', '..', '.']]],
  ['me@example.com @ nothing @"" a@b', []],
])('%j may name the files %j', (text, paths) => {
  expect(findPaths(text)).toEqual(paths);
});

describe('the name to report where no reading is a file', () => {
  test.each([
    ['@nope.md', 'nope.md'],
    ['@nope.md.', 'nope.md'],
    ['@src/core', 'src/core'],
    ['@~/x', '~/x'],
    [String.raw`@C:\x`, String.raw`C:\x`],
    ['@"my notes"', 'my notes'],
    ['@.env.local', '.env.local'],
    ['@alice', undefined],
    ['@alice.', undefined],
    ['@"alice"', undefined],
    ['@app.get("/")', undefined],
    ['@Value(x.y)', undefined],
    ['@a=b.c', undefined],
    ['@...', undefined],
  ])('of %s is %s', (typed, name) => {
    expect(likelyPath(findPaths(typed)[0]!)).toBe(name);
  });
});
