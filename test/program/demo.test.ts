import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { problemText } from '../helpers/problem-text.ts';
import { run, start } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';

const noKey = { ANTHROPIC_API_KEY: undefined };

describe('--demo', () => {
  test('shows a tour of Markdown without a key, and says that no model was called', async () => {
    const { code, stdout, stderr } = await demo();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# /m);
    expect(stdout).toMatch(/^ +- .*(\*\*|`)/m);
    expect(stdout).toMatch(/^\|.*\|$/m);
    expect(new Set([...stdout.matchAll(/^ *```(\w+)$/gm)].map((match) => match[1])).size).toBeGreaterThanOrEqual(3);
    expect(stdout).toMatch(/\p{Script=Han}|\p{Script=Hiragana}/u);
    expect(stdout).toMatch(/\p{Extended_Pictographic}/u);
    expect(stdout).toMatch(/^> /m);
    expect(stderr).toMatch(/no model is called/);
    expect(stderr).toMatch(/^end_turn · /m);
  });

  test('sends nothing', async () => {
    const server = await serve(reply());
    await run(['--demo', '--speed', '0'], { server });
    expect(server.requests).toEqual([]);
  });

  test('shows the tour for any other prompt', async () => {
    expect((await demo('tell', 'me', 'something')).stdout).toBe((await demo()).stdout);
    expect((await demo('tour')).stdout).toBe((await demo()).stdout);
  });

  test('thinking: shows a reply with thinking', async () => {
    const { code, stdout } = await demo('thinking', 'please', '--json');
    expect(code).toBe(0);
    const { content, text } = JSON.parse(stdout);
    expect(content).toMatchObject([
      { type: 'thinking', thinking: expect.stringMatching(/./) },
      { type: 'text', text },
    ]);
  });

  test('max-tokens: shows a reply that reaches its token limit', async () => {
    const { code, stderr } = await demo('max-tokens');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^max_tokens: /m);
    expect((await demo('max-tokens', '--strict')).code).toBe(10);
  });

  test.each([
    ['wether', 'did you mean weather?'],
    ['turo', 'did you mean tour?'],
    ['anything', 'the demos are tour, thinking, max-tokens, weather'],
  ])('a name that is not one of a demo is a usage error: %s', async (name, hint) => {
    const stderr = problemText(`no demo is called "${name}"`, hint);
    expect(await demo(name)).toMatchObject({ code: 2, stdout: '', stderr });
  });

  test('a quoted prompt of several words is not taken for a name', async () => {
    expect((await demo('wether in Paris')).stdout).toBe((await demo()).stdout);
  });

  test('is quiet with --quiet', async () => {
    expect((await demo('-q')).stderr).not.toContain('end_turn');
  });

  test('streams: the first text comes long before the last', async () => {
    const clock = await openClock();
    const program = start(['--demo', '--speed', '10', '--json'], { env: noKey, clock });
    while (await clock.advance(20));
    const { timings } = JSON.parse((await program.done).stdout);
    expect(timings.total_ms).toBeGreaterThan(timings.first_text_ms * 2);
  });

  test('cannot be used together with --replay', async () => {
    expect(await run(['--demo', '--replay', 'x.sse'], { env: noKey })).toMatchObject({ code: 2, stdout: '' });
  });
});

function demo(...args: string[]) {
  return run(['--demo', '--speed', '0', ...args], { env: noKey });
}
