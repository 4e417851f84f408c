import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readJournal } from '../../src/core/conversation/read-journal.ts';
import { ENDING_SIGNALS, type EndingSignal } from '../../src/core/problem/interruption.ts';
import { reply } from '../helpers/answers.ts';
import { jsonLines } from '../helpers/json-lines.ts';
import { expectGone, listing, local, pidsIn, scripted, stubbornArgs } from '../helpers/mcp.ts';
import { start, type Finished, type Running } from '../helpers/program.ts';
import { numbers, SEED } from '../helpers/random.ts';
import { projectRoot, tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer, type ScriptedServer } from '../helpers/server.ts';
import { openReply, sse } from '../helpers/sse.ts';
import { blocksReply, mcpConfig, toolUse } from '../helpers/tool-replies.ts';
import { until } from '../helpers/until.ts';

const SIGNALS = Object.keys(ENDING_SIGNALS) as EndingSignal[];

/** These have an exit code; the others end the program themselves, as they would without a handler. */
const CODES: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const statusAfter = (signal: EndingSignal) =>
  signal in CODES ? { code: CODES[signal], signal: null } : { code: null, signal };

const unfinished: Answer = { body: sse(...openReply({ text: 'Hel' })), end: 'hold' };
const hanging: Answer = { beforeHeadersMs: 60_000 };

interface Scene extends Running {
  readonly server: ScriptedServer;
  /** The process ids of the MCP server, which ends for nothing but SIGKILL, and of the program that started it. */
  readonly pids: string;
  /** Exists once a tool was called. */
  readonly called: string;
  readonly sessions: string;
}

/** A run with a stubborn MCP server; `handlers`: what that does. */
async function stage(
  args: readonly string[],
  answers: Answer | readonly Answer[],
  handlers = '',
  more: Record<string, string> = {},
): Promise<Scene> {
  const folder = tempFolder();
  const [pids, called] = [join(folder, 'pids'), join(folder, 'called')];
  const call = `'tools/call': () => fs.writeFileSync(${JSON.stringify(called)}, ''),`;
  const stubborn = stubbornArgs(pids, `${listing({ name: 'wait' })} ${call} ${handlers}`);
  const config = mcpConfig(local('stubborn', process.execPath, stubborn));
  const server = await serve(answers);
  const env = { XDG_DATA_HOME: folder, ...more };
  const program = start([...args, '--mcp-config', config, '--allow-tool', '*', 'hi'], { server, env });
  return { ...program, server, pids, called, sessions: join(folder, 'claude-stream', 'sessions') };
}

/** Fails unless nothing is left of a run but whole journals. */
async function expectNothingLeft({ pids, sessions }: Pick<Scene, 'pids' | 'sessions'>): Promise<void> {
  if (existsSync(pids)) await expectGone(await pidsIn(pids, 1));
  const files = existsSync(sessions) ? readdirSync(sessions) : [];
  expect(files.filter((name) => !name.endsWith('.jsonl'))).toEqual([]);
  for (const name of files) {
    expect(readJournal(readFileSync(join(sessions, name), 'utf8'))).toMatchObject({ torn: false, damagedLines: 0 });
  }
}

function expectInterrupted({ code, signal, stdout, stderr }: Finished, by: EndingSignal, text: string): void {
  const exit_code = 128 + ENDING_SIGNALS[by];
  expect({ code, signal }).toEqual(statusAfter(by));
  expect(jsonLines(stdout).at(-1)).toMatchObject({
    text,
    error: { type: 'interrupted', message: `interrupted by ${by}`, exit_code },
  });
  expect(stderr).not.toContain('Debugger');
}

const mute = 'initialize: () => {},';

const MOMENTS: [string, Answer | Answer[], string, string, (scene: Scene) => Promise<unknown>][] = [
  ['while servers start', reply(), mute, '', ({ pids }) => pidsIn(pids, 2)],
  ['before the reply', hanging, '', '', ({ server }) => server.request()],
  ['during the reply', unfinished, '', 'Hel', ({ sessions }) => until(() => journalHas(sessions, 'Hel'))],
  [
    'during a tool call',
    [blocksReply([toolUse('toolu_1', 'wait')]), reply()],
    '',
    '',
    ({ called }) => until(() => existsSync(called)),
  ],
];

const journalHas = (sessions: string, text: string) =>
  existsSync(sessions) &&
  readdirSync(sessions).some((name) => readFileSync(join(sessions, name), 'utf8').includes(text));

