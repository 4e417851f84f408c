import type { Keys } from '../../terminal/input/keys.ts';
import type { LineInput } from '../../terminal/input/line-input.ts';
import type { Runtime } from '../runtime.ts';

/** Keeps a line in order while the window (of `screen`) changes its size, or the program is stopped, until the returned function is called. */
export function attend(
  line: LineInput,
  keys: Pick<Keys, 'pause' | 'resume'>,
  write: (text: string) => void,
  { whileStoppable }: Pick<Runtime, 'whileStoppable'>,
  screen: NodeJS.WriteStream = process.stdout,
): () => void {
  const onResize = () => line.resized({ columns: screen.columns, rows: screen.rows });
  screen.on('resize', onResize);
  // Also when the program is stopped from elsewhere: with Ctrl-Z the line has gone by then.
  const unregister = whileStoppable({
    pause() {
      write(line.leave());
      keys.pause();
    },
    resume() {
      keys.resume();
      onResize();
    },
  });
  return () => {
    screen.off('resize', onResize);
    unregister();
  };
}
