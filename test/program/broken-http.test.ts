import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/core/problem/problem.ts';
import { reply } from '../helpers/answers.ts';
import { brokenAnswer, describeAnswer, type BrokenAnswer } from '../helpers/broken-http.ts';
import { run, type Finished } from '../helpers/program.ts';
import { KEYS, openRepl, serveChat } from '../helpers/repl.ts';
import { serve } from '../helpers/server.ts';

const CASES = 5;
const LIMITS = ['--max-retries', '0', '--timeout', '1', '--stall-timeout', '1', '--mcp-timeout', '1'];
const CODES: readonly number[] = Object.values(EXIT).map(({ code }) => code);

/** Commands by what they ask a broken server for; the reply itself is never broken where that is something else. */
const COMMANDS: Readonly<Record<string, (url: string) => readonly string[]>> = {
  'a prompt': () => ['hi'],
  '--json': () => ['--json', 'hi'],
  'stream-json': () => ['--output-format', 'stream-json', 'hi'],
  models: () => ['models'],
  '--count': () => ['--count', 'hi'],
  '-f URL': (url) => ['-f', `${url}/file`, 'hi'],
  'an MCP server': (url) => ['--mcp-config', JSON.stringify({ mcpServers: { net: { url: `${url}/mcp` } } }), 'hi'],
};

/** Runs the property once, on several answers: a process takes too long to shrink anything. */
const assertOnAnswers = (holds: (answers: readonly BrokenAnswer[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.array(brokenAnswer, { minLength: CASES, maxLength: CASES }), holds), {
    numRuns: 1,
    endOnFailure: true,
  });

describe('any response ends the program in order, with an exit code and at most one problem:', () => {
  test.each(Object.entries(COMMANDS))('%s', async (name, args) => {
    await assertOnAnswers(async (answers) => {
      const runs = answers.map(async (answer) => {
        const server = await serve(({ path }) => (isElsewhere(name) && path.startsWith('/v1') ? reply() : answer));
        expectOrder(name, await run([...LIMITS, ...args(server.url)], { server }), describeAnswer(answer));
      });
      await Promise.all(runs);
    });
  });
});

const isElsewhere = (name: string) => name === '-f URL' || name === 'an MCP server';

function expectOrder(name: string, { code, signal, stdout, stderr }: Finished, sent: string): void {
  const what = `${name}: ${sent}\n${stderr}`;
  expect(signal, what).toBeNull();
  expect(CODES, what).toContain(code);
  expect(stderr, what).not.toMatch(/^\s+at |node:internal|object Object|unexpected error/m);
  const problems = stderr.match(/^claude-stream: /gm)?.length ?? 0;
  // A server that did not start is a problem, but the reply comes.
  if (name === 'an MCP server') expect({ problems: Math.min(problems, 1), code }, what).toEqual({ problems, code: 0 });
  else expect(problems, what).toBe(code === 0 ? 0 : 1);
  if (name === '--json') expect(JSON.parse(stdout).error?.exit_code ?? 0, what).toBe(code);
  if (name === 'stream-json') {
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
    expect({ type: last.type, code: last.error?.exit_code ?? 0 }, what).toEqual({ type: 'result', code });
  }
}

test('after any response the REPL answers the next prompt', async () => {
  await assertOnAnswers(async (answers) => {
    const server = await serveChat([...answers, reply({ text: 'Still here.' })]);
    const repl = await openRepl({ server }, LIMITS);
    for (const answer of answers) {
      const screen = await repl.say('hi\r');
      expect(screen, describeAnswer(answer)).not.toMatch(/^\s+at |node:internal|object Object|unexpected error/m);
    }
    expect(await repl.say('and now?\r')).toContain('Still here.');
    expect(server.asked()).toHaveLength(CASES + 1);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
  });
});
