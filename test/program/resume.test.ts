import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { writeSession, type SessionOptions } from '../helpers/sessions.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const summary = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

function home(...sessions: SessionOptions[]) {
  const data = tempFolder();
  const folder = join(data, 'claude-stream', 'sessions');
  for (const session of sessions) writeSession(folder, session);
  return {
    folder,
    env: { XDG_DATA_HOME: data },
    names: () => readdirSync(folder).toSorted(),
    contents: () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
  };
}

const one: SessionOptions = {
  id: 'bcdfghjk',
  name: 'Rain in Oslo',
  model: 'claude-haiku-5-5',
  system: 'be brief',
  started: '2026-03-01T10:00:00.000Z',
  turns: [{ prompt: 'one', reply: 'eins' }],
};
const two: SessionOptions = {
  id: 'bcxxxxxx',
  started: '2026-03-02T10:00:00.000Z',
  turns: [{ prompt: 'two', reply: 'zwei' }],
};

/** The first prompt of a request identifies its conversation. */
const firstPrompt = (json: any): unknown => json.messages[0].content;

describe('a conversation that is continued', () => {
  test('with -c is the most recently used one, whenever it began', async () => {
    const { env } = home({ ...one, updated: '2026-03-03T10:00:00.000Z' }, two);
    const server = await serve(reply());
    expect(normalized(await run(['-c', 'next'], { env, server }))).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: summary,
    });
    expect(firstPrompt(server.requests[0]!.json)).toBe('one');
  });

  test.each([
    ['its id', 'bcdfghjk'],
    ['the beginning of its id', 'bcd'],
    ['its name', 'Rain in Oslo'],
    ['its name in another case', 'rain IN oslo'],
    ['the beginning of its name', 'rain'],
  ])('with -r is the one that matches %s', async (_, wanted) => {
    const { env, names } = home(one, two);
    const server = await serve(reply());
    expect(normalized(await run(['-r', wanted, 'next'], { env, server }))).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: summary,
    });
    expect(firstPrompt(server.requests[0]!.json)).toBe('one');
    expect(names()).toHaveLength(2);
  });

  test('keeps its model and its system prompt', async () => {
    const { env } = home(one);
    const server = await serve(reply());
    const variables = { CLAUDE_STREAM_MODEL: 'claude-sonnet-5-5', CLAUDE_STREAM_SYSTEM: 'be long' };
    await run(['-c', 'next'], { env: { ...env, ...variables }, server, config: { model: 'opus' } });
    expect(server.requests[0]!.json).toMatchObject({ model: 'claude-haiku-5-5', system: 'be brief' });
  });

  test('takes settings from flags, and keeps them', async () => {
    const { env } = home(one);
    const server = await serve(reply());
    await run(['-c', '-m', 'sonnet', '-s', 'be long', 'next'], { env, server });
    await run(['-c', 'and next'], { env, server });
    for (const { json } of server.requests) {
      expect(json).toMatchObject({ model: 'claude-sonnet-5-5', system: 'be long' });
    }
    await run(['-c', '-s', '', 'and next'], { env, server });
    expect(server.requests[2]!.json).not.toHaveProperty('system');
  });

  test('is named by -n from then on', async () => {
    const { env } = home(two);
    const server = await serve(reply());
    await run(['-c', '-n', 'Snow', 'next'], { env, server });
    await run(['-n', 'Sun', 'another'], { env, server });
    await run(['-r', 'Snow', 'next'], { env, server });
    await run(['-r', 'Sun', 'next'], { env, server });
    expect(server.requests.map(({ json }) => firstPrompt(json))).toEqual(['two', 'another', 'two', 'another']);
  });
});

describe('a conversation without a reply', () => {
  const failed: SessionOptions = {
    ...{ id: 'kxkxkxkx', name: 'Rain in Oslo', started: '2026-03-05T10:00:00.000Z' },
    turns: [{ prompt: 'broken', reply: { status: 'failed', content: [] } }],
  };

  test('is not the one that -c continues', async () => {
    const { env } = home(one, failed);
    const server = await serve(reply());
    await run(['-c', 'next'], { env, server });
    expect(firstPrompt(server.requests[0]!.json)).toBe('one');
  });

  test('does not make a name ambiguous', async () => {
    const { env } = home(one, failed);
    const server = await serve(reply());
    await run(['-r', 'rain', 'next'], { env, server });
    await run(['-r', 'kxkxkxkx', 'next'], { env, server });
    expect(server.requests.map(({ json }) => firstPrompt(json))).toEqual(['one', 'next']);
  });
});

describe('a conversation that is forked', () => {
  test.each([[['-c']], [['-r', 'bcdfghjk']]])(
    'with %j --fork stays as it was; the copy has all of it and continues',
    async (flags) => {
      const { env, contents, names } = home(one);
      const [before] = contents();
      const server = await serve(reply());
      expect(normalized(await run([...flags, '--fork', 'next'], { env, server }))).toEqual({
        code: 0,
        stdout: 'Hello',
        stderr: summary,
      });
      expect(names()).toHaveLength(2);
      const [original, copy] = contents();
      expect(original).toBe(before);
      const [header, ...lines] = jsonLines(copy!);
      expect(header).toMatchObject({ model: 'claude-haiku-5-5', system: 'be brief', forked_from: 'bcdfghjk' });
      expect(header.id).not.toBe('bcdfghjk');
      expect(lines.slice(0, 2)).toEqual(jsonLines(before!).slice(1));
      // From now on the copy is the most recent.
      await run(['-c', 'and next'], { env, server });
      expect(server.requests.map(({ json }) => json.messages.length)).toEqual([3, 5]);
    },
  );
});

describe('a conversation that does not exist', () => {
  test('is reported with -r, with similar ones', async () => {
    const { env } = home(one, two);
    const result = normalized(await run(['-r', 'bcdfghjj', 'next'], { env }));
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(
      /^claude-stream: no conversation matches "bcdfghjj"\n {2}closest matches: .*bcdfghjk.*\n$/,
    );
  });

  test('is reported as ambiguous if several match', async () => {
    const { env } = home(one, two);
    const result = normalized(await run(['-r', 'bc', 'next'], { env }));
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('"bc" is ambiguous: 2 conversations match\n');
  });

  test('is reported with -c when there are none at all', async () => {
    const { env } = home();
    expect(normalized(await run(['-c', 'next'], { env }))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('no conversations yet', 'every conversation is saved, except with --no-save'),
    });
  });

  test('is reported with -c when none has a reply, and -r still continues one', async () => {
    const { env } = home({ id: 'bcdfghjk', turns: [{ prompt: 'one' }] });
    const server = await serve(reply());
    expect(normalized(await run(['-c', 'next'], { env, server }))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('no conversation has a reply yet', 'claude-stream sessions --all lists those without one'),
    });
    expect((await run(['-r', 'bcdfghjk', 'next'], { env, server })).stdout).toBe('Hello');
  });

  test('is a usage error with --fork alone, and with -c and -r together', async () => {
    expect((await run(['--fork', 'x'])).stderr).toBe(
      problemText('--fork needs --continue or --resume', 'they choose the conversation to copy'),
    );
    const both = await run(['-c', '-r', 'x', 'y']);
    expect([both.code, both.stderr]).toEqual([
      2,
      problemText('--continue and --resume cannot be used together: both choose the conversation'),
    ]);
  });
});
