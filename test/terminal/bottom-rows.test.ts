import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBottomRows, type BottomRows, type DrawRow } from '../../src/terminal/bottom-rows.ts';
import { Emulator, type Window } from '../screen/stage.ts';
import { fakeHost, openTerminal } from './fake-terminal.ts';

function open(window: Window = { columns: 20, rows: 6 }, before: readonly string[] = ['$ ls']) {
  const screen = openTerminal(window, [...before]);
  const bottom = createBottomRows(screen.terminal);
  const sink = bottom.above({ write: (text: string) => screen.terminal.write(text) });
  // As the terminal's driver does it.
  const write = (text: string) => sink.write(text.replaceAll('\n', '\r\n'));
  return {
    ...screen,
    bottom,
    write,
    text: () => screen.emulator.text().slice(before.length),
    seen: () => rowsOf(screen.emulator).slice(before.length),
  };
}

/** The rows as they are seen: those of the painter are one line for the terminal. */
function rowsOf({ terminal }: Emulator): string[] {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, row) => active.getLine(row)!.translateToString().trimEnd());
  return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
}

const fixed =
  (text: string): DrawRow =>
  (columns) => {
    const shown = text.slice(0, columns);
    return { text: shown, width: shown.length };
  };

test('rows stand below the text, what is typed below what is waited for', () => {
  const { bottom, write, text, seen, rows } = open();
  bottom.show('typed', fixed('> typed'));
  expect(text()).toEqual(['> typed']);
  write('one\ntwo');
  bottom.show('waiting', fixed('waiting'));
  expect(text()).toEqual(['one', 'two', 'waiting', '> typed']);
  write(' three\nfour\n');
  expect(seen()).toEqual(['one', 'two three', 'four', 'waiting', '> typed']);
  bottom.hide('waiting');
  bottom.hide('typed');
  expect(rows()).toEqual(['one', 'two three', 'four', '|']);
});

test('the cursor is hidden while there are rows', () => {
  const { bottom, writes } = open();
  const isHidden = () => writes.join('').lastIndexOf('\u001b[?25l') > writes.join('').lastIndexOf('\u001b[?25h');
  bottom.show('waiting', fixed('waiting'));
  expect(isHidden()).toBe(true);
  bottom.hide('waiting');
  expect(isHidden()).toBe(false);
});

test('rows that did not change are not written again', () => {
  const { bottom, writes } = open();
  bottom.show('waiting', fixed('waiting'));
  const before = writes.length;
  bottom.repaint();
  bottom.show('waiting', fixed('waiting'));
  expect(writes.length).toBe(before);
});

test('a text that may end in the last column keeps the rows away until it goes on', () => {
  const { bottom, write, text } = open();
  bottom.show('typed', fixed('> typed'));
  write('x'.repeat(20));
  expect(text()).toEqual(['x'.repeat(20)]);
  write('yz');
  expect(text()).toEqual([`${'x'.repeat(20)}yz`, '> typed']);
});

test('while somebody else paints them, they are not drawn here', () => {
  const { bottom, write, text, seen } = open();
  bottom.show('typed', fixed('> typed'));
  let changes = 0;
  const giveBack = bottom.paintedBy(() => void changes++);
  expect(text()).toEqual([]);
  bottom.show('waiting', fixed('waiting'));
  write('painted\r\n');
  expect(text()).toEqual(['painted']);
  expect(changes).toBe(1);
  expect(bottom.rows(9)).toEqual(['waiting', '> typed']);
  expect(bottom.rows(1)).toEqual(['> typed']);
  expect(bottom.rows(0)).toEqual([]);
  giveBack();
  expect(seen()).toEqual(['painted', 'waiting', '> typed']);
});

test('they make way for a prompt, and come back below it as they are by then', () => {
  const { bottom, terminal, text } = open();
  bottom.show('typed', fixed('> a'));
  const comeBack = bottom.makeWay();
  expect(text()).toEqual([]);
  bottom.show('typed', fixed('> ab'));
  expect(text()).toEqual([]);
  terminal.write('run it? yes\r\n');
  comeBack();
  expect(text()).toEqual(['run it? yes', '> ab']);
});

