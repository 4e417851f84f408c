import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { callMarkdown, fenced } from '../../src/export/call-markdown.ts';

const call = { number: 1, name: 'read', input: { path: 'a.md' }, block: { type: 'tool_use' } };

describe('a call in Markdown', () => {
  test('has its name, its input by key and its result', () => {
    const result = { text: '# Notes\n\nso\n', isError: false };
    expect(callMarkdown({ ...call, result })).toBe(
      '*Tool call:* `read`\n\n```text\npath: a.md\n```\n\n*Result:*\n\n```text\n# Notes\n\nso\n```',
    );
  });

  test('says that it failed, or that there is no result', () => {
    expect(callMarkdown({ ...call, input: {}, result: { text: 'lost', isError: true } })).toBe(
      '*Tool call:* `read`\n\n*Error:*\n\n```text\nlost\n```',
    );
    expect(callMarkdown({ ...call, input: {}, result: undefined })).toBe('*Tool call:* `read`\n\n*No result.*');
  });

  test.each([
    ['a`b', '`` a`b ``'],
    ['`a``', '``` `a`` ```'],
    ['a\n*b*', '`a *b*`'],
    ['', '`unnamed`'],
  ])('keeps the name %j in a code span', (name, span) => {
    expect(callMarkdown({ ...call, name, input: {}, result: undefined })).toBe(`*Tool call:* ${span}\n\n*No result.*`);
  });

  test.each([
    ['a ``` b', '````text\na ``` b\n````'],
    ['`````', '``````text\n`````\n``````'],
    ['a\r\nb\n\n', '```text\na\nb\n```'],
    ['\u001b[2Ja\u202e', '```text\n[2Ja\n```'],
  ])('has %j in a fence long enough for it', (text, block) => {
    expect(fenced(text)).toBe(block);
  });

  test('stays in its fence, whatever it is', () => {
    const line = fc.string({ unit: fc.constantFrom('`', '~', ' ', 'a', '>', '#', '-', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(line, (text) => {
        const tokens = marked.lexer(`${fenced(`x${text}`)}\n\nafter\n`);
        expect(tokens.map(({ type }) => type)).toEqual(['code', 'space', 'paragraph']);
      }),
    );
  });
});
