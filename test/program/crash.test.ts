import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemText } from '../helpers/problem-text.ts';
import { run, start } from '../helpers/program.ts';
import { userFolders } from '../helpers/repl.ts';
import { projectRoot } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';

const WAYS = ['event', 'timer', 'rejection'] as const;
const HINT = 'this is a bug in claude-stream; run again with --debug for a stack trace';
const said = problemText('unexpected error: planted', HINT);

/** The environment of a program that crashes on SIGURG. */
const crashing = (way: string) => ({
  NODE_OPTIONS: `--require ${join(projectRoot, 'test/helpers/crash-preload.cjs')}`,
  TEST_CRASH: way,
});

/** A server that sends half a reply, and then nothing. */
const half = () => serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });

async function crash(way: string, args: readonly string[], env: Record<string, string> = {}) {
  const server = await half();
  const program = start([...args, 'hi'], { server, env: { ...env, ...crashing(way) } });
  await (args.includes('--json') ? server.request() : program.stdoutUntil('Hel'));
  program.kill('SIGURG');
  const { code, stdout, stderr } = await program.done;
  return { code, stdout, stderr };
}

describe.skipIf(process.platform === 'win32').each(WAYS)('an unexpected exception (%s)', (way) => {
  test('is one message and exit code 1, after the text so far', async () => {
    expect(await crash(way, [])).toEqual({ code: 1, stdout: 'Hel', stderr: said });
  });

  test('is one document with --json', async () => {
    const { code, stdout, stderr } = await crash(way, ['--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: said });
    expect(JSON.parse(stdout)).toMatchObject({
      error: { type: 'bug', message: 'unexpected error: planted', exit_code: 1 },
    });
  });

  test('is the last line of stream-json', async () => {
    const { code, stdout, stderr } = await crash(way, ['--output-format', 'stream-json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: said });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type).filter((type) => type === 'result')).toEqual(['result']);
    expect(lines.at(-1)).toMatchObject({ type: 'result', error: { type: 'bug', exit_code: 1 } });
  });

  test('closes the journal, with all of the text', async () => {
    const { env } = userFolders();
    await crash(way, [], env);
    const { stdout } = await run(['sessions', 'show', '--json'], { env });
    expect(stdout).toContain('Hel');
    const resumed = await run(['-c', '--replay', '/dev/null'], { env });
    expect(resumed.stderr).not.toContain('in use');
  });
});

test.skipIf(process.platform === 'win32')('an exception shows its stack only with --debug', async () => {
  const { stderr } = await crash('timer', ['--debug']);
  expect(stderr).toMatch(/unexpected error: planted\n.*\nError: planted\n {4}at /);
});

test.skipIf(process.platform === 'win32')(
  'an exception that cannot be turned into text is one message too',
  async () => {
    expect(await crash('strange', [])).toEqual({
      code: 1,
      stdout: 'Hel',
      stderr: problemText('unexpected error: unknown', HINT),
    });
  },
);

test.skipIf(process.platform === 'win32').each([['models'], ['--count', 'hi']])(
  'an exception ends %s too',
  async (...args) => {
    const server = await serve({ beforeHeadersMs: 60_000 });
    const program = start(args, { server, env: crashing('timer') });
    await server.request();
    program.kill('SIGURG');
    expect(await program.done).toMatchObject({ code: 1, stdout: '', stderr: said });
  },
);

describe.skipIf(process.platform === 'win32')('after an exception the terminal is as it was', () => {
  /** What the shell would see, and what is on the screen. */
  async function crashOnScreen(args: readonly string[], until: RegExp | string, type = '') {
    const screen = openScreen(args, { server: await half(), env: crashing('timer') });
    if (type !== '') {
      await screen.waitFor(/(^|\n)>$/);
      screen.type(type);
    }
    await screen.waitFor(until);
    screen.kill('SIGURG');
    const code = await screen.exit;
    const bytes = screen.bytes();
    const pastes = bytes.lastIndexOf('\u001B[?2004h') <= bytes.lastIndexOf('\u001B[?2004l');
    return { code, pastes, cursor: screen.cursorVisible(), rows: screen.rows() };
  }
  const message = ['claude-stream: unexpected error: planted', `  ${HINT}`];

  test('at the prompt', async () => {
    const { rows, ...rest } = await crashOnScreen([], /(^|\n)>$/);
    expect(rest).toEqual({ code: 1, pastes: true, cursor: true });
    expect(rows.slice(1)).toEqual(['>', ...message]);
  });

  test('in the middle of a reply', async () => {
    const { rows, ...rest } = await crashOnScreen([], 'Hel', 'hi\r');
    expect(rest).toEqual({ code: 1, pastes: true, cursor: true });
    expect(rows.slice(1)).toEqual(['> hi', '', 'Hel', ...message]);
  });

  test('while the spinner turns', async () => {
    const server = await serve({ beforeHeadersMs: 60_000 });
    const screen = openScreen(['--no-stdin', 'hi'], { server, env: crashing('timer') });
    await screen.waitFor('claude-opus-5-5');
    screen.kill('SIGURG');
    expect(await screen.exit).toBe(1);
    expect(screen.rows()).toEqual(message);
    expect(screen.cursorVisible()).toBe(true);
  });
});
