import { expect, test } from 'vitest';
import { createModelLookup } from '../../../src/commands/repl/model-lookup.ts';

test('models are requested once, and again only after a failure', async () => {
  const { signal } = new AbortController();
  let asked = 0;
  const list = [{ id: 'm' }];
  const provider = {
    async models(given: AbortSignal) {
      expect(given).toBe(signal);
      asked++;
      if (asked === 1) throw new Error('offline');
      return list;
    },
  };
  const models = createModelLookup(provider, signal);
  await expect(models()).rejects.toThrow('offline');
  expect(await models()).toBe(list);
  expect(await models()).toBe(list);
  expect(asked).toBe(2);
});
