import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBottomRows } from '../../../src/terminal/bottom-rows.ts';
import { startSpinner } from '../../../src/terminal/output/spinner.ts';
import { openTerminal } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(columns: number, line: () => string) {
  const screen = openTerminal({ columns, rows: 12 }, []);
  const spinner = startSpinner({ color: false, line, bottom: createBottomRows(screen.terminal) });
  return { ...screen, spinner };
}

test('a spinner turns, and shows its line of every moment', () => {
  let seconds = 3;
  const { rows, spinner } = start(40, () => `${seconds} s · claude-opus-5-5`);
  expect(rows()).toEqual(['|⠋ 3 s · claude-opus-5-5']);
  seconds = 4;
  vi.advanceTimersByTime(80);
  expect(rows()).toEqual(['|⠙ 4 s · claude-opus-5-5']);
  spinner.stop();
  expect(rows()).toEqual(['|']);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([18, 19, 20, 21])('a line cut to %i columns ends in a whole character', (columns) => {
  const { rows, writes } = start(columns, () => '🙂'.repeat(40));
  expect(rows()[0]).toMatch(/🙂…$/);
  expect(writes.join('').isWellFormed()).toBe(true);
});
