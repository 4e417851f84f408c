import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../src/core/problem/problem.ts';
import { reply } from '../helpers/answers.ts';
import { brokenAnswer, describeAnswer, type BrokenAnswer } from '../helpers/broken-http.ts';
import { run, type Finished } from '../helpers/program.ts';
import { KEYS, openRepl, serveChat } from '../helpers/repl.ts';
import { serve } from '../helpers/server.ts';

const CASES = 4;
/** Silence of the broken server soon ends a run; one that is not broken gets time, however busy the machine is. */
const limits = (seconds: number) => ['--max-retries', '0', '--timeout', `${seconds}`, '--stall-timeout', `${seconds}`];
const SOON = limits(1);
const ONLY_MCP_SOON = [...limits(60), '--mcp-timeout', '1'];
const FOR_ANY = limits(5);
const MCP = 'an MCP server';
const CODES: ReadonlySet<unknown> = new Set(Object.values(EXIT).map(({ code }) => code));

/** Commands by what they ask a broken server for; the reply itself is never broken where that is something else. */
const COMMANDS: Readonly<Record<string, (url: string) => readonly string[]>> = {
  'a prompt': () => ['hi'],
  '--json': () => ['--json', 'hi'],
  'stream-json': () => ['--output-format', 'stream-json', 'hi'],
  models: () => ['models'],
  '--count': () => ['--count', 'hi'],
  '-f URL': (url) => ['-f', `${url}/file`, 'hi'],
  [MCP]: (url) => ['--mcp-config', JSON.stringify({ mcpServers: { net: { url: `${url}/mcp` } } }), 'hi'],
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
        expectOrder(
          name,
          await run([...(name === MCP ? ONLY_MCP_SOON : SOON), ...args(server.url)], { server }),
          describeAnswer(answer),
        );
      });
      await Promise.all(runs);
    });
  });
});

const isElsewhere = (name: string) => name === '-f URL' || name === MCP;

/** Compares all at once, so that a failure shows what was sent and said. */
function expectOrder(name: string, { code, signal, stdout, stderr }: Finished, sent: string): void {
  const problems = stderr.match(/^claude-stream: /gm)?.length ?? 0;
  // A server that did not start is a problem, but the reply comes.
  const isMcp = name === MCP;
  expect({
    hasCode: signal === null && CODES.has(code),
    code: isMcp ? 0 : code,
    problems,
    hasStack: STACK.test(stderr),
    document: documentCode(name, stdout) ?? code,
    ...{ sent, stderr },
  }).toEqual({
    hasCode: true,
    code,
    problems: isMcp ? Math.min(problems, 1) : code === 0 ? 0 : 1,
    hasStack: false,
    document: code,
    ...{ sent, stderr },
  });
}

const STACK = /^\s+at |node:internal|object Object|unexpected error/m;

/** The exit code that the JSON on stdout ends with; throws unless it is whole. `undefined`: none was asked for. */
function documentCode(name: string, stdout: string): number | undefined {
  if (name === '--json') return JSON.parse(stdout).error?.exit_code ?? 0;
  if (name !== 'stream-json') return undefined;
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
  return last.type === 'result' ? (last.error?.exit_code ?? 0) : -1;
}

test('after any response the REPL answers the next prompt', async () => {
  await assertOnAnswers(async (answers) => {
    const server = await serveChat([...answers, reply({ text: 'Still here.' })]);
    const repl = await openRepl({ server }, FOR_ANY);
    for (const answer of answers) {
      const screen = await repl.say('hi\r');
      expect(STACK.test(screen) ? { sent: describeAnswer(answer), screen } : undefined).toBeUndefined();
    }
    expect(await repl.say('and now?\r')).toContain('Still here.');
    expect(server.asked()).toHaveLength(CASES + 1);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
  });
});
