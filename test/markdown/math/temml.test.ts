import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormulas } from '../../../src/markdown/math/formula.ts';
import { temml } from '../../helpers/temml-symbols.ts';

const formulas = createFormulas('unicode');

const { list } = fc.letrec<{ list: string; atom: string }>((tie) => ({
  list: fc.array(tie('atom'), { minLength: 1, maxLength: 5 }).map((atoms) => atoms.join(' ')),
  atom: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...'a b c d x y z A B N 0 1 2 3 9 + - = < > * , . : ; ! | ( ) [ ] /'.split(' '), "f'", "g''"),
    fc.constantFrom(
      '\\alpha',
      '\\theta',
      '\\Omega',
      '\\infty',
      '\\partial',
      '\\nabla',
      '\\pm',
      '\\cdot',
      '\\times',
      '\\le',
    ),
    fc.constantFrom(
      '\\to',
      '\\in',
      '\\implies',
      '\\dots',
      '\\cdots',
      '\\sin',
      '\\log',
      '\\lim',
      '\\sum',
      '\\int',
      '\\max',
    ),
    fc.constantFrom(
      '\\,',
      '\\quad',
      '\\text{ if }',
      '\\mathrm{kg}',
      '\\mathbb{R}',
      '\\mathbf{w}',
      '\\{',
      '\\}',
      '\\%',
      '~',
    ),
    fc.tuple(tie('atom'), tie('list')).map(([base, sup]) => `{${base}}^{${sup}}`),
    fc.tuple(tie('atom'), tie('list')).map(([base, sub]) => `{${base}}_{${sub}}`),
    fc.tuple(tie('list'), tie('list')).map(([sub, sup]) => `x_{${sub}}^{${sup}}`),
    fc.tuple(tie('list'), tie('list')).map(([sub, sup]) => `\\sum_{${sub}}^{${sup}}`),
    fc.tuple(tie('list'), tie('list')).map(([top, bottom]) => `\\frac{${top}}{${bottom}}`),
    tie('list').map((body) => `\\sqrt{${body}}`),
    tie('list').map((body) => `\\left( ${body} \\right]`),
    fc.constantFrom('\\hat x', '\\overline{ab}', '\\unknown', '&', '\\\\', '\\right)', '#'),
  ),
}));

/** The characters of a formula without what shows how they stand to each other. */
function characters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s()^_/⁄√\p{M}\p{Cf}]/gu, '')
    .replaceAll('∗', '*')
    .replaceAll('⋯', '...')
    .replaceAll('∣', '|');
}

function shownByTemml(tex: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };
  return temml
    .renderToString(tex, { throwOnError: true })
    .replace(/<mo[^>]*>[ˆˉ^‾¯_]<\/mo>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '?');
}

describe('what is converted is what Temml shows', () => {
  it('in any formula: each character of it, in the same order', () => {
    let converted = 0;
    fc.assert(
      fc.property(list, (tex) => {
        const text = formulas.inline(tex);
        if (text === undefined) return;
        converted++;
        expect(characters(text)).toBe(characters(shownByTemml(tex)));
      }),
      { numRuns: 3000 },
    );
    expect(converted).toBeGreaterThan(300);
  });
});
