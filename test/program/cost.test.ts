import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonReply, reply } from '../helpers/answers.ts';
import { jsonLines } from '../helpers/json-lines.ts';
import { normalized, run, type RunOptions } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve, type Answers } from '../helpers/server.ts';
import { replyLine, writeSession } from '../helpers/sessions.ts';
import { blocksReply, mcpConfig, textBlock, toolUse } from '../helpers/tool-replies.ts';
import { everything } from '../helpers/mcp.ts';
import { replyBody } from '../helpers/sse.ts';

const usage = { input_tokens: 29, output_tokens: 38 };
const answer = (model = 'claude-opus-5-5') => reply({ text: 'Hi', model, usage });

async function ask(args: readonly string[], answers: Answers = answer(), options: RunOptions = {}) {
  return run([...args, 'hi'], { server: await serve(answers), ...options });
}

const costIn = (stdout: string): unknown => (jsonLines(stdout).at(-1) as { cost_usd: unknown }).cost_usd;

describe('what a reply costs', () => {
  test('is in the closing line and in every form of JSON', async () => {
    expect(normalized(await ask([])).stderr).toBe('end_turn · 29 in · 38 out · $0.0009 · N s\n');
    expect(costIn((await ask(['--json'])).stdout)).toBe(0.000876);
    expect(costIn((await ask(['--output-format', 'stream-json'])).stdout)).toBe(0.000876);
    const whole = jsonReply({ text: 'Hi', usage });
    expect(normalized(await ask(['--no-stream'], whole)).stderr).toContain(' · $0.0009 · ');
  });

  test('is the price of the model that replied', async () => {
    expect(costIn((await ask(['--json', '-m', 'my-alias'], answer('claude-haiku-5-5'))).stdout)).toBe(0.0000219);
  });

  test('is unknown of a model without a price', async () => {
    const { stdout } = await ask(['--json'], answer('claude-opus-6'));
    expect(costIn(stdout)).toBeNull();
    expect(normalized(await ask([], answer('claude-opus-6'))).stderr).toBe('end_turn · 29 in · 38 out · N s\n');
  });

  test('is that of each request alone where a reply took several: none of them is long', async () => {
    const part = (text: string, stopReason: string) =>
      reply({ text, stopReason, model: 'claude-haiku-5-5', usage: { input_tokens: 60_000, output_tokens: 100 } });
    const answers = [part('one ', 'max_tokens'), part('two', 'end_turn')];
    const { stdout } = await ask(['--json', '--auto-continue', '1'], answers);
    // A request of 120,000 tokens would cost five times as much.
    expect(costIn(stdout)).toBe(0.0121);
  });

  test('includes the requests between tool calls', async () => {
    const calls = [toolUse('toolu_1', 'echo', { message: 'a' })];
    const { stdout } = await ask(
      ['--json', '--mcp-config', mcpConfig(everything()), '--allow-tool', 'echo'],
      [blocksReply(calls, { usage, model: 'claude-opus-5' }), blocksReply([textBlock('Done.')], { usage })],
    );
    expect(costIn(stdout)).toBe(0.001095 + 0.000876);
  });
});

describe('prices in config.json', () => {
  const prices = { 'my-model': { input: 1000, output: 0 }, opus: { input: 10_000, output: 0 } };

  test('add models and replace those of the list', async () => {
    const config = { prices };
    expect(costIn((await ask(['--json'], answer('my-model'), { config })).stdout)).toBe(0.029);
    expect(normalized(await ask([], answer(), { config })).stderr).toContain(' · $0.29 · ');
  });

  test('that are wrong are a usage error, and nothing is sent', async () => {
    const server = await serve(answer());
    const { code, stdout, stderr } = await run(['hi'], {
      server,
      config: { prices: { m: { input: 1, output: '2' } } },
    });
    expect({ code, stdout, sent: server.requests.length }).toEqual({ code: 2, stdout: '', sent: 0 });
    expect(stderr).toMatch(
      /^claude-stream: \S+config\.json: "prices": "m": "output" must be a price in US dollars per million tokens, 0 or more\n$/,
    );
  });
});

