import { describe, expect, it } from 'vitest';
import { createInline } from '../../../src/markdown/inline/inline.ts';
import { noLinks } from '../../../src/markdown/inline/link-definitions.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';

/** Styles that can be read. */
const styles = { ...createStyles(0) };
for (const name of ['strong', 'emphasis', 'deleted', 'code', 'html', 'link', 'heading', 'heading1'] as const) {
  styles[name] = (text) => `<${name}>${text}</${name}>`;
}
const inline = (hyperlinks = false) => createInline({ styles, hyperlinks, math: 'unicode', emphasis: 'lenient' });
const links = Object.assign(noLinks(), { DOCS: { href: 'http://e.x' } });

describe('inline text', () => {
  it.each([
    ['**a** *b* ~~c~~', '<strong>a</strong> <emphasis>b</emphasis> <deleted>c</deleted>'],
    ['`a  b`', '<code>a  b</code>'],
    ['`a\nb:c`', '<code>a b:c</code>'],
    ['a\nb  \nc\\\nd', 'a b\nc\nd'],
    ['a \n  b', 'a b'],
    ['a\tb', 'a b'],
    ['&amp;lt; &copy; \\&amp;', '&lt; © &amp;'],
    ['a:b:c :smile:', 'a:b:c :smile:'],
    ['a<br>b<BR />c', 'a\nb\nc'],
    ['<x>a</x>', '<html><x></html>a<html></x></html>'],
    ['<x\ny>', '<html><x y></html>'],
    ['<b>a</b> <em>b</em> <s>c</s>', '<strong>a</strong> <emphasis>b</emphasis> <deleted>c</deleted>'],
    ['<kbd>a</kbd> <u>b</u> <q>c</q>', '<code>a</code> b “c”'],
    ['<!-- a\nb -->', ''],
    ['[a](http://b)', 'a (<link>http://b</link>)'],
    ['[**a**](http://b)', '<strong>a</strong> (<link>http://b</link>)'],
    ['[](http://b)', '<link>http://b</link>'],
    ['[a]()', 'a'],
    ['[a](javascript:b)', 'a (<link>javascript:b</link>)'],
    ['http://a', '<link>http://a</link>'],
    ['www.a.bc', '<link>www.a.bc</link>'],
    ['a@b.cc', '<link>a@b.cc</link>'],
    ['![a](http://b)', 'a (<link>http://b</link>)'],
    ['![](http://b)', '<link>http://b</link>'],
    ['[docs] [other]', 'docs (<link>http://e.x</link>) [other]'],
  ])('%j', (markdown, shown) => {
    expect(inline().text(markdown, links)).toBe(shown);
  });

  it.each([
    ['[a](http://b)', /^\u001b]8;id=[a-z\d]+;http:\/\/b\u001b\\<link>a<\/link>\u001b]8;;\u001b\\$/],
    ['![](http://b)', /;http:\/\/b\u001b\\<link>http:\/\/b<\/link>/],
    ['[a](b)', /^a \(<link>b<\/link>\)$/],
  ])('%j with hyperlinks', (markdown, shown) => {
    expect(inline(true).text(markdown, links)).toMatch(shown);
  });

  it('of a heading has the style of its depth', () => {
    expect(inline().heading('a **b**', 1, links)).toBe('<heading1>a <strong>b</strong></heading1>');
    expect(inline().heading('a', 2, links)).toBe('<heading>a</heading>');
  });

  it('is counted', () => {
    const counted = inline();
    counted.text('abc', links);
    counted.heading('de', 1, links);
    expect(counted.parsed).toBe(5);
  });
});
