import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { normalizeOutput } from '../helpers/normalize-output.ts';
import { run } from '../helpers/program.ts';
import { programPath, surroundings, tempFolder } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';
import { serve, type Answers } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';

const CLOSING = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

/** Runs a shell command in which `"$@"` is the program with its arguments; returns what the command wrote. */
async function shell(line: string, args: readonly string[], answers: Answers = reply(), cwd = tempFolder()) {
  const given = surroundings({ server: await serve(answers), cwd });
  const child = spawn('/bin/sh', ['-c', line, 'sh', process.execPath, programPath, ...args], {
    ...given,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout: normalizeOutput(stdout), stderr: normalizeOutput(stderr) };
}

describe.skipIf(process.platform === 'win32')('the closing line begins a row of its own', () => {
  test.each(['"$@" 2>&1', '"$@" 2>&1 | cat', '"$@" > log 2>&1; cat log', '"$@" >> log 2>> log; cat log'])(
    'below text without a line break: %s',
    async (line) => {
      expect(await shell(line, ['hi'])).toEqual({ stdout: `Hello\n${CLOSING}`, stderr: '' });
    },
  );

  test('but no blank row below text with one', async () => {
    const { stdout } = await shell('"$@" 2>&1', ['hi'], reply({ text: 'Hello\n' }));
    expect(stdout).toBe(`Hello\n${CLOSING}`);
  });

  test('below a reply that was cut off, too', async () => {
    const cut = { body: sse(...openReply({ text: 'Hel' })), end: 'reset' } as const;
    const { stdout } = await shell('"$@" 2>&1', ['hi'], cut);
    expect(stdout).toMatch(/^Hel\nclaude-stream: /);
  });

  test('where stdout is a pipe to the terminal that shows stderr', async () => {
    // A terminal without a spinner. Whether `cat` or the program writes first is up to the system.
    const screen = openShell('TERM=dumb claude-stream hi | cat', { server: await serve(reply()) });
    expect(await screen.exit).toBe(0);
    const rows = screen.rows().filter((row) => row !== '');
    expect(rows.map(normalizeOutput).toSorted()).toEqual(['Hello', CLOSING.trimEnd()]);
  });
});

describe('stdout keeps its bytes, and stderr begins with none of its own', () => {
  test('where they are two pipes', async () => {
    const { stdout, stderr } = await run(['hi'], { server: await serve(reply()) });
    expect(stdout).toBe('Hello');
    expect(normalizeOutput(stderr)).toBe(CLOSING);
  });

  test.skipIf(process.platform === 'win32')('where they are two files', async () => {
    const cwd = tempFolder();
    await shell('"$@" > out 2> err', ['hi'], reply(), cwd);
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe('Hello');
    expect(normalizeOutput(readFileSync(join(cwd, 'err'), 'utf8'))).toBe(CLOSING);
  });

  test.skipIf(process.platform === 'win32')('with --quiet, where they are the same pipe', async () => {
    expect((await shell('"$@" 2>&1', ['-q', 'hi'])).stdout).toBe('Hello');
  });
});
