import { describe, expect, test } from 'vitest';
import type { Content, Entry } from '../../../src/core/conversation/conversation.ts';
import { cutMark, transcriptOf, type TranscriptPart } from '../../../src/core/sessions/transcript.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const prompt = (content: Content): Entry => ({ type: 'prompt', content, time });
const reply = (given: string | Partial<StoredReply>): Entry => ({ type: 'reply', reply: storedReply(given), time });
const texts = (...conversation: Entry[]) =>
  transcriptOf(conversation).map((one) => [one.kind, one.kind === 'prompt' ? one.text : one.parts.map(shownPart)]);
const shownPart = (part: TranscriptPart) =>
  part.type === 'call'
    ? `${part.call.number} ${part.call.name}: ${part.call.result?.text ?? '-'}`
    : `${part.type}: ${part.text}`;
const text = (content: string) => ({ type: 'text', text: content });

describe('a transcript', () => {
  test('has prompts and replies with their time, and the model that replied', () => {
    expect(transcriptOf([prompt('why?'), reply('So.')])).toEqual([
      { kind: 'prompt', text: 'why?', time },
      { kind: 'reply', parts: [{ type: 'text', text: 'So.' }], time, model: 'claude-opus-5-5', cut: undefined },
    ]);
  });

  test.each([
    ['\n\n  a\n\nb \n\n', '  a\n\nb'],
    [' a\t', ' a'],
    ['', ''],
  ])('of %j is without blank lines around it', (content, shown) => {
    expect(texts(prompt(content))).toEqual([['prompt', shown]]);
  });

  const call = (id: string, name = 'read') => ({ type: 'tool_use', id, name, input: { id } });
  const result = (id: string, content: string) => ({ type: 'tool_result', tool_use_id: id, content });
  const results = (...content: { type: string }[]): Entry => ({ type: 'results', content, time });

  test('has thinking, texts and calls with their results in order, as one reply for each turn', () => {
    expect(
      texts(
        prompt('a'),
        reply({
          stop_reason: 'tool_use',
          content: [{ type: 'thinking', thinking: 'Hm' }, text('b'), call('1'), call('2', 'write')],
        }),
        results(result('2', 'two'), result('1', 'one')),
        reply({ stop_reason: 'tool_use', content: [call('3')] }),
        results(result('3', 'three')),
        reply({ content: [text('c'), text('d')] }),
        prompt('e'),
        reply('f'),
      ),
    ).toEqual([
      ['prompt', 'a'],
      ['reply', ['thinking: Hm', 'text: b', '1 read: one', '2 write: two', '3 read: three', 'text: cd']],
      ['prompt', 'e'],
      ['reply', ['text: f']],
    ]);
  });

  test('has the calls of hosted tools, and those that got no result', () => {
    const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } };
    const found = {
      type: 'web_search_tool_result',
      tool_use_id: 's',
      content: [{ type: 'web_search_result', title: 'T' }],
    };
    expect(
      texts(
        prompt('a'),
        reply({ stop_reason: 'pause_turn', content: [search] }),
        reply({ content: [found, text('b'), call('1')] }),
      ),
    ).toEqual([
      ['prompt', 'a'],
      ['reply', ['1 web_search: T', 'text: b', '2 read: -']],
    ]);
  });

  test('keeps a reply that was cut off apart from the one that continues it', () => {
    const cut = reply({ stop_reason: 'max_tokens', content: [text('b')] });
    expect(texts(prompt('a'), cut, { type: 'continue', content: 'go on', time }, reply('c'))).toEqual([
      ['prompt', 'a'],
      ['reply', ['text: b']],
      ['reply', ['text: c']],
    ]);
  });

  test('leaves out replies with nothing to read', () => {
    const nothing = [
      { type: 'redacted_thinking', data: 'x' },
      { type: 'thinking', thinking: ' ' },
      { type: 'thinking', thinking: 5 },
      text('\n'),
    ];
    expect(texts(prompt('a'), reply({ content: nothing }))).toEqual([['prompt', 'a']]);
  });

  test.each<[string, Content, string]>([
    ['text before what was typed', [text('one'), text('two')], 'two\n\none'],
    [
      'files by the names in their tags',
      [text('<file path="a&amp;b &lt;1&gt; &quot;c&quot;.md">\nx\n</file>'), text('<file-2 path="b">y'), text('q')],
      'q\n\n[file a&b <1> "c".md]\n\n[file b]',
    ],
    [
      'images by the tag before them, which is not shown',
      [text('<image path="a.png" />'), { type: 'image' }, { type: 'image' }, text('q')],
      'q\n\n[image a.png]\n\n[image]',
    ],
    [
      'documents by their title',
      [{ type: 'document', title: 'a\u001b.pdf' }, { type: 'document', title: 5 }, text('q')],
      'q\n\n[document a.pdf]\n\n[document]',
    ],
    ['other blocks by their type', [{ type: 'odd\u001b\nkind' }, text('q')], 'q\n\n[odd kind]'],
    ['only what came with it where nothing was typed', [{ type: 'image' }], '[image]'],
    ['a tag only at the start of a text', [text('see <file path="a">'), text('q')], 'q\n\nsee <file path="a">'],
  ])('of a prompt shows %s', (_, content, shown) => {
    expect(texts(prompt(content))).toEqual([['prompt', shown]]);
  });
});

