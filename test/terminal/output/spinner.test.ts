import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSpinner } from '../../../src/terminal/output/spinner.ts';
import { fakeHost } from '../fake-terminal.ts';

/** What a spinner writes to a terminal of so many columns. */
async function written(columns: number, line: string): Promise<string> {
  let all = '';
  const stream = {
    columns,
    isTTY: true,
    write: (text: string) => ((all += text), true),
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
    on: () => stream,
    once: () => stream,
    off: () => stream,
    removeListener: () => stream,
    listenerCount: () => 0,
  };
  const { terminal } = fakeHost({ columns, rows: 24 });
  const spinner = startSpinner({
    stream: stream as unknown as NodeJS.WriteStream,
    color: false,
    line: () => line,
    terminal,
  });
  await sleep(50);
  spinner.stop();
  return all;
}

test('a spinner shows its line', async () => {
  expect(await written(40, '3 s · claude-opus-5-5')).toContain('3 s · claude-opus-5-5');
});

test.each([18, 19, 20, 21])('a line cut to %i columns ends in a whole character', async (columns) => {
  const all = await written(columns, '🙂'.repeat(40));
  expect(all).toContain('🙂…');
  expect(all.isWellFormed()).toBe(true);
});
