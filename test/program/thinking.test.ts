import { describe, expect, test } from 'vitest';
import { rejectedBy } from '../helpers/api-rules.ts';
import { normalized, run } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { errorEvent, sse } from '../helpers/sse.ts';
import { blocksReply, openBlocks, textBlock, thinkingBlock } from '../helpers/tool-replies.ts';

const redacted = { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix' };
const blocks = [thinkingBlock('The **moon** pulls, I think.'), redacted, textBlock('The moon.')];
const facts = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

describe('--thinking', () => {
  test('asks for a summary of the thinking, and shows it unchanged on stderr', async () => {
    const server = await serve(blocksReply(blocks));
    expect(normalized(await run(['--thinking', 'why tides?'], { server }))).toEqual({
      code: 0,
      stdout: 'The moon.',
      stderr: `The **moon** pulls, I think.\n${facts}`,
    });
    expect(server.requests[0]!.json.thinking).toEqual({ type: 'adaptive', display: 'summarized' });
    expect(rejectedBy(server.requests[0]!.json)).toBeUndefined();
  });

  test('is off by default, and thinking is then not shown', async () => {
    const server = await serve(blocksReply(blocks));
    expect(normalized(await run(['why tides?'], { server }))).toEqual({ code: 0, stdout: 'The moon.', stderr: facts });
    expect(server.requests[0]!.json).not.toHaveProperty('thinking');
  });

  test('appears in the JSON, and only there', async () => {
    const server = await serve(blocksReply(blocks));
    const result = await run(['--thinking', '--json', 'why tides?'], { server });
    expect(JSON.parse(result.stdout).content).toEqual(blocks);
    expect(normalized(result).stderr).toBe(facts);
  });

  test('shows long thinking in its original lines when stderr is not a terminal', async () => {
    const long = `${'I think that the moon pulls. '.repeat(20)}\n\n- one\n  - two`;
    const server = await serve(blocksReply([thinkingBlock(long), textBlock('Hi')]));
    const { stderr } = await run(['--thinking', 'hi'], { server });
    expect(stderr.split('\n').slice(0, 4)).toEqual([...long.split('\n').map((line) => line.trimEnd())]);
  });

  test('cannot let thinking control a terminal', async () => {
    const evil = 'evil\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eback\rover\u0008';
    const server = await serve(blocksReply([thinkingBlock(evil), textBlock('Hi')]));
    const { stderr } = await run(['--thinking', 'hi'], { server });
    expect(stderr).toMatch(/^evil\]0;owned\[2J31mbackover\n/);
  });

  test('shows a first attempt and its retry separately', async () => {
    const cut = sse(...openBlocks([thinkingBlock('Hm.')]).slice(0, -2), errorEvent('overloaded_error', 'Busy'));
    const server = await serve([{ body: cut }, blocksReply([thinkingBlock('Hm. Yes.'), textBlock('Hi')])]);
    const { code, stderr } = normalized(await run(['--thinking', '--max-retries', '2', 'hi'], { server }));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Hm\.\nHm\. Yes\.\nend_turn · /);
  });
});

describe('thinking in the next turn', () => {
  const talk = async (first: Parameters<typeof blocksReply>[0], ...more: string[]) => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([blocksReply(first), blocksReply([textBlock('Bye.')])]);
    await run(['--thinking', 'why tides?'], { server, env });
    expect(await run(['-c', ...more, 'thanks'], { server, env })).toMatchObject({ code: 0 });
    const { json } = server.requests[1]!;
    expect(rejectedBy(json)).toBeUndefined();
    return json.messages[1].content;
  };

  test('is sent back unchanged, with its signature, and so is redacted thinking', async () => {
    expect(await talk(blocks)).toEqual(blocks);
  });

  test('is sent back even if its text is hidden', async () => {
    const hidden = [thinkingBlock('', 'EqMDCkYIChgCKkD'), textBlock('The moon.')];
    expect(await talk(hidden)).toEqual(hidden);
  });

  test('is not sent to another model', async () => {
    expect(await talk(blocks, '-m', 'claude-haiku-5-5')).toEqual([textBlock('The moon.')]);
  });

  test('is left out if it was cut off', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const cut = { body: sse(...openBlocks([thinkingBlock('Half a th'), textBlock('The mo')])) };
    const unsigned = { body: sse(...openBlocks([thinkingBlock('Half a th')]).slice(0, -2)) };
    for (const [first, answer] of [
      [
        cut,
        [
          thinkingBlock('Half a th'),
          textBlock('The mo'),
          textBlock('[This reply was cut off here: the connection failed.]'),
        ],
      ],
      [unsigned, undefined],
    ] as const) {
      const server = await serve([first, blocksReply([textBlock('Bye.')])]);
      const named = ['-n', first === cut ? 'cut' : 'unsigned'] as const;
      expect((await run([...named, '--thinking', '--max-retries', '0', 'why tides?'], { server, env })).code).toBe(69);
      expect(await run(['-r', named[1], 'on'], { server, env })).toMatchObject({ code: 0 });
      const { json } = server.requests[1]!;
      expect(rejectedBy(json)).toBeUndefined();
      expect(json.messages.find(({ role }: { role: string }) => role === 'assistant')?.content).toEqual(answer);
    }
  });
});
