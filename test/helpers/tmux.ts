import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { programPath, surroundings, tempFolder, writeIn, type Surroundings } from './sandbox.ts';

/** Tests in tmux are skipped where it is not installed. */
export const lacksTmux = process.platform === 'win32' || spawnSync('tmux', ['-V']).error !== undefined;

export interface Tmux {
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Scrollback and screen, with wrapped rows joined. */
  lines(): string[];
  waitFor(wanted: RegExp): Promise<string>;
}

export interface TmuxOptions extends Surroundings {
  readonly cols: number;
  readonly rows: number;
}

/** Runs a shell command in a tmux of its own; `claude-stream` in it is the built program. */
export function openTmux(line: string, { cols, rows, ...options }: TmuxOptions): Tmux {
  const folder = tempFolder();
  const { env, cwd } = surroundings({ ...options, env: { SHELL: '/bin/sh', TERM: 'xterm-256color', ...options.env } });
  writeIn(folder, 'claude-stream', `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`, 0o755);
  const config = writeIn(folder, 'tmux.conf', 'set -g history-limit 100000\n');
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', config, ...args], {
      env: { ...env, PATH: `${folder}:${process.env['PATH']}` },
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
  const script = writeIn(folder, 'script', `${line}\nsleep 3600\n`);
  tmux('new-session', '-d', '-x', String(cols), '-y', String(rows), `/bin/sh '${script}'`);
  onTestFinished(() => void tmux('kill-server'));
  const text = () => tmux('capture-pane', '-p', '-J', '-S', '-', '-t', ':0').replaceAll(/ +$/gm, '');
  return {
    type: (keys) => void tmux('send-keys', '-l', keys),
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    lines: () => text().split('\n'),
    async waitFor(wanted) {
      for (;;) {
        const shown = text();
        if (wanted.test(shown)) return shown;
        await delay(50);
      }
    },
  };
}
