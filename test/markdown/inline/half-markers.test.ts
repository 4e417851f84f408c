import { describe, expect, it } from 'vitest';
import { repairText } from '../../../src/markdown/inline/half-markers.ts';

describe('what is open is closed', () => {
  it.each([
    ['a **b', 'a **b**'],
    ['a *b', 'a *b*'],
    ['a `b', 'a `b`'],
    ['a ~~b', 'a ~~b~~'],
    ['a [b](http://c', 'a b'],
    ['a **b** c', 'a **b** c'],
    ['$a_b', '&#36;a&#95;b'],
    ['a ~b', 'a ~b'],
    ['a <kbd>b', 'a <kbd>b</kbd>'],
    ['<b>a <i>b</i> <s>c', '<b>a <i>b</i> <s>c</s></b>'],
    ['a <div>b', 'a <div>b'],
    ['a `<b>c', 'a `<b>c`'],
    ['a `<b>` c', 'a `<b>` c'],
    ['a\n-', 'a\n-'],
    ['- > 5', '- > 5'],
    ['$$a', '$$a'],
    ['$a', '$a'],
  ])('%j', (text, repaired) => {
    expect(repairText(text, false)).toBe(repaired);
  });

  it('only in the last part of a text of very many markers', () => {
    const text = `${'*a* '.repeat(300)}**b`;
    expect(repairText(text, false)).toBe(`${text}**`);
  });
});

describe('half a marker at the end is hidden while it is typed', () => {
  it.each([
    ['a **', 'a'],
    ['a `', 'a'],
    ['a ~~', 'a'],
    ['a b*', 'a b'],
    ['*a*', '*a*'],
    ['`a`', '`a`'],
    ['**a *', '**a**'],
    ['*a b*', '*a b*'],
    ['a <su', 'a'],
    ['a </', 'a'],
    ['a <!-- b', 'a'],
    ['a `<su', 'a `<su`'],
    ['a `b` <su', 'a `b`'],
    ['a <!-- b --> c', 'a <!-- b --> c'],
    ['a < b', 'a < b'],
    ['<img src="a', ''],
    ['see [docs]', 'see docs'],
    ['see [ab]', 'see ab'],
    ['![', ''],
    ['[docs]', 'docs'],
    ['a[docs]', 'a[docs]'],
    ['[x]', '[x]'],
    ['[ ]', '[ ]'],
    ['![logo', 'logo'],
    ['![logo]', 'logo'],
    ['![logo](http:/', 'logo'],
    ['![logo](http://a) b', '![logo](http://a) b'],
    ['[docs] a', '[docs] a'],
  ])('%j', (text, repaired) => {
    expect(repairText(text, true)).toBe(repaired);
  });
});