test.each(['SIGTSTP', 'exit'])('at %s they go, and the cursor is shown', (event) => {
  const { bottom, events, text, writes } = open();
  bottom.show('typed', fixed('> typed'));
  events.emit(event);
  expect(text()).toEqual([]);
  expect(writes.join('').lastIndexOf('\u001b[?25h')).toBeGreaterThan(writes.join('').lastIndexOf('\u001b[?25l'));
});

test('after Ctrl-Z and fg they stand where the shell has left the cursor', () => {
  const { bottom, write, events, text, terminal } = open();
  bottom.show('typed', fixed('> typed'));
  write('one');
  events.emit('SIGTSTP');
  terminal.write('\r\n$ fg\r\n');
  events.emit('SIGCONT');
  expect(text()).toEqual(['one', '$ fg', '> typed']);
});

test('Ctrl-Z and fg do not bring them back over a prompt', () => {
  const { bottom, events, text } = open();
  bottom.show('typed', fixed('> typed'));
  const comeBack = bottom.makeWay();
  events.emit('SIGTSTP');
  events.emit('SIGCONT');
  expect(text()).toEqual([]);
  comeBack();
  expect(text()).toEqual(['> typed']);
});

test('with no rows, the terminal is not used', () => {
  const { terminal, events } = fakeHost({ columns: 20, rows: 6 });
  const bottom = createBottomRows(terminal);
  bottom.show('typed', fixed('> typed'));
  expect(events.listenerCount('SIGTSTP')).toBe(1);
  bottom.hide('typed');
  expect(events.listenerCount('SIGTSTP')).toBe(0);
});

type Step =
  | { readonly write: string }
  | { readonly part: 'waiting' | 'typed'; readonly row: string | undefined }
  | { readonly columns: number; readonly rows: number };

const text = fc.oneof(
  fc.string({ maxLength: 30 }).map((ascii) => ascii.replaceAll(/[^ -~]/g, '')),
  fc.constantFrom('\n', 'one\ntwo\n', 'x'.repeat(20), '日本語', '👩‍👩‍👧 ’', '\u001b[2mdim\u001b[22m', 'é\u0301'),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ write: text }), weight: 4 },
  {
    arbitrary: fc.record({
      part: fc.constantFrom('waiting', 'typed'),
      row: fc.option(fc.string({ minLength: 1, maxLength: 50 }), { nil: undefined }),
    }),
    weight: 3,
  },
);
/** A window that is dragged gets narrower in small steps. */
const resize: fc.Arbitrary<Step> = fc.record({
  columns: fc.integer({ min: 12, max: 22 }),
  rows: fc.integer({ min: 8, max: 20 }),
});

function take(bottom: BottomRows, one: Exclude<Step, { write: string } | { columns: number }>): void {
  const { part, row } = one;
  if (row === undefined) bottom.hide(part);
  else bottom.show(part, fixed(row.replaceAll(/[^ -~]/g, '.')));
}

/** What is in the scrollback and on the screen after these steps, with the rows at the bottom and without. */
function both(steps: readonly Step[]): [readonly string[], readonly string[]] {
  const window = { columns: 20, rows: 10 };
  const { bottom, write, resize, text } = open(window, []);
  const plain = new Emulator(window);
  for (const one of steps) {
    if ('write' in one) {
      write(one.write);
      plain.write(one.write.replaceAll('\n', '\r\n'));
    } else if ('columns' in one) {
      resize(one);
      plain.terminal.resize(one.columns, one.rows);
    } else take(bottom, one);
  }
  bottom.hide('waiting');
  bottom.hide('typed');
  return [text(), plain.text()];
}

test('whatever is written and shown in any order, no rows stay behind and no text is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const [shown, wanted] = both(steps);
      expect(shown).toEqual(wanted);
    }),
    { numRuns: 150 },
  );
});

const withSingleBlanks = (row: string) => row.replaceAll(/ +/g, ' ');

test('nor when the window gets any other size between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ arbitrary: step, weight: 5 }, resize), { maxLength: 30 }), (steps) => {
      const [shown, wanted] = both(steps);
      // The terminal drops blanks at the end of a row when it wraps rows anew, wherever its cursor is.
      expect(shown.map(withSingleBlanks)).toEqual(wanted.map(withSingleBlanks));
    }),
    { numRuns: 150 },
  );
});
