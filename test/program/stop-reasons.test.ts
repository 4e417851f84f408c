import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { normalized, run } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';
import type { ReplyOptions } from '../helpers/sse.ts';

const refusal = {
  stopReason: 'refusal',
  stopDetails: { type: 'refusal', category: 'cyber', explanation: 'This was blocked under the usage policy.' },
};

const facts = '12 in · 5 out · $0.0001 · N s\n';

describe('a reply that stops early', () => {
  test('at its token limit says why in words, and how to continue it', async () => {
    expect(await ask({ text: 'Hel', stopReason: 'max_tokens' }, ['--max-tokens', '5'])).toEqual({
      code: 0,
      stdout: 'Hel',
      stderr:
        `max_tokens: the reply reached its token limit (raise it with --max-tokens) · ${facts}` +
        'claude-stream: to continue it: claude-stream -c "go on"; --auto-continue 3 does so automatically\n',
    });
  });

  test.each([
    ['refusal', 'refusal: the model declined to continue'],
    [
      'model_context_window_exceeded',
      'model_context_window_exceeded: the context window is full, and the reply was cut off',
    ],
    ['tool_use', 'tool_use: the model stopped to call a tool'],
    ['stop_sequence', 'stop_sequence: the reply reached a stop sequence'],
  ])('says why in words: %s', async (stopReason, words) => {
    expect(await ask({ text: 'Hel', stopReason }, ['--max-tokens', '5'])).toEqual({
      code: 0,
      stdout: 'Hel',
      stderr: `${words} · ${facts}`,
    });
  });

  test('gives the explanation of a refusal', async () => {
    expect(await ask({ text: 'Hel', ...refusal })).toEqual({
      code: 0,
      stdout: 'Hel',
      stderr: `refusal: the model declined to continue: This was blocked under the usage policy. · ${facts}`,
    });
  });

  test('gives it even without any text', async () => {
    expect(await ask(refusal)).toEqual({
      code: 0,
      stdout: '',
      stderr: `refusal: the model declined to continue: This was blocked under the usage policy. · ${facts}`,
    });
  });

  test('cannot control the terminal through its explanation', async () => {
    const { stderr } = await ask({ ...refusal, stopDetails: { explanation: 'no \u001B[2J\nway' } });
    expect(stderr).not.toContain('\u001B');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('is reported even with --quiet', async () => {
    expect(await ask({ text: 'Hel', stopReason: 'max_tokens' }, ['--quiet'])).toEqual({
      code: 0,
      stdout: 'Hel',
      stderr: 'claude-stream: max_tokens: the reply reached its token limit (raise it with --max-tokens)\n',
    });
  });

  test('may end in the middle of a tool input', async () => {
    const result = await ask({ text: 'Hel', toolInput: '{"city": "Os', stopReason: 'max_tokens' });
    expect(result).toMatchObject({ code: 0, stdout: 'Hel' });
  });
});

describe('--strict', () => {
  test.each([
    ['max_tokens', 10],
    ['refusal', 11],
    ['model_context_window_exceeded', 12],
    ['end_turn', 0],
    ['stop_sequence', 0],
    ['tool_use', 0],
  ])('turns %s into exit code %i', async (stopReason, code) => {
    expect(await ask({ text: 'Hel', stopReason }, ['--strict'])).toMatchObject({ code, stdout: 'Hel' });
  });
});

async function ask(options: ReplyOptions, args: readonly string[] = []) {
  const server = await serve(reply(options));
  return normalized(await run([...args, 'hi'], { server }));
}
