import { expect, test } from 'vitest';
import { checkShellLine, howItEnded, runShellLine } from '../../../src/commands/repl/shell-line.ts';
import type { Ended } from '../../../src/terminal/programs/terminal-program.ts';
import { fakeSlashDeps, replState } from '../../helpers/fake-repl.ts';

async function run(line: string, ended: Ended = { code: 0, by: null }, isPasted = false) {
  const ran: string[] = [];
  const runInShell = async (given: string) => {
    ran.push(given);
    return ended;
  };
  const { deps, did } = fakeSlashDeps({ runInShell });
  const state = replState();
  const problem = await runShellLine(line, isPasted, state, deps).then(
    () => undefined,
    (error) => error.problem,
  );
  return { ran, notes: did.map(([, note]) => note), problem, draft: state.draft };
}

test.each<[string, Ended, string[]]>([
  ['ls', { code: 0, by: null }, []],
  ['ls', { code: 2, by: null }, ['exit status 2']],
  ['ls', { code: null, by: 'SIGINT' }, ['ended by SIGINT']],
  ['cd', { code: 0, by: null }, ['cd changes only its own shell: still in /work']],
  ['cd sub dir', { code: 0, by: null }, ['cd changes only its own shell: still in /work']],
  ['cd nowhere', { code: 1, by: null }, ['exit status 1']],
  ['cd sub && make', { code: 0, by: null }, []],
  ['cdrecord', { code: 0, by: null }, []],
])('%s runs, and with the outcome %j it says %j', async (line, ended, notes) => {
  expect(await run(line, ended)).toEqual({ ran: [line], notes, problem: undefined, draft: '' });
});

test.each([
  ['', false, '! needs a command', 'for example !git status', ''],
  ['!', false, '! needs a command', 'for example !git status', ''],
  [
    'one\ntwo',
    false,
    '! takes a single line',
    'join the lines with &&; to send it as a prompt, start it with !!',
    '!one\ntwo',
  ],
  [
    'ls',
    true,
    'a command that was pasted is not run',
    'Up and Enter run it; to send it as a prompt, start it with !!',
    '',
  ],
])('%j does not run (pasted: %s): %s', async (line, isPasted, what, hint, draft) => {
  const { ran, problem, ...rest } = await run(line, undefined, isPasted);
  expect({ ran, draft: rest.draft, problem }).toMatchObject({ ran: [], draft, problem: { type: 'usage', what, hint } });
});

test('a line for /file is held to the same', () => {
  expect(() => checkShellLine('ls', false)).not.toThrow();
  expect(() => checkShellLine('ls', true)).toThrow(expect.objectContaining({ problem: expect.anything() }));
  expect(howItEnded({ code: 0, by: null })).toBeUndefined();
});
