import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/core/conversation/conversation.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import {
  markdownDocument,
  quotedTranscript,
  transcriptJson,
  transcriptOf,
} from '../../../src/core/conversation/transcript.ts';
import type { Restored } from '../../../src/core/conversation/journal-lines.ts';
import { storedReply } from '../../helpers/sessions.ts';

/** Local times, so that what is shown is the same everywhere. */
const time = new Date(2026, 2, 1, 10, 0).toISOString();
const prompt = (content: string) => ({ type: 'prompt', content, time }) as const;
const reply = (given: string | Partial<StoredReply>) => ({ type: 'reply', reply: storedReply(given), time }) as const;
const cut = (text: string, why?: string) =>
  reply({ status: 'interrupted', why, content: text === '' ? [] : [{ type: 'text', text }] });
const shown = (...conversation: Conversation) => quotedTranscript(transcriptOf(conversation));
const restored = (...conversation: Conversation): Restored => ({
  header: { type: 'session', version: 1, id: 'bcdfghjk', time, model: 'claude-opus-5-5' },
  name: undefined,
  model: 'claude-opus-5-5',
  system: undefined,
  conversation,
  updated: time,
  torn: false,
  open: false,
  damagedLines: 0,
});

describe('a conversation to read', () => {
  test('has prompts as quotes and replies as they are', () => {
    expect(shown(prompt('why?\n\nso?\n'), reply('**Because.**\n'), prompt('ok'))).toBe(
      '> why?\n>\n> so?\n\n**Because.**\n\n> ok\n',
    );
    expect(shown()).toBe('');
  });

  test('says where a reply was cut', () => {
    expect(shown(prompt('a'), cut('The tide', 'interrupted by SIGINT'))).toBe(
      '> a\n\nThe tide\n\n[cut off here: interrupted by SIGINT]\n',
    );
    expect(shown(prompt('a'), cut('', 'the program was killed'))).toBe('> a\n\n[no reply: the program was killed]\n');
    expect(shown(prompt('a'), reply({ stop_reason: 'max_tokens', content: [{ type: 'text', text: 'The' }] }))).toBe(
      '> a\n\nThe\n\n[cut off here: it reached its token limit]\n',
    );
  });

  test('closes a code block that would take in what follows', () => {
    expect(shown(prompt('a'), reply('```js\nx'), prompt('b'))).toBe('> a\n\n```js\nx\n```\n\n> b\n');
    expect(shown(prompt('a'), reply('````\n```\n````\ny'))).toBe('> a\n\n````\n```\n````\ny\n');
    expect(shown(prompt('a'), reply('~~~\n```'))).toBe('> a\n\n~~~\n```\n~~~\n');
    expect(shown(prompt('a'), reply('``` a`b'))).toBe('> a\n\n``` a`b\n');
  });

  test('leaves out what tools were told, and names what came with a prompt', () => {
    const call = reply({ stop_reason: 'tool_use', content: [{ type: 'tool_use', id: 't', name: 'x', input: {} }] });
    const blocks = [{ type: 'text', text: 'what is this?' }, { type: 'image' }];
    const results = { type: 'results', content: [{ type: 'tool_result', tool_use_id: 't' }], time } as const;
    expect(shown({ type: 'prompt', content: blocks, time }, call, results, reply('A cat.'))).toBe(
      '> what is this?\n>\n> [image]\n\nA cat.\n',
    );
  });

  test('becomes a document with headings', () => {
    const said = [
      prompt('why?'),
      cut('Because', 'the connection failed'),
      prompt('so?'),
      reply({ model: 'mo\u001bdel' }),
    ];
    expect(markdownDocument(restored(...said.slice(0, 3)))).toBe(
      `# why?

claude-opus-5-5 · 2026-03-01 10:00 · conversation bcdfghjk

## You, 2026-03-01 10:00

why?

## claude-opus-5-5, 2026-03-01 10:00

Because

[cut off here: the connection failed]

## You, 2026-03-01 10:00

so?
`,
    );
    expect(markdownDocument(restored())).toBe(
      '# Empty conversation\n\nclaude-opus-5-5 · 2026-03-01 10:00 · conversation bcdfghjk\n',
    );
  });

  test('becomes JSON with its entries as they stand in a journal', () => {
    const json = transcriptJson(restored(prompt('why?'), reply({ content: [], request_id: 'req_1' })));
    expect(JSON.parse(JSON.stringify(json))).toEqual({
      header: { type: 'session', version: 1, id: 'bcdfghjk', time, model: 'claude-opus-5-5' },
      name: null,
      model: 'claude-opus-5-5',
      system: null,
      updated: time,
      entries: [
        { type: 'prompt', time, content: 'why?' },
        expect.objectContaining({
          type: 'reply',
          time,
          status: 'complete',
          stop_reason: 'end_turn',
          request_id: 'req_1',
        }),
      ],
    });
  });
});
