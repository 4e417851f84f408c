import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExtract, parseBlockRef } from '../../../src/core/extraction/code-block.ts';
import { fencesOf } from '../../../src/markdown/fences.ts';
import { noReply } from '../../../src/core/reply/reply.ts';
import type { Reply } from '../../../src/core/reply/reply.ts';

const reply = (text: string, more: Partial<Reply> = {}): Reply => ({
  ...noReply({ status: 'complete' }),
  stopReason: 'end_turn',
  text,
  ...more,
});
const take = (text: string, wanted: string, more?: Partial<Reply>) => {
  const excerpt = createExtract(parseBlockRef(wanted), fencesOf, 'kept')(reply(text, more));
  return 'text' in excerpt ? excerpt.text : excerpt.problem?.what;
};

const TWO = 'Do\n```sh\nmkdir a\n```\nthen\n~~~~ Python x\nprint(1)\n~~~~\nend';

describe('--extract', () => {
  test.each([
    ['last', 'print(1)\n'],
    ['1', 'mkdir a\n'],
    ['2', 'print(1)\n'],
    ['-1', 'print(1)\n'],
    ['-2', 'mkdir a\n'],
    ['zsh', 'mkdir a\n'],
    ['BASH', 'mkdir a\n'],
    ['py', 'print(1)\n'],
    ['3', 'the reply has 2 code blocks (sh, Python), not 3'],
    ['-3', 'the reply has 2 code blocks (sh, Python), not 3'],
    ['rust', 'the reply has no code block in rust, only 2 code blocks (sh, Python)'],
  ])('%s takes %j', (wanted, found) => {
    expect(take(TWO, wanted)).toBe(found);
  });

  test.each([
    ['js', 'javascript'],
    ['ts', 'typescript'],
    ['yml', 'yaml'],
    ['shell', 'bash'],
  ])('%s and %s are one language', (one, other) => {
    expect(take(`\`\`\`${other}\nx\n\`\`\``, one)).toBe('x\n');
    expect(take(`\`\`\`${one}\nx\n\`\`\``, other)).toBe('x\n');
  });

  test('takes the last of a language', () => {
    expect(take('```sh\na\n```\n```bash\nb\n```\n```\nc\n```', 'sh')).toBe('b\n');
  });

  test('says what there is', () => {
    expect(take('nothing', 'last')).toBe('the reply has no code block');
    expect(take('```\na\n```', '2')).toBe('the reply has 1 code block (no language), not 2');
    expect(() => parseBlockRef('0')).toThrow('--extract cannot be 0');
  });

  test('takes a block that is not closed only from a reply that is whole', () => {
    const open = '```sh\nrm -rf /tmp/a';
    expect(take(open, 'last')).toBe('rm -rf /tmp/a');
    for (const stopReason of ['max_tokens', 'refusal', 'model_context_window_exceeded', 'pause_turn']) {
      expect(take(TWO, '1', { stopReason })).toBe('the reply was cut off; no code block is printed');
    }
    expect(take(open, 'last', { outcome: { status: 'interrupted', by: 'SIGINT' } })).toBe(undefined);
  });
});

test.each([
  ['last', -1],
  ['2', 2],
  ['-12', -12],
  ['h2', { name: 'h2', languages: ['h2'] }],
  ['2d', { name: '2d', languages: ['2d'] }],
  ['--1', { name: '--1', languages: ['--1'] }],
  [' TS ', { name: 'ts', languages: ['ts', 'typescript'] }],
  ['Last', { name: 'last', languages: ['last'] }],
  ['rust', { name: 'rust', languages: ['rust'] }],
])('%j asks for %j', (typed, wanted) => {
  expect(parseBlockRef(typed)).toEqual(wanted);
});

test.each(['0', '-0', '00'])('%j is refused', (typed) => {
  expect(() => parseBlockRef(typed)).toThrow('--extract');
});

test('a missing code block is a problem with a hint, unless the reply did not end', () => {
  const of = (text: string, more?: Partial<Reply>) => createExtract(-1, fencesOf, 'kept')(reply(text, more));
  const problem = { type: 'no_code_block', hint: 'kept', exit: 'failed' };
  expect(of('nothing')).toMatchObject({ problem });
  expect(of(TWO, { stopReason: 'max_tokens' })).toMatchObject({ problem });
  expect(of(TWO, { outcome: { status: 'interrupted', by: 'SIGINT' } })).toEqual({ problem: undefined });
  expect(of(TWO)).toEqual({ text: 'print(1)\n', fields: { extracted: 'print(1)\n' } });
});

describe('a code block', () => {
  test.each([
    ['CRLF', '```\r\na\r\n\r\nb\r\n```\r\n', ['a\r\n\r\nb\r\n']],
    ['blanks and tabs', '```\n\ta  \n  b\n\n```', ['\ta  \n  b\n\n']],
    ['nothing', '```\n```\n', ['']],
    ['fences of another kind', '````md\n```\na\n```\n~~~\n````', ['```\na\n```\n~~~\n']],
    ['a list', '1. Run\n   ```sh\n   a\n     b\n   ```\n2. Done', ['a\n  b\n']],
    ['a quote', '> ```\n> a\n>\n> b\n> ```', ['a\n\nb\n']],
    ['an item, as its beginning', '- ```js\n  a\n  ```', ['a\n']],
    ['two items, the first of which is not closed', '- ```\n  a\n- ```\n  b\n  ```', ['a\n', 'b\n']],
    ['no fence at all', '    indented\n\n`` a ``\n```not` a fence', []],
  ])('has %s byte for byte', (_, text, code) => {
    expect(fencesOf(text).map((fence) => fence.code)).toEqual(code);
  });

  test('is exactly what stands between the fences', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '\t',
        '# x',
        '- a',
        '> b',
        '``',
        '~~',
        '    c',
        '1. d',
        '| a |',
        '<!-- -->',
        'é👩‍🚀',
        '```x`',
      ),
      fc.string({ maxLength: 12 }).filter((text) => !/[\r\n]/.test(text)),
    );
    const fence = fc.record({
      marker: fc.constantFrom('```', '````', '~~~', '~~~~~'),
      info: fc.constantFrom('', 'sh', ' js x', 'Python'),
      lines: fc.array(line),
      end: fc.constantFrom('\n', '\r\n'),
    });
    const prose = fc.array(fc.constantFrom('Some text.', '', '# Title', 'a `b` c'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(prose, fence), { minLength: 1, maxLength: 5 }), (parts) => {
        let text = '';
        const expected: { language: string; code: string }[] = [];
        for (const [before, { marker, info, lines, end }] of parts) {
          const inner = lines.filter((one) => !closes(one, marker));
          const code = inner.map((one) => one + end).join('');
          text += `${before.map((one) => `${one}\n`).join('')}${marker}${info}${end}${code}${marker}${end}`;
          expected.push({ language: info.trim().split(' ')[0]!, code });
        }
        expect(fencesOf(text)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Whether a line would end a fence. */
const closes = (line: string, marker: string) =>
  new RegExp(`^ {0,3}${marker[0]}{${marker.length},}[ \\t]*$`).test(line) || /^ {0,3}(`{3,}|~{3,})\s*$/.test(line);
