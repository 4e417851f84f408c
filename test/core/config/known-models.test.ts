import { expect, test } from 'vitest';
import { KNOWN_MODELS, MODEL_ALIASES, resolveModel } from '../../../src/core/config/known-models.ts';

test.each([
  ['opus', 'claude-opus-5-5'],
  ['sonnet', 'claude-sonnet-5-5'],
  ['haiku', 'claude-haiku-5-5'],
  ['fable', 'claude-fable-5-2'],
  ['some-future-model', 'some-future-model'],
  ['constructor', 'constructor'],
])('the model %s is %s', (name, id) => {
  expect(resolveModel(name)).toBe(id);
});

test('an alias is the newest model of its family', () => {
  for (const [alias, id] of Object.entries(MODEL_ALIASES)) {
    expect(KNOWN_MODELS.find((model) => model.startsWith(`claude-${alias}-`))).toBe(id);
  }
});
