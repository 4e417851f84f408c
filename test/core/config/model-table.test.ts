import { expect, test } from 'vitest';
import { modelTable } from '../../../src/core/config/model-table.ts';

test('models are a table with numbers aligned right; what the server did not send is empty or a dash', () => {
  const models = [
    { id: 'claude-haiku-5-5', display_name: 'Claude Haiku 5.5', max_input_tokens: 200_000, max_tokens: 64_000 },
    { id: 'local', display_name: null, max_input_tokens: null },
  ];
  expect(modelTable(models)).toBe(
    [
      'ID                NAME              CONTEXT  OUTPUT',
      'claude-haiku-5-5  Claude Haiku 5.5  200,000  64,000',
      'local                                     -       -',
      '',
    ].join('\n'),
  );
});

test('the heading is as wide as its words', () => {
  expect(modelTable([])).toBe('ID  NAME  CONTEXT  OUTPUT\n');
});

test('nothing that a server sends can control the terminal or make a line endless', () => {
  const [, row] = modelTable([{ id: `\u001b[2J${'x'.repeat(100)}`, display_name: `a\n${'y'.repeat(100)}` }]).split(
    '\n',
  );
  expect(row).not.toContain('\u001b');
  expect(row).toMatch(/^\[2Jx{70,76}…?  a y{50,58}…?  /);
});
