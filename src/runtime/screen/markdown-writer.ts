import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import { useColor } from '../../core/config/use-color.ts';
import type { TextWriter } from '../../core/reply/ports.ts';
import type { Settings } from '../../core/config/settings.ts';
import { MarkdownStream } from '../../markdown/markdown-stream.ts';
import { widthOf } from '../../markdown/layout/width.ts';
import { plainText } from '../../markdown/layout/styled.ts';
import { createLiveWriter, createRowWriter, type LiveWriter } from '../../terminal/output/markdown-view.ts';
import { createPainter } from '../../terminal/output/painter.ts';
import type { BottomRows } from '../../terminal/bottom-rows.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Runtime } from '../runtime.ts';

export type MarkdownSettings = Pick<Settings, 'width' | 'color' | 'links' | 'wrap' | 'math' | 'emphasis' | 'theme'>;

/** Of a file or a pipe, where nobody says how wide they are. */
const DEFAULT_COLUMNS = 80;

/** Markdown on its way to stdout: painted live on a terminal that can, else as finished rows. */
export function createMarkdownWriter(
  settings: MarkdownSettings,
  { stdout, terminal, bottom }: Pick<Runtime, 'stdout' | 'terminal' | 'bottom'>,
): TextWriter {
  const { isTTY } = process.stdout;
  const markdown = new MarkdownStream({
    // A terminal's last column stays free: a row that fills it leaves the cursor in doubt.
    width: () => settings.width ?? (process.stdout.columns ? process.stdout.columns - 1 : DEFAULT_COLUMNS),
    color: useColor(settings.color, process.env, isTTY) ? 1 : 0,
    hyperlinks: settings.links === 'always' || (settings.links === 'auto' && createSupportsHyperlinks(process.stdout)),
    wrap: settings.wrap,
    math: settings.math,
    emphasis: settings.emphasis,
    ...(settings.theme && { theme: settings.theme }),
  });
  if (!isTTY || !canPaint(settings)) return createRowWriter(markdown, stdout);
  const painter = createPainter({
    ...terminal.traits,
    size: terminal.size(),
    widthOf: (row) => widthOf(plainText(row)),
  });
  return usingTerminal(createLiveWriter(markdown, stdout, painter, bottom.rows), terminal, bottom);
}

/** NO_COLOR asks for plain text, and a dumb terminal cannot move its cursor. */
function canPaint({ color }: MarkdownSettings): boolean {
  const plain = (process.env['NO_COLOR'] ?? '') !== '' && color === 'auto';
  return !plain && process.env['TERM'] !== 'dumb' && process.stdout.columns > 0;
}

/**
 * The writer, which uses the terminal for as long as there is something to show: until then what fills the pipe may ask
 * for a password.
 */
function usingTerminal(writer: LiveWriter, terminal: Terminal, bottom: BottomRows): TextWriter {
  let release: (() => void) | undefined;
  function begin(): () => void {
    const endPainting = bottom.paintedBy(() => writer.repaint());
    const endUse = terminal.take({
      // They must not be echoed into the reply.
      hidesKeys: true,
      onResize: () => writer.resized(terminal.size()),
      onSuspend: () => void writeSync(1, writer.pause()),
      onResume: () => writer.resume(),
      onExit: () => void writeSync(1, writer.leave()),
    });
    return () => {
      endUse();
      endPainting();
    };
  }
  return {
    write(text) {
      if (text !== '') release ??= begin();
      return writer.write(text);
    },
    async end() {
      await writer.end();
      // Ctrl-C also ends what is piped in: where both came together, the signal is to be seen before the program ends.
      await setImmediate();
      release?.();
    },
  };
}
