import { expect, test } from 'vitest';
import { createStyles } from '../../src/terminal/styles.ts';

test('each style is ended by itself, so that it can stand within any text', () => {
  const { prompt, hint, chosen, error } = createStyles(true);
  expect([prompt('> '), hint('a'), chosen('b'), error('c')]).toEqual([
    '\u001b[1m\u001b[36m> \u001b[39m\u001b[22m',
    '\u001b[2ma\u001b[22m',
    '\u001b[7mb\u001b[27m',
    '\u001b[31mc\u001b[39m',
  ]);
});

test('nothing is styled without color, nor where there is nothing', () => {
  expect(createStyles(false).error('c')).toBe('c');
  expect(createStyles(true).error('')).toBe('');
});

test('what is typed is bold', () => {
  expect(createStyles(true).text('a')).toBe('\u001b[1ma\u001b[22m');
});
