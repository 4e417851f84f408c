import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/core/conversation/conversation.ts';
import { transcriptOf } from '../../src/core/sessions/transcript.ts';
import type { StoredReply } from '../../src/core/reply/reply-mappings.ts';
import { markdownDocument, quoted, quotedTranscript } from '../../src/export/transcript-markdown.ts';
import { restoredWith, storedReply } from '../helpers/sessions.ts';

/** A local time, so that the same is shown everywhere. */
const time = new Date(2026, 2, 1, 10, 0).toISOString();
const prompt = (content: string): Entry => ({ type: 'prompt', content, time });
const reply = (given: string | Partial<StoredReply>): Entry => ({ type: 'reply', reply: storedReply(given), time });
const cut = (text: string, why: string) =>
  reply({ status: 'interrupted', why, content: text === '' ? [] : [{ type: 'text', text }] });
const shown = (...conversation: Entry[]) => quotedTranscript(transcriptOf(conversation));

describe('a transcript in Markdown', () => {
  test('has prompts as quotes and replies as they are', () => {
    expect(shown(prompt('why?\n\nso?\n'), reply('**Because.**\n'), prompt('ok'))).toBe(
      '> why?\n>\n> so?\n\n**Because.**\n\n> ok\n',
    );
    expect(shown()).toBe('');
  });

  test('has thinking and calls in order, in blocks that nothing in them can end', () => {
    const call = { type: 'tool_use', id: 't', name: 'read', input: { path: 'a' } };
    const results: Entry = {
      type: 'results',
      content: [{ type: 'tool_result', tool_use_id: 't', content: '```' }],
      time,
    };
    const first = reply({
      stop_reason: 'tool_use',
      content: [{ type: 'thinking', thinking: 'Hm' }, { type: 'text', text: 'So' }, call],
    });
    expect(shown(prompt('a'), first, results, reply('b'))).toBe(
      '> a\n\n*Thinking:*\n\n```text\nHm\n```\n\nSo\n\n*Tool call:* `read`\n\n```text\npath: a\n```\n\n' +
        '*Result:*\n\n````text\n```\n````\n\nb\n',
    );
  });

  test('says where a reply was cut off', () => {
    expect(shown(prompt('a'), cut('The tide', 'interrupted by SIGINT'))).toBe(
      '> a\n\nThe tide\n\n[cut off here: interrupted by SIGINT]\n',
    );
    expect(shown(prompt('a'), cut('', 'the program was killed'))).toBe('> a\n\n[no reply: the program was killed]\n');
  });

  test.each([
    ['```js\nx', '```js\nx\n```'],
    ['````\n```\n````\ny', '````\n```\n````\ny'],
    ['````\n```', '````\n```\n````'],
    ['~~~\n```', '~~~\n```\n~~~'],
    ['   ~~~~\nx', '   ~~~~\nx\n~~~~'],
    ['``` a`b', '``` a`b'],
    ['~~~ a`b', '~~~ a`b\n~~~'],
    ['```\n``` x', '```\n``` x\n```'],
    ['```\n```  \n', '```\n```'],
    ['    ```', '    ```'],
  ])('closes a code block that would swallow what follows: %j', (text, closed) => {
    expect(shown(reply(text), prompt('b'))).toBe(`${closed}\n\n> b\n`);
  });
});

test.each([
  ['a', '> a'],
  ['a\n\n b', '> a\n>\n>  b'],
  ['', '>'],
])('%j is quoted line by line', (text, expected) => {
  expect(quoted(text)).toBe(expected);
});

describe('a Markdown document', () => {
  test('has headings, and prompts as they were typed', () => {
    const conversation = [prompt('why?\n```'), cut('Because', 'the connection failed'), prompt('so?')];
    expect(markdownDocument(restoredWith(conversation))).toBe(
      `# why? \`\`\`

claude-opus-5-5 · 2026-03-01 10:00 · conversation bcdfghjk

## You, 2026-03-01 10:00

why?
\`\`\`
\`\`\`

## claude-opus-5-5, 2026-03-01 10:00

Because

[cut off here: the connection failed]

## You, 2026-03-01 10:00

so?
`,
    );
  });

  test('of an empty conversation says so', () => {
    expect(markdownDocument(restoredWith([]))).toBe(
      '# Empty conversation\n\nclaude-opus-5-5 · 2026-03-01 10:00 · conversation bcdfghjk\n',
    );
  });
});
