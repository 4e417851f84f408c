import { expect, it } from 'vitest';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';

it('a style is what the theme says, or what it is by default', () => {
  const styles = createStyles(1, { code: ' bold  red ', strong: '' });
  expect(styles.code('a')).toBe('\u001b[1m\u001b[31ma\u001b[39m\u001b[22m');
  expect(styles.strong('a')).toBe('a');
  expect(styles.emphasis('a')).toBe('\u001b[3ma\u001b[23m');
});

it('there are no styles without colours', () => {
  expect(createStyles(0, { code: 'red' }).code('a')).toBe('a');
});