describe('a reply that was cut off', () => {
  const one = (given: Partial<StoredReply>) => {
    const [entry] = transcriptOf([reply(given)]);
    if (entry?.kind !== 'reply') throw new Error('no reply');
    return entry;
  };

  test.each<[Partial<StoredReply>, string | undefined]>([
    [{ status: 'interrupted', why: 'interrupted by SIGINT' }, '[cut off here: interrupted by SIGINT]'],
    [{ status: 'interrupted' }, '[cut off here: it was interrupted]'],
    [{ status: 'failed', why: 'lost\u001b\nit' }, '[cut off here: lost it]'],
    [{ status: 'failed' }, '[cut off here: the connection failed]'],
    [{ stop_reason: 'max_tokens' }, '[cut off here: it reached its token limit]'],
    [{ stop_reason: 'model_context_window_exceeded' }, '[cut off here: the context window was full]'],
    [{ stop_reason: 'end_turn', why: 'unused' }, undefined],
  ])('as %j has a mark', (given, mark) => {
    expect(cutMark(one({ content: [text('The')], ...given }))).toBe(mark);
  });

  test('before any text says that there is none', () => {
    expect(cutMark(one({ status: 'failed', why: 'lost', content: [] }))).toBe('[no reply: lost]');
    const thinking = [{ type: 'thinking', thinking: 'Hm' }];
    expect(cutMark(one({ status: 'failed', why: 'lost', content: thinking }))).toBe('[no reply: lost]');
  });
});

test('a transcript marks what a reply cites, and lists it below the reply', () => {
  const web = (n: number) => ({ type: 'web_search_result_location', url: `https://a.test/${n}`, title: `Tides ${n}` });
  const cited = (content: string, ...citations: object[]) => ({ ...text(content), citations });
  expect(
    texts(
      prompt('a'),
      reply({
        stop_reason: 'pause_turn',
        content: [cited('The moon', web(1), web(1)), text(' pulls'), cited(', and the sun', web(2))],
      }),
      reply({ content: [cited('Both do.', web(1))] }),
      prompt('b'),
      reply({ content: [cited('It does.', web(2))] }),
    ),
  ).toEqual([
    ['prompt', 'a'],
    [
      'reply',
      [
        'text: The moon\\[1\\] pulls, and the sun\\[2\\]',
        'text: Both do.\\[1\\]',
        'text: **Sources**\n\n1. [Tides 1](<https://a.test/1>)\n2. [Tides 2](<https://a.test/2>)',
      ],
    ],
    ['prompt', 'b'],
    ['reply', ['text: It does.\\[1\\]', 'text: **Sources**\n\n1. [Tides 2](<https://a.test/2>)']],
  ]);
});
