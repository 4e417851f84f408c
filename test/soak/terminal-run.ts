import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { quietly } from '../../src/core/problem/quietly.ts';
import { ENDING_SIGNALS, type EndingSignal } from '../../src/core/problem/interruption.ts';
import { KEYS, pasted } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { mcpConfig } from '../helpers/tool-replies.ts';
import { leftBehind, wrongEnd } from './checks.ts';
import type { Dice } from './dice.ts';
import { randomAnswer } from './random-answers.ts';
import { randomServers } from './random-tools.ts';

const SIGNALS = Object.keys(ENDING_SIGNALS) as EndingSignal[];
const HANGS_MS = 60_000;

const LINES = [
  ...[
    'hello',
    'why?',
    '日本 🙂',
    '"""\ntwo\nlines\n"""',
    'a '.repeat(200),
    '@mcp.json what is this?',
    '//not a command',
  ],
  ...[
    '/new',
    '/retry',
    '/undo',
    '/continue',
    '/sessions',
    '/help',
    '/usage',
    '/model',
    '/model claude-haiku-5',
    '/raw',
  ],
  ...[
    '/resume',
    '/system be brief',
    '/effort low',
    '/thinking',
    '/copy',
    '/clear',
    '/nonsense',
    '/save /no/such/file.md',
  ],
];

const KEYSTROKES = [
  ...Object.values(KEYS).filter((key) => key !== KEYS.ctrlZ && key !== KEYS.ctrlD),
  ...['y', 'n', 'a', 'x', ' ', '\u007f', '\u001b[D', '\u001b[C', '\u001b[H', '\u001b[3~', '\u0001', '\u000b', '\u0019'],
  ...['\u001b', '\u001b[', '\u001b[200~', '\u001b[201~', '\u0000', '\u00ff', '🙂', '\u001b[I', pasted('one\ntwo\n')],
];

/** A one-shot or a conversation in a window that changes. Resolves to what went wrong. */
export async function runOnTerminal(dice: Dice, data: string): Promise<string[]> {
  const home = tempFolder();
  const servers = dice.chance(0.4) ? randomServers(dice, true) : [];
  writeIn(home, 'mcp.json', mcpConfig(...servers));
  const server = await serve((request) => randomAnswer(dice, request));
  const isOneShot = dice.chance(0.4);
  const args = [
    ...['--timeout 3 --stall-timeout 2 --mcp-timeout 3', `--max-retries ${dice.whole(0, 2)}`],
    ...(servers.length > 0 ? ['--mcp-config mcp.json'] : []),
    ...(servers.length > 0 && dice.chance(0.5) ? ['--allow-tool "*"'] : []),
    ...dice.pick([[], [], ['-c'], ['--no-save'], ['--thinking'], ['--color never'], ['--raw']]),
    ...(isOneShot ? ['hello'] : []),
  ].join(' ');
  const line = [
    // The program is a job of its own: keys that send signals do not reach this shell.
    'set -m',
    'stty -a | tail -n +2 > before',
    `sh -c 'echo $$ > pid; exec claude-stream ${args}'; code=$?`,
    'stty -a | tail -n +2 > after; cmp before after && echo "as before"',
    'echo "code $code"',
  ].join('\n');
  const size = () => [dice.whole(1, 150), dice.whole(1, 50)] as const;
  const [cols, rows] = size();
  const screen = openShell(line, { server, cwd: home, env: { HOME: home, XDG_DATA_HOME: data }, cols, rows });

  const did: string[] = [];
  const over = new AbortController();
  void screen.exit.then(() => over.abort());
  const after = (ms: number) => delay(ms, undefined, { signal: over.signal }).catch(() => {});
  const act = (what: string, action: () => void) => {
    if (over.signal.aborted) return;
    did.push(what);
    // The program may have ended a moment ago.
    quietly(action);
  };
  const type = (keys: string) => act(JSON.stringify(keys), () => screen.type(keys));
  const send = (signal: EndingSignal) => {
    const file = join(home, 'pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (pid > 0) act(signal, () => process.kill(pid, signal));
  };
  // By then Node hears no signal alone.
  await Promise.race([screen.waitFor(/\S/).catch(() => {}), after(2000)]);
  for (let left = dice.whole(3, 25); left > 0 && !over.signal.aborted; left--) {
    const what = dice.between(0, 1);
    if (what < 0.35) type(`${dice.pick(LINES)}\r`);
    else if (what < 0.75) type(dice.pick(KEYSTROKES));
    else if (what < 0.95) {
      const [newCols, newRows] = size();
      act(`${newCols}x${newRows}`, () => screen.resize(newCols, newRows));
    } else send(dice.pick(SIGNALS));
    await after(dice.between(0, 350));
  }
  if (dice.chance(0.3)) type('\u001c');
  else send(dice.pick(SIGNALS));
  await after(8000);
  send('SIGTERM');
  await after(HANGS_MS);
  const hangs = !over.signal.aborted;
  const shown = screen.text();
  if (hangs) screen.kill('SIGKILL');
  await screen.exit;

  const bytes = screen.bytes();
  const code = Number(/code (\d+)\s*$/.exec(shown.replaceAll('\n', ''))?.[1] ?? Number.NaN);
  return [
    ...(hangs ? ['it hangs'] : []),
    ...wrongEnd(Number.isNaN(code) ? null : code, bytes.replaceAll('\r', '')),
    ...(hangs || bytes.includes('as before') ? [] : ['the terminal has other modes']),
    ...(screen.cursorVisible() ? [] : ['the cursor is hidden']),
    ...(bytes.lastIndexOf('\u001b[?2004h') > bytes.lastIndexOf('\u001b[?2004l') ? ['pastes are marked'] : []),
    ...(await leftBehind(home)),
  ].map((what) => `${what}\n  claude-stream ${args}\n  ${did.join(' ')}\n  screen: ${screen.text().slice(-600)}`);
}
