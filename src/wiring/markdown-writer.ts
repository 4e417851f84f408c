import { openSync, readFileSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ReadStream } from 'node:tty';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import { useColor } from '../core/color.ts';
import type { TextWriter } from '../core/edges.ts';
import type { Settings } from '../core/settings.ts';
import { MarkdownStream } from '../markdown/markdown-stream.ts';
import { widthOf } from '../markdown/width.ts';
import { plainText } from '../markdown/styled.ts';
import { takeKeyboard, type Keyboard } from '../terminal/keyboard.ts';
import { createLiveWriter, createRowWriter, type LiveWriter } from '../terminal/markdown-view.ts';
import { createPainter } from '../terminal/painter.ts';
import type { Run } from './run.ts';

/** Of a file or a pipe, where nobody says how wide they are. */
const DEFAULT_COLUMNS = 80;

/** Markdown on its way to stdout: painted live on a terminal that can, else as finished rows. */
export function createMarkdownWriter(settings: Settings, { stdout }: Run): TextWriter {
  const terminal = process.stdout.isTTY;
  const markdown = new MarkdownStream({
    // A terminal's last column stays free: a row that fills it leaves the cursor in doubt.
    width: () => settings.width ?? (process.stdout.columns ? process.stdout.columns - 1 : DEFAULT_COLUMNS),
    color: useColor(settings.color, process.env, terminal) ? 1 : 0,
    hyperlinks: settings.links === 'always' || (settings.links === 'auto' && createSupportsHyperlinks(process.stdout)),
    wrap: settings.wrap,
    ...(settings.theme && { theme: settings.theme }),
  });
  if (!terminal || !canPaint(settings)) return createRowWriter(markdown, stdout);
  const painter = createPainter({
    size: windowSize(),
    widthOf: (row) => widthOf(plainText(row)),
    synchronized: canSynchronize(),
    reflowLagMs: reflowLag(process.env),
  });
  return owningTerminal(createLiveWriter(markdown, stdout, painter));
}

/** NO_COLOR asks for plain text, and a dumb terminal cannot move its cursor. */
function canPaint({ color }: Settings): boolean {
  const plain = (process.env['NO_COLOR'] ?? '') !== '' && color === 'auto';
  return !plain && process.env['TERM'] !== 'dumb' && process.stdout.columns > 0;
}

/** Where the markers of synchronized output are known to do harm, or to be printed. */
function canSynchronize(): boolean {
  const { CLAUDE_STREAM_SYNC, TERM = '', TERM_PROGRAM, TERM_PROGRAM_VERSION = '' } = process.env;
  if (CLAUDE_STREAM_SYNC !== undefined) return CLAUDE_STREAM_SYNC !== '0';
  if (TERM === 'linux' || TERM_PROGRAM === 'Apple_Terminal') return false;
  return TERM_PROGRAM !== 'tmux' || Number.parseFloat(TERM_PROGRAM_VERSION) >= 3.4;
}

/** Tmux tells of a new size up to 250 ms late; some terminals only cut their rows off when they get narrower. */
function reflowLag({ TERM = '', TMUX, XTERM_VERSION, STY }: NodeJS.ProcessEnv): number {
  if (TMUX !== undefined) return 400;
  const cuts = XTERM_VERSION !== undefined || STY !== undefined || /^(linux|screen|st-|vt\d)/.test(TERM);
  return cuts ? Number.POSITIVE_INFINITY : 0;
}

const windowSize = () => ({ columns: process.stdout.columns, rows: process.stdout.rows });

/** Where keys come from: standard input, or the terminal itself where that is a pipe; `undefined`: nowhere. */
function keyboardInput(): ReadStream | undefined {
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

/** The writer with the terminal in its hands: keys are not echoed, sizes are followed, and all is given back at the end. */
function owningTerminal(writer: LiveWriter): TextWriter {
  let input: ReadStream | undefined;
  let keyboard: Keyboard | undefined;

  /** Only when there is something to show: until then what fills the pipe may ask for a password. */
  function take(): void {
    if (keyboard !== undefined || !inForeground()) return;
    input ??= keyboardInput();
    // To the whole job, as the terminal would: what is piped in is stopped and ends too.
    keyboard = takeKeyboard(input, (signal) => process.kill(process.platform === 'win32' ? process.pid : 0, signal));
  }
  function release(): void {
    keyboard?.release();
    keyboard = undefined;
  }

  const onResize = () => writer.resized(windowSize());
  const onStop = () => {
    release();
    writeSync(1, writer.pause());
    process.kill(process.pid, 'SIGSTOP');
  };
  const onContinue = () => {
    take();
    writer.resume();
  };
  // Also when the program ends in the middle of it.
  const onExit = () => void writeSync(1, writer.leave());
  let begun = false;

  function begin(): void {
    begun = true;
    process.stdout.on('resize', onResize);
    process.on('SIGTSTP', onStop);
    process.on('SIGCONT', onContinue);
    process.on('exit', onExit);
    take();
  }

  return {
    write(text) {
      if (!begun && text !== '') begin();
      return writer.write(text);
    },
    async end() {
      await writer.end();
      // Ctrl-C also ends what is piped in: where both came together, the signal is to be seen before the program ends.
      await setImmediate();
      process.stdout.off('resize', onResize);
      process.off('SIGTSTP', onStop).off('SIGCONT', onContinue).off('exit', onExit);
      release();
    },
  };
}
