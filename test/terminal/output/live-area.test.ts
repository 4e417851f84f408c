import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveArea } from '../../../src/terminal/output/live-area.ts';
import { openTerminal } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function open() {
  const terminal = openTerminal({ columns: 40, rows: 16 });
  const live = { rows: ['one', 'two'] };
  const area = createLiveArea({
    ...terminal.options,
    draw: () => ({ rows: live.rows, cursor: { row: 0, column: 1 } }),
  });
  return { ...terminal, area, live };
}

test('the first rows are shown at once, changes that come together as one', async () => {
  const { area, live, rows, writes } = open();
  area.repaint();
  expect(rows()).toEqual(['o|ne', 'two']);
  const before = writes.length;
  for (const row of ['three', 'four']) {
    live.rows = ['one', row];
    area.repaint();
  }
  await setImmediate();
  expect(rows()).toEqual(['o|ne', 'four']);
  expect(writes.length).toBe(before + 1);
});

test('rows that are committed stay, and the next stand below', () => {
  const { area, rows } = open();
  area.repaint();
  area.commit(['done']);
  expect(rows()).toEqual(['done', '|']);
  area.repaint();
  expect(rows()).toEqual(['done', 'o|ne', 'two']);
});

test('rows that are cleared go, and those that are left stay', () => {
  const { area, rows } = open();
  area.repaint();
  area.clear();
  expect(rows()).toEqual(['|']);
  area.repaint();
  area.leave();
  expect(rows()).toEqual(['one', 'two', '|']);
});

test('a change that was planned is not shown once the rows are gone', async () => {
  const { area, rows } = open();
  area.repaint();
  area.repaint();
  area.clear();
  await setImmediate();
  expect(rows()).toEqual(['|']);
});

test('a new size is waited for until it settles, and known where nothing is shown', () => {
  const { area, live, rows, resize } = open();
  resize({ columns: 60, rows: 16 });
  expect(area.measure().width).toBe(59);
  area.repaint();
  live.rows = ['narrow'];
  resize({ columns: 30, rows: 12 });
  expect(rows()).toEqual(['o|ne', 'two']);
  vi.advanceTimersByTime(50);
  expect(rows()).toEqual(['n|arrow']);
  expect([area.measure().width, area.maxRows]).toEqual([29, 6]);
});

test('the rows are left when the program is stopped, and stand there again when it goes on', () => {
  const { area, rows, events, emulator } = open();
  area.repaint();
  events.emit('SIGTSTP');
  emulator.write('stopped\r\n');
  events.emit('SIGCONT');
  vi.advanceTimersByTime(50);
  expect(rows()).toEqual(['one', 'two', 'stopped', 'o|ne', 'two']);
});

test('the terminal is used only while rows are shown', () => {
  const { area, keys, events } = open();
  keys.close();
  expect(events.eventNames()).toEqual([]);
  area.repaint();
  expect(events.listenerCount('exit')).toBe(1);
  area.commit([]);
  area.commit([]);
  expect(events.eventNames()).toEqual([]);
});
