import { describe, expect, test } from 'vitest';
import { createWindowFullness } from '../../../src/commands/repl/window-fullness.ts';
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

describe('how full the context is, is told', () => {
  test.each<[string, number, ModelInfo[], boolean]>([
    ['in a full window', 90_000, [{ id: 'm', max_input_tokens: 100_000 }], true],
    ['in a window of another model', 90_000, [{ id: 'n', max_input_tokens: 100_000 }], false],
    ['in a window with room', 69_000, [{ id: 'm', max_input_tokens: 100_000 }], false],
    ['in a short conversation', 39_999, [{ id: 'm', max_input_tokens: 40_000 }], false],
    ['in a conversation of the least length', 40_000, [{ id: 'm', max_input_tokens: 40_000 }], true],
    ['in a window of unknown size', 90_000, [{ id: 'm', max_input_tokens: null }], false],
  ])('%s: %i tokens of %j', async (_, tokens, list, isTold) => {
    const fullness = createWindowFullness({ models: models(...list), wait: never });
    expect((await fullness({ model: 'm', conversation: conversationOf(tokens) })) !== undefined).toBe(isTold);
  });

  test('asks for the models once, and only if it must', async () => {
    let asked = 0;
    const counted = async () => {
      asked++;
      return [];
    };
    const fullness = createWindowFullness({ models: counted, wait: never });
    await fullness({ model: 'm', conversation: conversationOf(10) });
    expect(asked).toBe(0);
    await fullness({ model: 'm', conversation: conversationOf(90_000) });
    await fullness({ model: 'm', conversation: conversationOf(90_000) });
    expect(asked).toBe(1);
  });

  test('does without models that cannot be listed', async () => {
    const fullness = createWindowFullness({ models: () => Promise.reject(new Error('offline')), wait: never });
    expect(await fullness({ model: 'm', conversation: conversationOf(90_000) })).toBeUndefined();
  });

  test('comes after the next reply if the list of models takes long', async () => {
    let list: (models: ModelInfo[]) => void;
    const waits: [number, AbortSignal][] = [];
    const fullness = createWindowFullness({
      models: () => new Promise((resolve) => (list = resolve)),
      wait(ms, signal) {
        waits.push([ms, signal]);
        return waits.length === 1 ? Promise.resolve() : never();
      },
    });
    const full = { model: 'm', conversation: conversationOf(90_000) };
    expect(await fullness(full)).toBeUndefined();
    list!([{ id: 'm', max_input_tokens: 100_000 }]);
    expect(await fullness(full)).toContain('90%');
    expect(waits.map(([ms, { aborted }]) => [ms, aborted])).toEqual([
      [500, true],
      [500, true],
    ]);
  });
});
