import { describe, expect, test } from 'vitest';
import type { Content, Entry } from '../../../src/core/conversation/conversation.ts';
import { cutMark, transcriptOf } from '../../../src/core/sessions/transcript.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const prompt = (content: Content): Entry => ({ type: 'prompt', content, time });
const reply = (given: string | Partial<StoredReply>): Entry => ({ type: 'reply', reply: storedReply(given), time });
const texts = (...conversation: Entry[]) => transcriptOf(conversation).map(({ kind, text }) => [kind, text]);
const text = (content: string) => ({ type: 'text', text: content });

describe('a transcript', () => {
  test('has prompts and replies with their time, and the model that replied', () => {
    expect(transcriptOf([prompt('why?'), reply('So.')])).toEqual([
      { kind: 'prompt', text: 'why?', time },
      { kind: 'reply', text: 'So.', time, model: 'claude-opus-5-5', cut: undefined },
    ]);
  });

  test.each([
    ['\n\n  a\n\nb \n\n', '  a\n\nb'],
    [' a\t', ' a'],
    ['', ''],
  ])('of %j is without blank lines around it', (content, shown) => {
    expect(texts(prompt(content))).toEqual([['prompt', shown]]);
  });

  test('leaves out the results of tools, requests to continue and replies that only call tools', () => {
    const call = { type: 'tool_use', id: 't', name: 'x', input: {} };
    expect(
      texts(
        prompt('a'),
        reply({ stop_reason: 'tool_use', content: [call] }),
        { type: 'results', content: [{ type: 'tool_result', tool_use_id: 't', content: 'r' }], time },
        reply({ content: [{ type: 'thinking', thinking: 'Hm' }, text('b'), call, text('c')] }),
        { type: 'continue', content: 'go on', time },
      ),
    ).toEqual([
      ['prompt', 'a'],
      ['reply', 'bc'],
    ]);
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
  const one = (given: Partial<StoredReply>) => transcriptOf([reply(given)])[0]!;

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
  });
});
