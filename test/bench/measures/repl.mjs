import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pty from '@lydell/node-pty';
import { rounds } from '../lib/rounds.mjs';

export const title = 'the prompt of an interactive session on a terminal';
export const defaultRuns = 25;

const TURNS = 250;
const CHARACTERS_PER_REPLY = 20_000;

/** @type {import('../run.mjs').Measure} */
export async function measure({ program, home, runs }) {
  const data = { empty: join(home, 'empty'), large: join(home, 'large') };
  writeSession(data.empty, 1, 10);
  writeSession(data.large, TURNS, CHARACTERS_PER_REPLY);
  const until = (wanted, args, folder) => () => shown(wanted, args, home, folder);
  const { node, prompt, empty, large } = await rounds(runs, {
    node: until('READY', ['-e', 'process.stdout.write("READY")'], data.empty),
    prompt: until('> ', program, data.empty),
    empty: until('\n> ', [...program, '--continue', '--fork'], data.empty),
    large: until('\n> ', [...program, '--continue', '--fork'], data.large),
  });
  return [
    { what: 'prompt shown', ours: prompt, against: 'empty script', theirs: node, unit: 'ms', goal: 1.6 },
    {
      what: '5 MB conversation resumed',
      ours: large,
      against: 'one-turn conversation',
      theirs: empty,
      unit: 'ms',
      goal: 2,
    },
  ];
}

/** The time in ms until the output of a program first ends with `wanted`. */
function shown(wanted, args, home, data) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_DATA_HOME: data,
      ANTHROPIC_API_KEY: 'x',
      TERM: 'xterm-256color',
    };
    const child = pty.spawn(process.execPath, args, { cols: 80, rows: 24, env });
    let text = '';
    let ms = Number.NaN;
    child.onData((written) => {
      text += written.replaceAll(/\u001b\[[?\d;]*[a-zA-Z]/g, '');
      if (!Number.isNaN(ms) || !text.replaceAll('\r', '').endsWith(wanted)) return;
      ms = performance.now() - startedAt;
      child.kill('SIGKILL');
    });
    child.onExit(() => resolve(ms));
  });
}

function writeSession(folder, turns, characters) {
  const sessions = join(folder, 'claude-stream', 'sessions');
  mkdirSync(sessions, { recursive: true });
  const time = '2026-01-01T12:00:00.000Z';
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(characters / 45 + 1).slice(0, characters);
  const turn = (n) => [
    { type: 'prompt', content: `Question ${n}`, time },
    {
      type: 'end',
      time,
      status: 'complete',
      content: [{ type: 'text', text: n === turns ? 'Yes.' : text }],
      usage: {},
    },
  ];
  const header = { type: 'session', version: 1, id: 'bench234', time, model: 'claude-opus-5-5' };
  const lines = [header, ...Array.from({ length: turns }, (_, index) => turn(index + 1)).flat()];
  const file = join(sessions, '20260101T120000-bench234.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
