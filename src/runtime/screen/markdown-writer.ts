import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ReadStream } from 'node:tty';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import { useColor } from '../../core/config/use-color.ts';
import type { TextWriter } from '../../core/reply/ports.ts';
import type { Settings } from '../../core/config/settings.ts';
import { MarkdownStream } from '../../markdown/markdown-stream.ts';
import { widthOf } from '../../markdown/layout/width.ts';
import { plainText } from '../../markdown/layout/styled.ts';
import { takeKeyboard, type Keyboard } from '../../terminal/input/keyboard.ts';
import { createLiveWriter, createRowWriter, type LiveWriter } from '../../terminal/output/markdown-view.ts';
import { createPainter } from '../../terminal/output/painter.ts';
import type { Runtime } from '../runtime.ts';
import { signalJob, type WhileStoppable } from './suspension.ts';
import { canSynchronize, inForeground, keyboardInput, reflowLagMs, windowSize } from './tty.ts';

export type MarkdownSettings = Pick<Settings, 'width' | 'color' | 'links' | 'wrap' | 'theme'>;

/** Of a file or a pipe, where nobody says how wide they are. */
const DEFAULT_COLUMNS = 80;

/** Markdown on its way to stdout: painted live on a terminal that can, else as finished rows. */
export function createMarkdownWriter(
  settings: MarkdownSettings,
  { stdout, whileStoppable }: Pick<Runtime, 'stdout' | 'whileStoppable'>,
  keyboard: KeyboardOwner = createKeyboardOwner(),
): TextWriter {
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
    reflowLagMs: reflowLagMs(),
  });
  return owningTerminal(createLiveWriter(markdown, stdout, painter), keyboard, whileStoppable);
}

/** NO_COLOR asks for plain text, and a dumb terminal cannot move its cursor. */
function canPaint({ color }: MarkdownSettings): boolean {
  const plain = (process.env['NO_COLOR'] ?? '') !== '' && color === 'auto';
  return !plain && process.env['TERM'] !== 'dumb' && process.stdout.columns > 0;
}

/** Who has the keyboard while a reply is painted: keys must not be echoed into it. */
export interface KeyboardOwner {
  take(): void;
  release(): void;
}

/** Takes the keyboard for as long as there is something to show: until then what fills the pipe may ask for a password. */
function createKeyboardOwner(): KeyboardOwner {
  let input: ReadStream | undefined;
  let keyboard: Keyboard | undefined;
  const release = () => {
    keyboard?.release();
    keyboard = undefined;
  };
  return {
    take() {
      if (keyboard !== undefined || !inForeground()) return;
      input ??= keyboardInput();
      keyboard = takeKeyboard(input, (signal) => {
        // It ends the program at once, and the terminal with it would stay as it is now.
        if (signal === 'SIGQUIT') release();
        signalJob(signal);
      });
    },
    release,
  };
}

/** The writer with the terminal in its hands: sizes are followed, and all is given back at the end. */
function owningTerminal(writer: LiveWriter, keyboard: KeyboardOwner, whileStoppable: WhileStoppable): TextWriter {
  const onResize = () => writer.resized(windowSize());
  // Also when the program ends in the middle of it.
  const onExit = () => void writeSync(1, writer.leave());
  let unregister: (() => void) | undefined;

  function begin(): void {
    process.stdout.on('resize', onResize);
    process.on('exit', onExit);
    unregister = whileStoppable({
      pause() {
        keyboard.release();
        writeSync(1, writer.pause());
      },
      resume() {
        keyboard.take();
        writer.resume();
      },
    });
    keyboard.take();
  }

  return {
    write(text) {
      if (unregister === undefined && text !== '') begin();
      return writer.write(text);
    },
    async end() {
      await writer.end();
      // Ctrl-C also ends what is piped in: where both came together, the signal is to be seen before the program ends.
      await setImmediate();
      process.stdout.off('resize', onResize);
      process.off('exit', onExit);
      unregister?.();
      keyboard.release();
    },
  };
}
