import { spawn } from 'node:child_process';
import { usageProblem } from '../../core/problem/problem.ts';
import type { Sink } from '../../core/reply/ports.ts';
import type { Environment } from '../../core/config/settings.ts';

export interface ClipboardOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** The terminal. */
  readonly screen: Sink;
}

/** Terminals take no more than this through OSC 52, in base64. */
const MAX_OSC52 = 74_994;

/** By then a tool is waiting for a display that does not answer. */
const TOOL_MS = 2000;

/** Copies a text to the clipboard of whoever sits at the screen, and says how. Throws a problem if there is no way. */
export async function copyText(text: string, { environment, platform, screen }: ClipboardOptions): Promise<string> {
  const size = `${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
  for (const [tool, ...args] of toolsFor(environment, platform)) {
    if (await feed(tool!, args, text)) return `copied ${size} with ${tool}`;
  }
  const encoded = Buffer.from(text).toString('base64');
  if (encoded.length > MAX_OSC52)
    throw usageProblem(`cannot copy ${size}: too long for the terminal`, 'use /save to write them to a file');
  await screen.write(osc52(encoded, environment));
  return `copied ${size} through the terminal (OSC 52), if it allows that`;
}

/** Over SSH the clipboard of this machine is the wrong one. */
function toolsFor(environment: Environment, platform: NodeJS.Platform): string[][] {
  if (environment['SSH_TTY'] !== undefined || environment['SSH_CONNECTION'] !== undefined) return [];
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [['clip']];
  const wayland = environment['WAYLAND_DISPLAY'] === undefined ? [] : [['wl-copy']];
  const x11 = [
    ['xclip', '-selection', 'clipboard'],
    ['xsel', '--clipboard', '--input'],
  ];
  return [...wayland, ...(environment['DISPLAY'] === undefined ? [] : x11)];
}

/** Tmux and screen pass on what is wrapped for them. */
function osc52(encoded: string, { TMUX, STY }: Environment): string {
  const sequence = `\u001b]52;c;${encoded}\u0007`;
  if (TMUX !== undefined) return `\u001bPtmux;\u001b${sequence}\u001b\\`;
  return STY === undefined ? sequence : `\u001bP${sequence}\u001b\\`;
}

/** Whether the tool exists and took the text. */
function feed(tool: string, args: readonly string[], text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { stdio: ['pipe', 'ignore', 'ignore'], timeout: TOOL_MS });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
