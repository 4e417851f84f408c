import { expect, test } from 'vitest';
import { runOneShot } from '../../../src/commands/chat/one-shot.ts';
import { failedReply, fakeProvider } from '../../helpers/fake-provider.ts';
import { runInProcess } from '../../helpers/in-process.ts';

test('a prompt is sent, and its reply printed', async () => {
  const provider = fakeProvider([{ pieces: ['Hel', 'lo'] }]);
  const { code, stdout, stderr } = await runInProcess(runOneShot, { words: ['why', 'so?'], provider });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Hello' });
  expect(stderr).toMatch(/^end_turn · 10 in · 5 out · /);
  expect(provider.requests).toMatchObject([{ messages: [{ role: 'user', content: 'why so?' }] }]);
});

test('the options reach the request', async () => {
  const provider = fakeProvider(['Hello']);
  const options = { model: 'other-model', system: 'Be brief.', maxTokens: '7', effort: 'low' };
  await runInProcess(runOneShot, { words: ['why?'], options, provider });
  expect(provider.requests).toMatchObject([
    { model: 'other-model', system: 'Be brief.', max_tokens: 7, output_config: { effort: 'low' } },
  ]);
});

test('a cut reply is continued as often as asked for', async () => {
  const cut = { text: 'Hel', stopReason: 'max_tokens' };
  const run = async (autoContinue: string) => {
    const provider = fakeProvider([cut, 'lo']);
    return (await runInProcess(runOneShot, { words: ['why?'], options: { autoContinue }, provider })).stdout;
  };
  expect(await run('0')).toBe('Hel');
  expect(await run('1')).toBe('Hello');
});

test('with --json the reply is a document', async () => {
  const { stdout, stderr } = await runInProcess(runOneShot, {
    words: ['why?'],
    options: { json: true, quiet: true },
    provider: fakeProvider(['Hello']),
  });
  expect(JSON.parse(stdout)).toMatchObject({ text: 'Hello', stop_reason: 'end_turn' });
  expect(stderr).toBe('');
});

test('a failure is reported, and the exit code says what kind', async () => {
  const provider = fakeProvider([failedReply('')]);
  const { code, stdout, stderr } = await runInProcess(runOneShot, { words: ['why?'], provider });
  expect({ code, stdout, stderr }).toEqual({ code: 69, stdout: '', stderr: 'claude-stream: it broke\n' });
});

test('without a prompt nothing is sent', async () => {
  const provider = fakeProvider([]);
  await expect(runInProcess(runOneShot, { provider })).rejects.toMatchObject({ problem: { type: 'usage' } });
  expect(provider.requests).toEqual([]);
});
