import { describe, expect, test } from 'vitest';
import { createWindowWarning } from '../../../src/commands/repl/window-warning.ts';
import type { ModelInfo } from '../../../src/core/config/model-table.ts';
import { NOW } from '../../helpers/fake-session.ts';
import { storedReply } from '../../helpers/sessions.ts';

const conversationOf = (tokens: number) => [
  { type: 'reply', reply: storedReply({ usage: { input_tokens: tokens, output_tokens: 0 } }), time: NOW } as const,
];
const never = () => new Promise<never>(() => {});
const models =
  (...list: ModelInfo[]) =>
  async () =>
    list;

describe('a warning', () => {
  test.each<[string, number, ModelInfo[], boolean]>([
    ['in a full window', 90_000, [{ id: 'm', max_input_tokens: 100_000 }], true],
    ['in a window of another model', 90_000, [{ id: 'n', max_input_tokens: 100_000 }], false],
    ['in a window with room', 79_000, [{ id: 'm', max_input_tokens: 100_000 }], false],
    ['in a short conversation', 49_999, [{ id: 'm', max_input_tokens: 50_000 }], false],
    ['in a conversation of the least length', 50_000, [{ id: 'm', max_input_tokens: 50_000 }], true],
    ['in a window of unknown size', 90_000, [{ id: 'm', max_input_tokens: null }], false],
  ])('%s: %i tokens of %j', async (_, tokens, list, warns) => {
    const warning = createWindowWarning({ models: models(...list), wait: never });
    expect((await warning({ model: 'm', conversation: conversationOf(tokens) })) !== undefined).toBe(warns);
  });

  test('asks for the models once, and only if it must', async () => {
    let asked = 0;
    const counted = async () => {
      asked++;
      return [];
    };
    const warning = createWindowWarning({ models: counted, wait: never });
    await warning({ model: 'm', conversation: conversationOf(10) });
    expect(asked).toBe(0);
    await warning({ model: 'm', conversation: conversationOf(90_000) });
    await warning({ model: 'm', conversation: conversationOf(90_000) });
    expect(asked).toBe(1);
  });

  test('does without models that cannot be listed', async () => {
    const warning = createWindowWarning({ models: () => Promise.reject(new Error('offline')), wait: never });
    expect(await warning({ model: 'm', conversation: conversationOf(90_000) })).toBeUndefined();
  });

  test('comes after the next reply if the list of models takes long', async () => {
    let list: (models: ModelInfo[]) => void;
    const waits: [number, AbortSignal][] = [];
    const warning = createWindowWarning({
      models: () => new Promise((resolve) => (list = resolve)),
      wait(ms, signal) {
        waits.push([ms, signal]);
        return waits.length === 1 ? Promise.resolve() : never();
      },
    });
    const full = { model: 'm', conversation: conversationOf(90_000) };
    expect(await warning(full)).toBeUndefined();
    list!([{ id: 'm', max_input_tokens: 100_000 }]);
    expect(await warning(full)).toContain('90%');
    expect(waits.map(([ms, { aborted }]) => [ms, aborted])).toEqual([
      [500, true],
      [500, true],
    ]);
  });
});
