import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJournal } from '../../src/core/conversation/read-journal.ts';
import { ENDING_SIGNALS, type EndingSignal } from '../../src/core/problem/interruption.ts';
import { reply } from '../helpers/answers.ts';
import { expectGone, listing, local, pidsIn, stubbornArgs } from '../helpers/mcp.ts';
import { serveChat } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell, type Screen } from '../helpers/screen.ts';
import type { Answer } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';
import { blocksReply, mcpConfig, toolUse } from '../helpers/tool-replies.ts';
import { until } from '../helpers/until.ts';

const SIGNALS = Object.keys(ENDING_SIGNALS) as EndingSignal[];

const unfinished: Answer = { body: sse(...openReply({ text: 'The moon **pulls' })), end: 'hold' };
const calling = [blocksReply([toolUse('toolu_1', 'wait')]), reply()];
const hanging: Answer = { beforeHeadersMs: 60_000 };

interface Scene {
  readonly screen: Screen;
  readonly pid: () => number;
  /** The process ids of the MCP server and of the program that started it. */
  readonly pids: string;
  /** Exists once a tool was called. */
  readonly called: string;
}

/** A shell that runs the program with an MCP server that ends for nothing but SIGKILL, and compares the terminal. */
async function stage(args: string, answers: readonly Answer[], env: Record<string, string> = {}): Promise<Scene> {
  const cwd = tempFolder();
  const called = join(cwd, 'called');
  const handlers = `${listing({ name: 'wait' })} 'tools/call': () => fs.writeFileSync(${JSON.stringify(called)}, ''),`;
  const pids = join(cwd, 'pids');
  const config = mcpConfig(local('stubborn', process.execPath, stubbornArgs(pids, handlers)));
  writeIn(cwd, 'mcp.json', config);
  const line = [
    // The program is a job of its own: keys that send signals do not reach this shell.
    'set -m',
    'stty -a > before',
    `sh -c 'echo $$ > pid; exec claude-stream --mcp-config mcp.json --allow-tool "*" ${args}'; code=$?`,
    'stty -a > after; cmp before after && echo unchanged',
    'echo "code $code"',
  ].join('\n');
  const screen = openShell(line, { server: await serveChat(answers), cwd, env: { XDG_DATA_HOME: cwd, ...env } });
  return { screen, pids, called, pid: () => Number(readFileSync(join(cwd, 'pid'), 'utf8')) };
}

async function expectRestored({ screen, pids }: Scene, signal: EndingSignal): Promise<void> {
  await screen.exit;
  expect(screen.text()).toContain('unchanged');
  expect(screen.rows().at(-1)).toBe(`code ${128 + ENDING_SIGNALS[signal]}`);
  expect(screen.text()).not.toContain('Debugger');
  expect(screen.cursorVisible()).toBe(true);
  const bytes = screen.bytes();
  expect(bytes.lastIndexOf('\u001b[?2004h')).toBeLessThanOrEqual(bytes.lastIndexOf('\u001b[?2004l'));
  await expectGone(await pidsIn(pids, 1));
  const folder = join(pids, '..', 'claude-stream', 'sessions');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  expect(files.filter((name) => !name.endsWith('.jsonl'))).toEqual([]);
  for (const name of files) {
    expect(readJournal(readFileSync(join(folder, name), 'utf8'))).toMatchObject({ torn: false, damagedLines: 0 });
  }
}

const REPLY_BEGINS = 'The moon pulls';
const spinning = /\d s · claude-opus-5-5/;

const MOMENTS: [string, string, readonly Answer[], (scene: Scene) => Promise<unknown>][] = [
  ['while a one-shot waits', 'hi', [hanging], ({ screen }) => screen.waitFor(spinning)],
  ['while a one-shot streams', 'hi', [unfinished], ({ screen }) => screen.waitFor(REPLY_BEGINS)],
  ['while a one-shot runs a tool', 'hi', calling, ({ called }) => until(() => existsSync(called))],
  [
    'with an unfinished line at the prompt',
    '',
    [reply()],
    async ({ screen }) => {
      await screen.waitFor(/\n>$/);
      screen.type('half a line');
      await screen.waitFor(/> half a line$/);
    },
  ],
  [
    'while a reply streams in a conversation',
    '',
    [unfinished],
    async ({ screen }) => {
      await screen.waitFor(/\n>$/);
      screen.type('why?\r');
      await screen.waitFor(REPLY_BEGINS);
    },
  ],
  [
    'while a tool runs in a conversation',
    '',
    calling,
    async ({ screen, called }) => {
      await screen.waitFor(/\n>$/);
      screen.type('why?\r');
      await until(() => existsSync(called));
    },
  ],
];

describe.skipIf(process.platform === 'win32')('the terminal is restored, and no server left, after any signal', () => {
  test.each(MOMENTS)('%s', async (_, args, answers, moment) => {
    const runs = SIGNALS.map(async (signal) => {
      const scene = await stage(args, answers);
      await pidsIn(scene.pids, 2);
      await moment(scene);
      process.kill(scene.pid(), signal);
      await expectRestored(scene, signal);
    });
    await Promise.all(runs);
  });

  test.each(MOMENTS)('%s, sent twice', async (_, args, answers, moment) => {
    const runs = (['SIGINT', 'SIGQUIT', 'SIGHUP'] as const).map(async (signal) => {
      const scene = await stage(args, answers);
      await pidsIn(scene.pids, 2);
      await moment(scene);
      process.kill(scene.pid(), signal);
      process.kill(scene.pid(), signal);
      await expectRestored(scene, signal);
    });
    await Promise.all(runs);
  });

  test.each(MOMENTS.filter(([name]) => !name.includes('prompt')))(
    '%s, with Ctrl-\\',
    async (_, args, answers, moment) => {
      const scene = await stage(args, answers);
      await pidsIn(scene.pids, 2);
      await moment(scene);
      scene.screen.type('\u001c');
      await expectRestored(scene, 'SIGQUIT');
    },
  );
});

describe.skipIf(process.platform === 'win32')('while the editor has the terminal', () => {
  test.each(['SIGTERM', 'SIGHUP', 'SIGUSR1'] as const)('%s ends the program', async (signal) => {
    const editor = writeIn(tempFolder(), 'editor', '#!/bin/sh\necho EDITING; read key\n', 0o755);
    const scene = await stage('', [reply()], { EDITOR: editor });
    await scene.screen.waitFor(/\n>$/);
    await pidsIn(scene.pids, 2);
    scene.screen.type('/edit\r');
    await scene.screen.waitFor('EDITING');
    process.kill(scene.pid(), signal);
    await expectRestored(scene, signal);
  });
});