describe.skipIf(process.platform === 'win32')('any signal that would end a process', () => {
  test.each(MOMENTS)(
    '%s leaves one JSON document, a whole journal and no server',
    async (_, answers, handlers, text, moment) => {
      const runs = SIGNALS.map(async (signal) => {
        const scene = await stage(['--json'], answers, handlers);
        await moment(scene);
        scene.kill(signal);
        const result = await scene.done;
        expectInterrupted(result, signal, text);
        expect(jsonLines(result.stdout)).toHaveLength(1);
        await expectNothingLeft(scene);
      });
      await Promise.all(runs);
    },
  );

  test('ends stream-json with the line of the result', async () => {
    const runs = SIGNALS.map(async (signal) => {
      const program = start(['--output-format', 'stream-json', 'hi'], { server: await serve(unfinished) });
      await program.stdoutUntil('Hel');
      program.kill(signal);
      const result = await program.done;
      expectInterrupted(result, signal, 'Hel');
      expect(jsonLines(result.stdout).at(-1)).toMatchObject({ type: 'result' });
    });
    await Promise.all(runs);
  });

  test('sent again ends the program at once, and leaves no server', async () => {
    const runs = SIGNALS.map(async (signal) => {
      const scene = await stage([], [blocksReply([toolUse('toolu_1', 'wait')]), reply()]);
      await until(() => existsSync(scene.called));
      scene.kill(signal);
      // By now the program waits for the server to end.
      await scene.stderrUntil('interrupted');
      scene.kill(signal);
      const { code, signal: by } = await scene.done;
      expect({ code, signal: by }).toEqual(statusAfter(signal));
      await expectNothingLeft(scene);
    });
    await Promise.all(runs);
  });

  test('but SIGKILL, which cannot be caught, leaves no server that ends with its input', async () => {
    const pids = join(tempFolder(), 'pids');
    const note = `fs.appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n');`;
    const config = mcpConfig(scripted('good', listing({ name: 'wait' }), note));
    const program = start(['--mcp-config', config, 'hi'], { server: await serve(hanging) });
    const running = await pidsIn(pids, 1);
    program.kill('SIGKILL');
    await program.done;
    await expectGone(running);
  });

  test.each(['program', 'command-line', 'one-shot', 'api', 'start-tools', 'toolbox', 'mcp'])(
    'that arrives while %s.cjs is loaded is not lost',
    async (file) => {
      const preload = join(projectRoot, 'test', 'helpers', 'signal-preload.cjs');
      const runs = SIGNALS.map(async (signal) => {
        const env = { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, SIGNAL_AT: file, SIGNAL_NAME: signal };
        const scene = await stage(['--json'], hanging, '', env);
        const result = await scene.done;
        expectInterrupted(result, signal, '');
        expect(jsonLines(result.stdout)).toHaveLength(1);
        await expectNothingLeft(scene);
      });
      await Promise.all(runs);
    },
  );

  const random = numbers(SEED);
  test(`at any moment leaves whole output and journals, and no server (seed ${SEED})`, async () => {
    const runs = SIGNALS.flatMap((signal) => [signal, signal]).map(async (signal) => {
      const scene = await stage(['--json'], hanging);
      await delay(random() * 500);
      // Until the program's own code runs, Node takes this one for a request of its debugger.
      if (signal === 'SIGUSR1') await pidsIn(scene.pids, 1);
      scene.kill(signal);
      const result = await scene.done;
      // Likewise, the others meet Node alone.
      if (result.stdout === '') expect(result).toMatchObject({ code: null, signal, stderr: '' });
      else expectInterrupted(result, signal, '');
      await expectNothingLeft(scene);
    });
    await Promise.all(runs);
  });

  test.skipIf(process.platform !== 'linux').each(['--file', '--mcp-config', '--output'])(
    'ends a wait for a FIFO that nobody else opens (%s)',
    async (flag) => {
      const runs = SIGNALS.map(async (signal) => {
        const fifo = join(tempFolder(), 'fifo');
        execFileSync('mkfifo', [fifo]);
        const program = start([flag, fifo, 'hi'], { server: await serve(reply()) });
        await until(() => waitsForFifo(program.pid));
        program.kill(signal);
        expect(await program.done).toMatchObject({ code: null, signal, stdout: '' });
      });
      await Promise.all(runs);
    },
  );
});

/** Whether the main thread of a process sleeps where a FIFO is opened. */
function waitsForFifo(pid: number): boolean {
  const file = `/proc/${pid}/wchan`;
  return existsSync(file) && readFileSync(file, 'utf8') === 'wait_for_partner';
}

test('the signals are those of the system, with the numbers that Linux gives them', () => {
  expect(constants.signals).toMatchObject(process.platform === 'linux' ? ENDING_SIGNALS : { SIGINT: 2 });
});
