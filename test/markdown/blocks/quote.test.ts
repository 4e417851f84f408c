import { describe, expect, it } from 'vitest';
import { quote } from '../../../src/markdown/blocks/quote.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';

describe('a quote', () => {
  it.each([
    ['> text', 'text', 2],
    ['>text', 'text', 1],
    ['   >  text', ' text', 5],
    ['>', '', 1],
    ['>\ttext', '  text', 2],
    ['>> text', '> text', 1],
  ])('begins with %j and holds %j', (text, rest, column) => {
    const line = lineFrom(rest, column);
    expect(quote.starts(lineFrom(text))).toEqual({ containers: [{ type: 'quote' }], rest: line });
    expect(quote.continues({ type: 'quote' }, lineFrom(text))).toEqual(line);
  });

  it.each(['text', '    > text', '\t> text', '', '- > text'])('does not begin or continue with %j', (text) => {
    expect(quote.starts(lineFrom(text))).toBeUndefined();
    expect(quote.continues({ type: 'quote' }, lineFrom(text))).toBeUndefined();
  });

  it('has a bar before its rows', () => {
    expect(quote.prefix({ type: 'quote' }, createStyles(0))).toBe('│ ');
    expect(quote.prefix({ type: 'quote' }, createStyles(1))).toBe('\u001b[2m│ \u001b[22m');
  });

  it('has blank rows between its blocks', () => {
    expect(quote).not.toHaveProperty('isTight');
  });
});
