import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../../helpers/steps.ts';
import type { Token } from 'marked';
import { parseInline } from '../../../src/markdown/inline-parser/parse-inline.ts';
import type { Emphasis } from '../../../src/markdown/inline-parser/source.ts';
import { rawOf } from '../../../src/markdown/inline-parser/tokens.ts';
import { NASTY_LINES, repetitive } from '../../helpers/documents.ts';

/** Tokens in a form that can be read. */
function shown(tokens: readonly Token[]): string {
  return tokens.map(showToken).join('');
}

function showToken(token: Token): string {
  if (token.type === 'image') return `<image ${token.href}|${token.text}>`;
  if (token.type === 'link') return `<link ${token.href}|${shown((token.tokens as Token[]) ?? [])}>`;
  if (token.type === 'codespan') return `<code|${token.text}>`;
  if (token.type === 'br') return '<br>';
  if ('tokens' in token && token.tokens !== undefined) return `<${token.type}|${shown(token.tokens)}>`;
  return 'text' in token ? String(token.text) : '';
}

const parse = (text: string, emphasis: Emphasis = 'lenient') =>
  shown(parseInline(text, { DOCS: { href: '/docs' } }, emphasis));

/** Each of them was shown in another way once. */
describe('what marked gets wrong comes out right', () => {
  it.each([
    ['an image is shown by its text, not by its source', '![a *b* \\_c](u.png)', '<image u.png|a b _c>'],
    ['a version is no mail address', 'react@18.2.0 a@0.0 a@a.29', 'react@18.2.0 a@0.0 a@a.29'],
    [
      'a character reference in an address is decoded, in its text and its target',
      'https://e.com/?a=1&amp;b=2',
      '<link https://e.com/?a=1&b=2|https://e.com/?a=1&b=2>',
    ],
    ['four stars', '****foo*bar*baz****', '<strong|<em|<em|foo>bar>baz>**'],
    ['underscores of different lengths', '__x_ _x___', '<em|<em|x> <em|x>>_'],
    ['bold text in underscores', '_**__b**_', '<em|<strong|__b>>'],
    ['a symbol before a marker is punctuation, an emoji too', '🎉**:**', '🎉<strong|:>'],
    ['an internationalized host', 'https://例え.jp/x', '<link https://例え.jp/x|https://例え.jp/x>'],
    ['WWW', 'WWW.a.bc', '<link http://WWW.a.bc|WWW.a.bc>'],
    ['an open parenthesis at the end of an address', 'www.a.bc(', '<link http://www.a.bc(|www.a.bc(>'],
    ['a parenthesis that belongs to the address', '(http://a.b/(c))', '(<link http://a.b/(c)|http://a.b/(c)>)'],
    ['struck text next to bold', '**.**~~.~~~', '<strong|.>~~.~~~'],
    ['struck text behind stars', 'a**~`x`~', 'a**<del|<code|x>>'],
    ['a tab before a line end is no hard break', 'a  \t\nb', 'a\nb'],
    ['tabs at the ends of code stay', '`\tx\t`', '<code|\tx\t>'],
    ['a number of a character has seven digits at most', '&#987654321; &#1234567;', '&#987654321; �'],
    ['a label of a host has 63 characters at most', `<a+!@${'b'.repeat(64)}.c>`, `<a+!@${'b'.repeat(64)}.c>`],
    ['a link in a link is text', '[see http://a.b now](/c)', '<link /c|see http://a.b now>'],
  ])('%s', (_, text, tokens) => {
    expect(parse(text)).toBe(tokens);
  });
});

describe('emphasis is seen where it is meant', () => {
  it.each([
    ['before a particle', '**「重要」**です', '<strong|「重要」>です'],
    ['behind a full-width colon', '**注意：**請看', '<strong|注意：>請看'],
    ['between quotes and Korean', '**"따옴표"**는', '<strong|"따옴표">는'],
    ['in the middle of a sentence', 'これは**「重要」**です', 'これは<strong|「重要」>です'],
    ['struck text', '~~「旧」~~です', '<del|「旧」>です'],
    ['before a letter', '**Note:**text and **more**', '<strong|Note:>text and <strong|more>'],
    ['behind a parenthesis', '**Price ($5)**each', '<strong|Price ($5)>each'],
    ['in other emphasis', '_see **Note:**text_', '<em|see <strong|Note:>text>'],
  ])('%s', (_, text, tokens) => {
    expect(parse(text)).toBe(tokens);
    expect(parse(text, 'strict')).not.toBe(tokens);
  });

  it.each([
    ['stars in code', 'f(**kwargs)**2'],
    ['an opening bracket', '**(**foo)'],
    ['single stars', '*Note:*text'],
  ])('but not in %s', (_, text) => {
    expect(parse(text)).toBe(parse(text, 'strict'));
  });

  it('and whatever CommonMark reads to its last star is read as it says', () => {
    const pieces = fc.constantFrom('*', '**', '_', '__', 'a', 'b', ' ', '.', ':', '(', ')', '"', 'é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (all) => {
        const text = all.join('');
        const strict = parse(text, 'strict');
        fc.pre(!strict.includes('**'));
        expect(parse(text)).toBe(strict);
      }),
      { numRuns: 3000 },
    );
  });
});

it('definitions are looked up by their label, whatever its case and blanks', () => {
  expect(parse('[a][docs] [Docs][] [ docs ] ![b][docs] [a][other]')).toBe(
    '<link /docs|a> <link /docs|Docs> <link /docs| docs > <image /docs|b> [a][other]',
  );
});

describe('the tokens of any text', () => {
  const pieces = [
    ...NASTY_LINES,
    '*',
    '**',
    '_',
    '[',
    '](',
    ')',
    '<',
    '>',
    '`',
    '``',
    '~~',
    '\\',
    '&',
    'www.',
    '@',
    '.',
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''));

  it('have all of it as their source', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom<Emphasis[]>('strict', 'lenient'), (text, emphasis) => {
        expect(rawOf(parseInline(text, {}, emphasis))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the work grows with the text, and no faster', () => {
  it.each<readonly [string, string]>([
    ...repetitive.map(([name, text]) => [name, text.slice(0, 20_000)] as const),
    ['stars that close nothing behind underscores that open', `${'_a '.repeat(3000)}${'b* '.repeat(3000)}`],
    ['stars that open and close', '*a**b'.repeat(4000)],
    ['comments that do not end', '<!-- a '.repeat(3000)],
    ['declarations that do not end', '<!A <? <![CDATA['.repeat(1500)],
    ['links that do not end', '[a](b '.repeat(3000)],
    ['titles that do not end', '[a](b "'.repeat(3000)],
    ['angle brackets that do not end', '[a](<b '.repeat(3000)],
    ['dots behind an address', `http://a${'.'.repeat(20_000)}b`],
    ['parentheses behind an address', `http://a${')'.repeat(20_000)}`],
    ['addresses', 'a@b.c@'.repeat(3000)],
    ['a long word', 'a_b'.repeat(7000)],
    ['blanks', `a${' '.repeat(20_000)}b`],
    ['attributes', `<a ${'b '.repeat(10_000)}`],
    ['backticks of all lengths', Array.from({ length: 190 }, (_, n) => `${'`'.repeat(n + 1)} `).join('')],
  ])('for %s', async (_, text) => {
    const half = await stepsOf(() => parseInline(text.slice(0, text.length / 2), {}, 'lenient'));
    const whole = await stepsOf(() => parseInline(text, {}, 'lenient'));
    expect(whole).toBeLessThan(half * 2.6 + 1000);
  });
});
