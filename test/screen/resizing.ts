import { setTimeout as delay } from 'node:timers/promises';
import { numbers } from '../helpers/random.ts';
import { openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { openTmux } from '../helpers/tmux.ts';
import { uniqueBlocks } from '../helpers/unique-words.ts';

type Range = readonly [least: number, most: number];

export interface Resizing {
  readonly terminal: 'xterm.js' | 'tmux';
  readonly seed: number;
  readonly resizes: number;
  readonly columns: Range;
  readonly rows: Range;
  /** How many pieces of the reply come between two sizes. A piece takes about 10 ms. */
  readonly pieces: Range;
  /** Plain rows, with nothing painted over: what is wrong with them is the terminal's doing. */
  readonly plain?: boolean;
}

/** Streams a reply until the window was resized often enough. Resolves to the reply, and to what the terminal shows. */
export async function resizeWhileStreaming(options: Resizing): Promise<{ sent: string; shown: string }> {
  const random = numbers(options.seed);
  const whole = ([least, most]: Range) => least + Math.floor(random() * (most - least + 1));
  let sent = '';
  async function* body() {
    yield sse(...openReply({ deltas: [''] }));
    let resizes = 0;
    let left = whole(options.pieces);
    for (const block of uniqueBlocks(random)) {
      for (let at = 0; at < block.length;) {
        const piece = block.slice(at, at + whole([1, 24]));
        at += piece.length;
        yield sse(textDelta(piece));
        await delay(whole([0, 12]));
        if (--left > 0 || resizes === options.resizes) continue;
        screen.resize(whole(options.columns), whole(options.rows));
        resizes++;
        left = whole(options.pieces);
      }
      sent += block;
      if (resizes === options.resizes) break;
    }
    yield sse(...closeReply({ text: '' }));
  }
  const server = await serve([{ body: body() }]);
  // Tmux counts the empty rows of a screen that is not full, and pushes the first live rows off to keep them.
  const line = `seq -f 'row %g' 60; claude-stream -q hi${options.plain === true ? ' --markdown always | cat' : ''}; echo after`;
  const open = options.terminal === 'tmux' ? openTmux : openShell;
  const screen = open(line, { server, cols: options.columns[1], rows: options.rows[1] });
  await ('exit' in screen ? screen.exit : screen.waitFor(/^after$/m));
  return { sent, shown: screen.lines().join('\n') };
}
