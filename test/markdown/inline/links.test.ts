import { describe, expect, it } from 'vitest';
import { decodeText, hyperlink, linkTarget } from '../../../src/markdown/inline/links.ts';

it.each([
  ['a &amp; b', 'a & b'],
  ['&amp;lt;', '&lt;'],
  ['&copy;&#65;&#x42;', '©AB'],
  ['&copy', '&copy'],
  ['a\tb\nc\u2028d', 'a b c d'],
  ['&#27;[31m&#9;&Tab;', '[31m  '],
  ['&#x202e;', ''],
])('decodeText(%j) is %j', (text, decoded) => {
  expect(decodeText(text)).toBe(decoded);
});

describe('linkTarget', () => {
  it.each([
    ['http://e.x/a?b=c#d', 'http://e.x/a?b=c#d'],
    ['HTTPS://e.x', 'HTTPS://e.x'],
    [' mailto:a@b.cc ', 'mailto:a@b.cc'],
    ['file:///a', 'file:///a'],
    ['http://e.x/a b/ü', 'http://e.x/a%20b/%C3%BC'],
    ['http://e.x/\ud83d', 'http://e.x/%EF%BF%BD'],
    ['http://e.x/🙂', 'http://e.x/%F0%9F%99%82'],
    ['http://e.x/\u001b&~!', 'http://e.x/&~!'],
  ])('of %j is %j', (href, target) => {
    expect(linkTarget(href)).toBe(target);
  });

  it.each(['javascript:x', 'data:,x', '/a', 'a.md', '', 'xhttp://e', 'http//e', 'ftp://e'])('of %j is none', (href) => {
    expect(linkTarget(href)).toBeUndefined();
  });
});

it('a hyperlink has an id that depends on its target alone', () => {
  expect(hyperlink('a', 'http://e.x')).toBe(`\u001b]8;id=1bctkt8;http://e.x\u001b\\a\u001b]8;;\u001b\\`);
  expect(hyperlink('b', 'http://e.y')).not.toContain('1bctkt8');
});
