import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whenAsked } from '../helpers/approval-screen.ts';
import { expectGone } from '../helpers/mcp.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { projectRoot } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { until } from '../helpers/until.ts';

/** The command from the README, without the program's name. */
const README = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const [, command = ''] = /`claude-stream (--demo weather)`/.exec(README) ?? [];
const args = [...command.split(' '), '--speed', '0'];
const env = { ANTHROPIC_API_KEY: undefined };

/** The child processes of a program. */
function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid ? [child!] : []));
}

describe('the demo with tools', () => {
  test('shows calls and their results in a pipe, without a key or a question', async () => {
    expect(command).toBe('--demo weather');
    const { code, stdout, stderr } = normalized(await run(args, { env }));
    expect(code).toBe(0);
    expect(stdout).toBe(
      `I'll check the weather in **both cities**.

| City | Sky | Temperature | Wind |
| --- | --- | ---: | --- |
| Reykjavík | sleet | 2 °C | strong, from the north |
| Nairobi | sunny | 24 °C | light |

Pack a coat for the first and a hat for the second. The difference is **22 degrees**, or about
one very thick jumper.`,
    );
    const [notice, ...rows] = stderr.split('\n');
    expect(notice).toMatch(/^claude-stream: playing a recording; no model is called \(demos: .*\bweather\b.*\)$/);
    expect(rows.slice(0, 2)).toEqual([
      '● #1 get_weather city: Reykjavík, unit: celsius',
      '● #2 get_weather city: Nairobi, unit: celsius',
    ]);
    expect(rows.join('\n')).toContain('    sleet, 2 °C\n    wind: strong, from the north\n');
    expect(rows.join('\n')).toContain('    sunny, 24 °C\n    wind: light\n');
    expect(rows.at(-2)).toMatch(/^end_turn · 1,433 in · 266 out · .* · 2 requests$/);
  });

  test('leaves no server behind', async () => {
    const program = start(args, { env });
    let servers: number[] = [];
    await until(() => (servers = childrenOf(program.pid)).length > 0);
    expect(await program.done).toMatchObject({ code: 0 });
    await expectGone(servers);
  });

  test('leaves no server behind when it is killed', async () => {
    const program = start(args, { env });
    let servers: number[] = [];
    await until(() => (servers = childrenOf(program.pid)).length > 0);
    program.kill('SIGKILL');
    await program.done;
    await expectGone(servers);
  });

  test.skipIf(process.platform === 'win32')('asks on a terminal before anything runs', async () => {
    const screen = openScreen(args, { env });
    await whenAsked(screen);
    screen.type('n');
    await whenAsked(screen, 2);
    screen.type('y');
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toMatch(/ not run\n[^]*sunny, 24 °C[^]*Reykjavík │ sleet/);
  });
});
