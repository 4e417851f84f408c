import { describe, expect, it } from 'vitest';
import {
  containerConstruct,
  CONTAINERS,
  leafConstruct,
  LEAVES,
  mayBecomeMarker,
} from '../../../src/markdown/blocks/block-registry.ts';
import { fencedCode } from '../../../src/markdown/blocks/fenced-code.ts';
import { NO_TEXT } from '../../../src/markdown/blocks/paragraph.ts';
import { quote } from '../../../src/markdown/blocks/quote.ts';

it('knows each construct by its name', () => {
  const names = [...LEAVES, ...CONTAINERS].map(({ type }) => type);
  expect(new Set(names).size).toBe(names.length);
  expect(leafConstruct({ type: 'fenced-code', char: '`', length: 3, info: '', indent: 0, isFirst: true })).toBe(
    fencedCode,
  );
  expect(containerConstruct({ type: 'quote' })).toBe(quote);
});

describe('an unfinished line', () => {
  it.each(
    [
      '',
      ' ',
      '#',
      '######',
      '-',
      '**',
      '+',
      '===',
      '12',
      '12.',
      '1)',
      '>',
      '> > -',
      '|',
      '| :-',
      ':-',
      '--|',
      '-- | -',
    ].concat(['`', '``', '```', '```js', '~', '~~~py', '<', '</', '<DIV', '<!', '- ', '\t#']),
  )('%j may become a marker', (line) => {
    expect(mayBecomeMarker(line, undefined, false)).toBe(true);
    expect(mayBecomeMarker(line, NO_TEXT, false)).toBe(true);
    expect(mayBecomeMarker(line, undefined, true)).toBe(false);
  });

  it.each(['a', '#######', '# a', '1234567890', '1.a', '- a', '|a', '``` js', '<div>', '`a', '.', '- [', '!'])(
    '%j is text',
    (line) => {
      expect(mayBecomeMarker(line, undefined, false)).toBe(false);
    },
  );

  it.each([
    ['`', true],
    [' ```', true],
    ['~~ ', true],
    ['```a', false],
    ['a ```', false],
    ['#', false],
    ['', false],
  ])('%j in a fence may become its end: %j', (line, may) => {
    const { open } = fencedCode.starts({ text: '', column: 0, indent: 0, content: '```' })!;
    expect(mayBecomeMarker(line, open, false)).toBe(may);
    expect(mayBecomeMarker(line, open, true)).toBe(may);
  });
});
