import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultText } from '../../../src/core/reply/tool-result-text.ts';

const page = (n: number) => ({ type: 'web_search_result', title: `Page ${n}`, url: `https://a.test/${n}` });
const ran = (stdout: string, stderr = '', return_code = 0) => ({
  type: 'bash_code_execution_result',
  stdout,
  stderr,
  return_code,
  content: [],
});

describe('the result of a call', () => {
  test.each([
    ['a text', 'sunny', 'sunny'],
    [
      'texts',
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      'a\nb',
    ],
    [
      'an image',
      [
        { type: 'text', text: 'look:' },
        { type: 'image', source: {} },
      ],
      'look:\n[image]',
    ],
    ['nothing', [], ''],
    ['nothing at all', undefined, ''],
    ['one search result', [page(1)], 'Page 1 (https://a.test/1)'],
    ['search results', [page(1), page(2)], 'Page 1 (https://a.test/1)\nPage 2 (https://a.test/2)'],
    ['a search result with line breaks', [{ ...page(1), title: 'a\n\u001bb' }], 'a b (https://a.test/1)'],
    [
      'a search result without a title',
      [{ ...page(1), title: undefined }, page(2)],
      'https://a.test/1\nPage 2 (https://a.test/2)',
    ],
    ['a fetched page', { type: 'web_fetch_result', url: 'https://a.test', content: {} }, 'https://a.test'],
    [
      'the text of a fetched page',
      { url: 'https://a.test', content: { type: 'document', source: { type: 'text', data: 'Tides' } } },
      'https://a.test\nTides',
    ],
    [
      'a fetched PDF',
      { url: 'https://a.test', content: { source: { type: 'base64', data: 'JVBE' } } },
      'https://a.test',
    ],
    ['the output of code', ran('12\n'), '12\n'],
    ['the output of code on both streams', ran('12', 'careful'), '12\ncareful'],
    ['code without output', ran(''), ''],
    ['an edit', { type: 'text_editor_code_execution_str_replace_result', lines: ['-a', '+b'] }, '-a\n+b'],
    ['a file', { type: 'text_editor_code_execution_view_result', content: 'the file' }, 'the file'],
    [
      'tools that were found',
      { type: 'tool_search_tool_search_result', tool_references: [{ tool_name: 'a' }, { tool_name: 'b' }] },
      'a, b',
    ],
    ['advice', { type: 'advisor_result', text: 'Do it.' }, 'Do it.'],
    ['something else', { type: 'hologram', depth: 3 }, '{"depth":3}'],
    ['something else without anything in it', { type: 'hologram' }, ''],
  ])('is %s', (_, content, text) => {
    expect(resultText({ content })).toEqual({ text, isError: false });
  });

  test.each([
    ['of an MCP tool', { is_error: true, content: 'no such city' }, 'no such city'],
    [
      'as the API says it',
      { content: { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' } },
      'max uses exceeded',
    ],
    ['of code', { content: ran('half', 'Traceback', 1) }, 'half\nTraceback\nexit code 1'],
  ])('is an error, %s', (_, block, text) => {
    expect(resultText(block)).toEqual({ text, isError: true });
  });

  test('is text, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('content', 'is_error', 'type'), fc.jsonValue()), (block) => {
        expect(typeof resultText(block).text).toBe('string');
      }),
    );
  });
});
