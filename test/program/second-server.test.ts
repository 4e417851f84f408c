import { LLMock } from '@copilotkit/aimock';
import { describe, expect, onTestFinished, test } from 'vitest';
import { normalized, run } from '../helpers/program.ts';

describe('with a mock server from another project', () => {
  test('a reply is streamed', async () => {
    const server = await startMock((mock) => mock.onMessage('hello', { content: 'Hi there, 👩‍🚀!' }, { chunkSize: 3 }));
    expect(normalized(await run(['hello'], { server }))).toEqual({
      code: 0,
      stdout: 'Hi there, 👩‍🚀!',
      stderr: expect.stringMatching(/^end_turn · \d+ in · \d+ out · .*s\n$/),
    });
    expect(server.getRequests()[0]).toMatchObject({ method: 'POST', path: '/v1/messages' });
  });

  test('a long reply arrives whole', async () => {
    const content = Array.from({ length: 500 }, (_, i) => `Line ${i} of the reply.\n`).join('');
    const server = await startMock((mock) => mock.onMessage('hello', { content }));
    expect(await run(['hello'], { server })).toMatchObject({ code: 0, stdout: content });
  });

  test('a plain request gets the same text', async () => {
    const server = await startMock((mock) => mock.onMessage('hello', { content: 'Hi there!' }));
    const { stdout } = await run(['--no-stream', '--json', 'hello'], { server });
    expect(JSON.parse(stdout)).toMatchObject({ text: 'Hi there!', stop_reason: 'end_turn' });
  });

  test('thinking stays out of the text', async () => {
    const server = await startMock((mock) =>
      mock.onMessage('hello', { content: 'Hi!', reasoning: 'They said hello.' }),
    );
    const { stdout } = await run(['--json', 'hello'], { server });
    expect(JSON.parse(stdout)).toMatchObject({
      text: 'Hi!',
      content: [{ type: 'thinking' }, { type: 'text', text: 'Hi!' }],
    });
  });

  test('a tool call ends the reply with tool_use', async () => {
    const toolCalls = [{ name: 'weather', arguments: '{"city":"Oslo"}' }];
    const server = await startMock((mock) => mock.onMessage('hello', { toolCalls }));
    const { stdout } = await run(['--json', 'hello'], { server });
    expect(JSON.parse(stdout)).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', name: 'weather', input: { city: 'Oslo' } }],
    });
  });

  test('an error is retried', async () => {
    const server = await startMock((mock) =>
      mock
        .onMessage('hello', { content: 'Hi!' })
        .nextRequestError(529, { message: 'Overloaded', type: 'overloaded_error' }),
    );
    expect(await run(['hello'], { server })).toMatchObject({
      code: 0,
      stdout: 'Hi!',
      stderr: expect.stringMatching(/ · 1 retry\n$/),
    });
  });

  test('a truncated reply is reported as cut off', async () => {
    const content = 'one two three four five six seven eight nine ten';
    const server = await startMock((mock) =>
      mock.onMessage('hello', { content }, { chunkSize: 5, truncateAfterChunks: 10, latency: 20 }),
    );
    const { code, stdout, stderr } = await run(['--max-retries', '0', 'hello'], { server });
    expect(code).toBe(69);
    expect(stdout).not.toBe('');
    expect(content.startsWith(stdout)).toBe(true);
    expect(stderr).toMatch(/^claude-stream: the reply was cut off: /);
  });
});

async function startMock(script: (mock: LLMock) => void): Promise<LLMock> {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  script(mock);
  await mock.start();
  onTestFinished(() => mock.stop());
  return mock;
}
