import { describe, expect, test } from 'vitest';
import { htmlPage, type PagePart } from '../../src/export/html-page.ts';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { chromium, domOf } from '../helpers/chromium.ts';
import { examples, NASTY_LINES, readmes } from '../helpers/documents.ts';

const LINKS_IN_LINKS = [
  '[![a](http://b)](http://c)',
  '[a <a href="http://b">c</a>](http://d)',
  '[<http://a>](http://b)',
];

describe.skipIf(chromium === undefined)('in Chromium (skipped where it is not installed)', () => {
  test('a page has the elements that were written, and no others', () => {
    const texts = [...examples, ...readmes].map(({ text }) => text);
    const documents = [...texts, ...NASTY_LINES, NASTY_LINES.join('\n\n'), ...LINKS_IN_LINKS];
    const sections = documents.map((text) => section([{ type: 'markdown', text }]));
    const page = htmlPage({ title: 'Tides', facts: [], sections });
    const dom = domOf(page).split('</h2>\n').slice(1);
    const shown = dom.map((part) => normalized(part.slice(0, part.indexOf('</section>'))));
    expect(shown).toEqual(documents.map((text) => normalized(markdownHtml(text))));
  });
});

const section = (parts: readonly PagePart[]) => ({ kind: 'reply', speaker: 'claude', time: 'now', parts }) as const;

/** What may be written in two ways: quotation marks, blanks, and the line break that a block may begin with. */
function normalized(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(?:39|x27);/g, "'")
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll(/(<pre[^<>]*>)\n/g, '$1');
}
