import { expect, test } from 'vitest';
import { models } from '../../src/commands/models.ts';
import { modelTable } from '../../src/core/config/model-table.ts';
import { fakeProvider } from '../helpers/fake-provider.ts';
import { runInProcess } from '../helpers/in-process.ts';

const list = [{ id: 'claude-opus-5-5', display_name: 'Opus', max_input_tokens: 200_000 }, { id: 'claude-haiku-5' }];
const provider = fakeProvider([], list);

test('models are printed as a table', async () => {
  const { code, stdout, stderr } = await runInProcess(models.run, { provider });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: modelTable(list), stderr: '' });
});

test('models are printed as JSON', async () => {
  const { stdout } = await runInProcess(models.run, { provider, options: { json: true } });
  expect(JSON.parse(stdout)).toEqual(list);
});

test('models are never those of a recording', async () => {
  const options = { replay: 'reply.sse' };
  const { providerSettings } = await runInProcess(models.run, { provider, options });
  expect(providerSettings).toMatchObject([{ replay: undefined, demo: undefined, record: undefined }]);
});

test('a failure is the problem that the command throws', async () => {
  const offline = { ...provider, models: () => Promise.reject(new Error('offline')) };
  await expect(runInProcess(models.run, { provider: offline })).rejects.toThrow('offline');
});
