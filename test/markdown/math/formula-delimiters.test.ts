import { describe, expect, it } from 'vitest';
import {
  closingIn,
  formulasIn,
  openFormulaIn,
  openingAtEnd,
  openingOf,
} from '../../../src/markdown/math/formula-delimiters.ts';

const sources = (text: string) => formulasIn(text).map(({ source }) => source);

describe('a formula in a text', () => {
  it.each([
    ['a $x$ b', ['$x$']],
    ['$a_1 * b$ and $$c$$', ['$a_1 * b$', '$$c$$']],
    ['\\(a\\), \\[ b = c \\]', ['\\(a\\)', '\\[ b = c \\]']],
    ['($x$)-**$y$**', ['$x$', '$y$']],
    ['设$x$为', ['$x$']],
    ['$ABCD$ and $5$', ['$ABCD$', '$5$']],
    ['$a\\$b$', ['$a\\$b$']],
    ['$a\nb$', ['$a\nb$']],
    ['$$a \\\\[2pt] b$$', ['$$a \\\\[2pt] b$$']],
    ['\\(\\text{if a word}\\)', ['\\(\\text{if a word}\\)']],
  ])('stands in %j', (text, found) => {
    expect(sources(text)).toEqual(found);
  });

  it.each([
    ['money', '$5 and $6'],
    ['ranges of money', '$5-$10, $5/$6, US$5/US$6, A$1,000$'],
    ['money and words', '$5 (or 6$)'],
    ['variables', '$HOME and $PATH, $HOME/$USER, echo $$ and $$'],
    ['dollars with blanks inside', '$ a$, $a $'],
    ['a dollar behind a word', 'a$b$'],
    ['escaped dollars', '\\$a\\$'],
    ['escaped brackets around words', '\\(optional\\) \\(see below\\)'],
    ['escaped brackets around what could be a link', '\\[1\\] \\[x\\] \\[ \\] \\[link\\](u) \\[TODO\\]'],
    ['nothing', '$$ $$ \\(\\) \\[\\] \\(-\\)'],
    ['code', '`$a$` ``\\(b\\)`` $a `b$`'],
    ['an escaped backslash', '\\\\(a\\\\)'],
    ['three dollars', '$$$a$$$'],
    ['what is not closed', '$a \\(b \\[c = d $$e'],
  ])('is not %s', (_, text) => {
    expect(sources(text)).toEqual([]);
  });

  it('is told from a code span that is never closed', () => {
    expect(sources('a ` b $x$ ``')).toEqual(['$x$']);
  });
});

describe('a formula that is being written', () => {
  it.each([
    ['a $x_', 2],
    ['a \\(x^2 + \\fra', 2],
    ['$a$ and $$\\sum', 8],
    ['\\(x_1\\', 0],
  ])('is open in %j', (text, at) => {
    expect(openFormulaIn(text)).toBe(at);
  });

  it.each(['a $5', 'a $x', 'a $x_1$', 'a$x_1', '$ x_1', '`$x_1', '\\(see'])('is not open in %j', (text) => {
    expect(openFormulaIn(text)).toBeUndefined();
  });
});

describe('a formula of its own', () => {
  it.each([
    ['$$', { open: '$$', closing: '$$', rest: '' }],
    ['\\[ a', { open: '\\[', closing: '\\]', rest: ' a' }],
    ['\\begin{align*} a', { open: '\\begin{align*}', closing: '\\end{align*}', rest: ' a' }],
    ['$$$', undefined],
    ['$a', undefined],
    ['\\begin{itemize}', undefined],
  ])('opens with %j', (line, opening) => {
    expect(openingOf(line)).toEqual(opening);
  });

  it.each([
    ['so: $$', 4],
    ['so \\[', 3],
    ['$$a$$ so $$', 9],
    ['a $$b$$', undefined],
    ['$$', undefined],
    ['a\n$$', undefined],
    ['a \\\\[', undefined],
    ['a $$$', undefined],
  ])('opens at the end of %j', (text, at) => {
    expect(openingAtEnd(text)).toBe(at);
  });

  it.each([
    ['a \\\\', '$$', { tex: 'a \\\\', isLast: false }],
    ['a $$', '$$', { tex: 'a ', isLast: true }],
    ['a \\].', '\\]', { tex: 'a .', isLast: true }],
    ['\\end{align}', '\\end{align}', { tex: '\\end{align}', isLast: true }],
    ['\\end{pmatrix} $$', '$$', { tex: '\\end{pmatrix} ', isLast: true }],
    ['a $b$', '$$', { tex: 'a $b$', isLast: false }],
    ['a $$ b', '$$', undefined],
    ['a \\] b', '$$', undefined],
    ['\\[ a', '$$', undefined],
  ])('has the line %j', (line, closing, part) => {
    expect(closingIn(line, closing)).toEqual(part);
  });
});
