import { openSync, readFileSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { Output } from '../terminal/output/output.ts';
import { createTerminal, type Terminal, type TerminalTraits } from '../terminal/terminal.ts';
import { signalJob } from './signals.ts';

/** The terminal of this process: the one on stdout, or on stderr where stdout is a pipe or a file. */
export function openTerminal(stdout: Output, stderr: Output): Terminal {
  const [window, sink] = process.stdout.isTTY ? [process.stdout, stdout] : [process.stderr, stderr];
  return createTerminal({
    window,
    write: (text) => void sink.write(text),
    writeApproval: (text) => void sink.writeApproval(text),
    traits: { synchronized: canSynchronize(), ...reflowTraits() },
    openInput,
    events: process,
    inForeground,
    signalJob,
    stop: () => process.kill(process.pid, 'SIGSTOP'),
  });
}

/** Standard input, or the terminal itself where that is a pipe. */
function openInput(): ReadStream | undefined {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
}

/** Whether the keys are for this program: a job in the background that takes them is stopped. */
function inForeground(): boolean {
  try {
    const [, , , group, , , foreground] = readFileSync('/proc/self/stat', 'latin1').replace(/^.*\)/, '_').split(' ');
    return group === foreground || foreground === '-1';
  } catch {
    // Only Linux says so in a file.
    return true;
  }
}

/** Where the markers of synchronized output are known to do harm, or to be printed. */
function canSynchronize(): boolean {
  const { CLAUDE_STREAM_SYNC, TERM = '', TERM_PROGRAM, TERM_PROGRAM_VERSION = '' } = process.env;
  if (CLAUDE_STREAM_SYNC !== undefined) return CLAUDE_STREAM_SYNC !== '0';
  if (TERM === 'linux' || TERM_PROGRAM === 'Apple_Terminal') return false;
  return TERM_PROGRAM !== 'tmux' || Number.parseFloat(TERM_PROGRAM_VERSION) >= 3.4;
}

/**
 * Tmux tells of a new size up to 250 ms late. It joins a row to the next one until the whole of it is erased, which nobody
 * sees: it draws only once it has read a whole frame. Some terminals only cut their rows off when they get narrower.
 */
function reflowTraits(): Pick<TerminalTraits, 'keepsWraps' | 'reflowsCursorRow' | 'reflowLagMs'> {
  const { TERM = '', TMUX, XTERM_VERSION, STY } = process.env;
  if (TMUX !== undefined || TERM.startsWith('tmux'))
    return { keepsWraps: true, reflowsCursorRow: true, reflowLagMs: 400 };
  const cuts = XTERM_VERSION !== undefined || STY !== undefined || /^(linux|screen|st-|vt\d)/.test(TERM);
  // On another machine, tmux is only known as screen.
  return { keepsWraps: TERM.startsWith('screen'), reflowLagMs: cuts ? Number.POSITIVE_INFINITY : 0 };
}
