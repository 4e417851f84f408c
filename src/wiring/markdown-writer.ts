import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import { useColor } from '../core/color.ts';
import type { TextWriter } from '../core/edges.ts';
import type { Settings } from '../core/settings.ts';
import { MarkdownStream } from '../markdown/markdown-stream.ts';
import { widthOf } from '../markdown/width.ts';
import { plainText } from '../markdown/styled.ts';
import { takeKeyboard } from '../terminal/keyboard.ts';
import { createLiveWriter, createRowWriter, RESTORE_SCREEN, type LiveWriter } from '../terminal/markdown-view.ts';
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

/** The writer with the terminal in its hands: keys are not echoed, sizes are followed, and all is given back at the end. */
function owningTerminal(writer: LiveWriter): TextWriter {
  const take = () => takeKeyboard(keyboardInput(), onSignal);
  const onResize = () => writer.resized(windowSize());
  const onContinue = () => {
    keyboard = take();
    writer.resumed();
  };
  // Also when the program ends in the middle of it.
  const onExit = () => void writeSync(1, RESTORE_SCREEN);
  let keyboard = take();

  function onSignal(signal: NodeJS.Signals): void {
    if (signal === 'SIGTSTP') {
      keyboard?.release();
      writeSync(1, writer.leave);
      process.once('SIGCONT', onContinue);
    }
    // To the whole job, as the terminal would: what is piped in ends too.
    process.kill(process.platform === 'win32' ? process.pid : 0, signal);
  }

  process.stdout.on('resize', onResize);
  process.once('exit', onExit);
  return {
    write: (text) => writer.write(text),
    async end() {
      await writer.end();
      process.stdout.off('resize', onResize);
      process.off('exit', onExit);
      process.off('SIGCONT', onContinue);
      keyboard?.release();
    },
  };
}
