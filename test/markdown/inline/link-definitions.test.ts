import { describe, expect, it } from 'vitest';
import { noLinks, splitDefinitions } from '../../../src/markdown/inline/link-definitions.ts';

describe('the definitions at the start of a paragraph', () => {
  it.each([
    ['[a]: /u', ['[a]: /u'], ''],
    ['[a]: /u\ntext', ['[a]: /u'], 'text'],
    ['[a]: /u\n[b]: <v> "t"\ntext\n[c]: /w', ['[a]: /u', '[b]: <v> "t"'], 'text\n[c]: /w'],
    ['[a]:\n/u\ntext', ['[a]:', '/u'], 'text'],
    ['[a]: \t\n/u', ['[a]: \t', '/u'], ''],
    ['[a]: /u\n"b" c', ['[a]: /u'], '"b" c'],
    ['[a]: /u b', [], '[a]: /u b'],
    ['[a]:', [], '[a]:'],
    ['[a]', [], '[a]'],
    ['text', [], 'text'],
    ['', [], ''],
  ])('%j', (paragraph, lines, text) => {
    expect(splitDefinitions(paragraph, noLinks())).toMatchObject({ lines, text });
  });

  it('are added to those that are known, which stay as they are', () => {
    const known = Object.assign(noLinks(), { A: { href: '/u' } });
    const { links } = splitDefinitions('[A]: /v\n[b]: /w', known);
    expect({ ...links }).toMatchObject({ A: { href: '/u' }, B: { href: '/w' } });
    expect(Object.keys(known)).toEqual(['A']);
    expect(splitDefinitions('text', known).links).toBe(known);
    expect(splitDefinitions('[text]', known).links).toBe(known);
  });

  it('may have the names of what objects inherit', () => {
    expect(splitDefinitions('[constructor]: /u', noLinks()).links['CONSTRUCTOR']).toMatchObject({ href: '/u' });
    expect(noLinks()['constructor']).toBeUndefined();
  });

  it('are 500 at most, over all paragraphs', () => {
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `[r${from + index}]: /u`).join('\n');
    const { links } = splitDefinitions(many(0, 499), noLinks());
    const more = splitDefinitions(many(498, 510), links).links;
    expect(Object.keys(more)).toHaveLength(500);
    expect(more).toHaveProperty('R499');
    expect(more).not.toHaveProperty('R500');
  });
});
