import { describe, expect, test } from 'vitest';
import { toToolResult } from '../../src/mcp/to-tool-result.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest.', 'latin1').toString('base64');
const GIF = Buffer.from('GIF89a..').toString('base64');
const text = (text: string) => ({ type: 'text', text });
const image = (media_type: string, data: string) => ({ type: 'image', source: { type: 'base64', media_type, data } });

describe('the result of a call', () => {
  test.each<[string, unknown, unknown]>([
    ['one text', { content: [text('a')] }, 'a'],
    ['texts', { content: [text('a'), text('b')] }, [text('a'), text('b')]],
    ['an image', { content: [{ type: 'image', data: PNG, mimeType: 'image/png' }] }, [image('image/png', PNG)]],
    [
      'an image that is another than is said',
      { content: [{ type: 'image', data: GIF, mimeType: 'image/png' }] },
      [image('image/gif', GIF)],
    ],
    [
      'an image of no kind that the API takes',
      { content: [{ type: 'image', data: Buffer.from('<svg/>').toString('base64'), mimeType: 'image/svg+xml' }] },
      '(image omitted: image/svg+xml)',
    ],
    [
      'an image that is no base64',
      { content: [{ type: 'image', data: `${PNG}!`, mimeType: 'image/png' }] },
      '(image omitted: image/png)',
    ],
    [
      'an image that is too big',
      { content: [{ type: 'image', data: `${PNG}${'A'.repeat(5 * 1024 * 1024)}`, mimeType: 'image/png' }] },
      '(image omitted: image/png)',
    ],
    ['a sound', { content: [{ type: 'audio', data: 'AAAA', mimeType: 'audio/wav' }] }, '(audio omitted: audio/wav)'],
    ['a file', { content: [{ type: 'resource', resource: { uri: 'file:///a', text: 'b' } }] }, 'file:///a:\nb'],
    [
      'a file that is an image',
      { content: [{ type: 'resource', resource: { uri: 'file:///a', blob: PNG, mimeType: 'image/png' } }] },
      [image('image/png', PNG)],
    ],
    [
      'a file that is no text',
      { content: [{ type: 'resource', resource: { uri: 'file:///a', blob: 'AAAA', mimeType: 'application/zip' } }] },
      '(binary file omitted: file:///a, application/zip)',
    ],
    [
      'a link',
      { content: [{ type: 'resource_link', uri: 'file:///a', name: 'A', description: 'b', mimeType: 'text/plain' }] },
      'file:///a (A; text/plain; b)',
    ],
    [
      'what nobody knows yet',
      { content: [{ type: 'hologram' }, text('a')] },
      [text('(unsupported content omitted: hologram)'), text('a')],
    ],
    [
      'structured content that is nested too deep',
      { content: [], structuredContent: JSON.parse('[{"a":'.repeat(300) + '1' + '}]'.repeat(300)) as unknown },
      '(content omitted: nested more than 500 levels deep)',
    ],
    ['structured content where there is no other', { content: [], structuredContent: { a: 1 } }, '{"a":1}'],
    ['content before structured content', { content: [text('a')], structuredContent: { a: 1 } }, 'a'],
    ['no content', { content: [] }, '(no output)'],
    ['blanks, which the API does not take', { content: [text(' \n')] }, '(no output)'],
    ['nothing', {}, '(no output)'],
    ['no object', null, '(no output)'],
    ['content that is no list', { content: 'a' }, '(no output)'],
    ['content of no objects', { content: ['a', null, 5, text('b')] }, 'b'],
    ['a text that is none', { content: [{ type: 'text', text: 5 }] }, '(no output)'],
    ['half a character', { content: [text('a\ud83d')] }, 'a\ufffd'],
  ])('%s', (_what, raw, content) => {
    expect(toToolResult(raw)).toEqual({ content, isError: false });
  });

  test('may be an error, in which the API accepts no image', () => {
    expect(toToolResult({ isError: true, content: [text('a')] })).toEqual({ content: 'a', isError: true });
    expect(toToolResult({ isError: true, content: [{ type: 'image', data: PNG }] })).toEqual({
      content: '(image omitted)',
      isError: true,
    });
    expect(toToolResult({ isError: true })).toEqual({ content: '(no output)', isError: true });
  });

  test('is truncated if it would fill the conversation', () => {
    const CUT = '(Output truncated to the first 200,000 of 300,000 characters. Request less at a time.)';
    expect(toToolResult({ content: [text('a'.repeat(150_000)), text('b'.repeat(150_000))] })).toEqual({
      content: [text('a'.repeat(150_000)), text('b'.repeat(50_000)), text(CUT)],
      isError: false,
    });
    expect(toToolResult({ content: [text('a'.repeat(300_000))] }).content).toEqual([
      text('a'.repeat(200_000)),
      text(CUT),
    ]);
  });

  test('is not cut inside a character', () => {
    const { content } = toToolResult({ content: [text(`${'a'.repeat(199_999)}😀`), text('b')] });
    expect(content).toMatchObject([text(`${'a'.repeat(199_999)}\ufffd`), { type: 'text' }]);
  });
});
