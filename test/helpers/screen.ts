import { delimiter } from 'node:path';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { programPath, surroundings, tempFolder, writeIn, type Surroundings } from './sandbox.ts';

export interface ScreenOptions extends Surroundings {
  readonly cols?: number;
  readonly rows?: number;
  /** How many rows above the window are kept. */
  readonly scrollback?: number;
}

export interface Screen {
  /** Scrollback and screen as a person sees them, without blanks at the right and the bottom. */
  rows(): string[];
  text(): string;
  /** The same rows, with those joined that the terminal wrapped. */
  lines(): string[];
  /** Everything the program has written, escape sequences and all. */
  bytes(): string;
  /** How often the terminal has said that it shows all that was written. A key typed then was typed by somebody who saw it. */
  statusAnswers(): number;
  cursorVisible(): boolean;
  /** Resolves to the text once it is on the screen. */
  waitFor(wanted: string | RegExp): Promise<string>;
  type(keys: string): void;
  resize(cols: number, rows: number): void;
  kill(signal?: string): void;
  /** Takes the terminal away, as closing its window does. */
  hangUp(): void;
  /** The exit code, once all output is on the screen. */
  readonly exit: Promise<number>;
}

/** What the emulator knows, but does not tell. */
interface WithCursor {
  readonly _core: { readonly coreService: { readonly isCursorHidden: boolean } };
}

/** Runs the built program in a terminal of its own. */
export function openScreen(args: readonly string[], options: ScreenOptions = {}): Screen {
  return open(process.execPath, [programPath, ...args], options);
}

/** Runs a shell command in a terminal; `claude-stream` in it is the built program. */
export function openShell(line: string, options: ScreenOptions = {}): Screen {
  const folder = tempFolder();
  writeIn(folder, 'claude-stream', `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`, 0o755);
  const path = [folder, process.env['PATH']].join(delimiter);
  // What a shell prints just before it exits can be lost on the way out of the pty.
  const slowly = `${line}\nstatus=$?; sleep 0.2; exit $status`;
  return open('/bin/sh', ['-c', slowly], { ...options, env: { PATH: path, ...options.env } });
}

function open(
  file: string,
  args: string[],
  { cols = 80, rows = 24, scrollback = 100_000, ...options }: ScreenOptions,
): Screen {
  const terminal = new xterm.Terminal({ cols, rows, scrollback, allowProposedApi: true });
  const { env, cwd } = surroundings({ ...options, env: { TERM: 'xterm-256color', ...options.env } });
  const child = pty.spawn(file, args, { name: 'xterm-256color', cols, rows, env, cwd });
  onTestFinished(() => {
    tryTo(() => child.kill('SIGKILL'));
    terminal.dispose();
  });

  let raw = '';
  let over = false;
  const lookers = new Set<() => void>();
  const look = (): void => lookers.forEach((looker) => looker());
  child.onData((data) => {
    raw += data;
    terminal.write(data, look);
  });
  let statusAnswers = 0;
  terminal.onData((answer) => {
    if (answer === '\u001b[0n') statusAnswers++;
    tryTo(() => child.write(answer));
  });
  const exit = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      // The exit can be reported before the last data, on a busy machine long before: several
      // checks in a row let that data be read in between.
      const settle = (quiet = 0): void => {
        const length = raw.length;
        setTimeout(() => {
          if (raw.length !== length) return settle();
          if (quiet < 4) return settle(quiet + 1);
          terminal.write('', () => {
            over = true;
            look();
            resolve(signal ? 128 + signal : exitCode);
          });
        }, 20);
      };
      settle();
    });
  });

  const shown = (): string[] => visibleRows(terminal);
  return {
    rows: shown,
    text: () => shown().join('\n'),
    lines: () => logicalLines(terminal),
    bytes: () => raw,
    statusAnswers: () => statusAnswers,
    cursorVisible: () => !(terminal as unknown as WithCursor)._core.coreService.isCursorHidden,
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const looker = (): void => {
          const text = shown().join('\n');
          const found = typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
          if (!found && !over) return;
          lookers.delete(looker);
          if (found) resolve(text);
          else reject(new Error(`ended without ${String(wanted)} on the screen:\n${text}`));
        };
        lookers.add(looker);
        looker();
      }),
    type: (keys) => child.write(keys),
    resize(newCols, newRows) {
      terminal.resize(newCols, newRows);
      child.resize(newCols, newRows);
    },
    kill: (signal) => child.kill(signal),
    // node-pty can do it, but its types do not say so.
    hangUp: () => (child as pty.IPty & { destroy(): void }).destroy(),
    exit,
  };
}

function visibleRows(terminal: xterm.Terminal): string[] {
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)?.translateToString(true) ?? '');
  const last = rows.findLastIndex((row) => row.trim() !== '');
  return rows.slice(0, last + 1).map((row) => row.trimEnd());
}

function logicalLines({ buffer: { active } }: xterm.Terminal): string[] {
  const lines: string[] = [];
  for (let y = 0; y < active.length; y++) {
    const row = active.getLine(y)!;
    const joined = row.isWrapped ? (lines.pop() ?? '') : '';
    lines.push(joined + row.translateToString());
  }
  return lines.map((line) => line.trimEnd());
}

function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // The process is gone already.
  }
}