describe('a recording costs nothing, and shows no money', () => {
  test('with --replay', async () => {
    const path = writeIn(tempFolder(), 'a.sse', replyBody({ text: 'Hi', usage }));
    const { stdout, stderr } = normalized(await run(['--replay', path, '--speed', '0']));
    expect({ stdout, stderr }).toEqual({ stdout: 'Hi', stderr: 'end_turn · 29 in · 38 out · N s\n' });
    expect(costIn((await run(['--replay', path, '--json', '--speed', '0'])).stdout)).toBeNull();
  });

  test('with --demo', async () => {
    const { stderr } = await run(['--demo', 'tour', '--speed', '0']);
    expect(stderr).toContain('end_turn · ');
    expect(stderr).not.toContain('$');
  });
});

describe('saved conversations', () => {
  /** The environment of a program that finds this session. */
  function saved(options: Parameters<typeof writeSession>[1]) {
    const data = tempFolder();
    writeSession(join(data, 'claude-stream', 'sessions'), options);
    return { XDG_DATA_HOME: data };
  }

  const cached = (time: string) =>
    saved({
      started: time,
      turns: [{ prompt: 'hi', reply: { model: 'claude-sonnet-5-5', usage: { cache_read_input_tokens: 1_000_000 } } }],
    });

  test.each([
    ['2026-10-01T10:00:00.000Z', 0.2],
    ['2026-11-01T10:00:00.000Z', 0.1],
  ])('without a cost in their file cost what they did on their day: %s', async (time, usd) => {
    const env = cached(time);
    const [listed] = JSON.parse((await run(['sessions', '--json'], { env })).stdout) as { cost_usd: number }[];
    expect(listed?.cost_usd).toBe(usd);
    const shown = JSON.parse((await run(['sessions', 'show', '--json'], { env })).stdout);
    expect(shown).toMatchObject({ cost_usd: usd, entries: [{ type: 'prompt' }, { type: 'reply', cost_usd: usd }] });
    expect(shown.entries[0]).not.toHaveProperty('cost_usd');
    const cents = `$${usd.toFixed(2)}`;
    expect((await run(['sessions'], { env })).stdout).toContain(`  ${cents}  claude-opus-5-5\n`);
    for (const format of ['md', 'html']) {
      expect((await run(['sessions', 'export', '--format', format], { env })).stdout).toContain(` · ${cents}`);
    }
  });

  test('cost what was undone and retried too', async () => {
    const time = '2026-11-01T10:00:00.000Z';
    const env = saved({
      turns: ['one', 'two'].map((prompt) => ({ prompt, reply: { usage } })),
      lines: [{ type: 'retry', time }, replyLine({ usage }, time), { type: 'undo', time }],
    });
    const [listed] = JSON.parse((await run(['sessions', '--json'], { env })).stdout) as object[];
    expect(listed).toMatchObject({ turns: 1, tokens: { input: 87, output: 114 }, cost_usd: 0.002628 });
    const shown = JSON.parse((await run(['sessions', 'show', '--json'], { env })).stdout) as object;
    expect(shown).toMatchObject({ cost_usd: 0.002628, entries: [{}, { cost_usd: 0.000876 }] });
  });

  test('have no total if the price of a model is unknown', async () => {
    const turns = ['claude-opus-5-5', 'claude-opus-6'].map((model) => ({ prompt: 'hi', reply: { model, usage } }));
    const env = saved({ turns });
    expect(JSON.parse((await run(['sessions', '--json'], { env })).stdout)).toMatchObject([{ cost_usd: null }]);
    expect(JSON.parse((await run(['sessions', 'show', '--json'], { env })).stdout)).toMatchObject({
      cost_usd: null,
      entries: [{}, { cost_usd: 0.000876 }, {}, { cost_usd: null }],
    });
    expect((await run(['sessions', 'export'], { env })).stdout).not.toContain('$');
  });
});
