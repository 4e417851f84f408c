import { expect, test } from 'vitest';
import { createTextPosition } from '../../src/terminal/text-position.ts';

/** Where these pieces leave the cursor in a window of ten columns. */
function after(...pieces: readonly string[]): string {
  const position = createTextPosition(() => 10);
  for (const piece of pieces) position.see(piece);
  return position.at();
}

test.each([
  ['nothing', [''], 'start'],
  ['a whole line', ['one\n'], 'start'],
  ['styles alone', ['one\n\u001b[2m'], 'start'],
  ['a part of a line', ['one\ntw', 'o'], 'inside'],
  ['a line that reaches the last column', ['123456789', '0'], 'unsure'],
  ['a styled line that does not', ['\u001b[2m123456789\u001b[22m'], 'inside'],
  ['a line that goes on in the next row', ['1234567890', '1'], 'inside'],
  ['wide characters that cannot reach it', ['日本語日'], 'inside'],
  ['wide characters that may reach it', ['日本語日本'], 'unsure'],
  ['a tab', ['1\t'], 'unsure'],
  ['a line after a tab', ['1\t\n1'], 'inside'],
])('after %s the cursor stands where it can be told', (_, pieces, at) => {
  expect(after(...pieces)).toBe(at);
});

test('in a window of another width, only of a row that fits both windows it can be told where it ends', () => {
  let columns = 10;
  const position = createTextPosition(() => columns);
  position.see('12345');
  columns = 7;
  expect(position.at()).toBe('inside');
  columns = 5;
  expect(position.at()).toBe('unsure');
  position.see('67\n8');
  expect(position.at()).toBe('inside');
  position.startRow();
  expect(position.at()).toBe('start');
});
