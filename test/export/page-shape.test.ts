import { HtmlRenderer, Node, Parser } from 'commonmark';
import { describe, expect, it } from 'vitest';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { commonMarkExamples, type Document } from '../helpers/documents.ts';

/** What a page has another shape for, and why. */
const DEVIATIONS: Readonly<Record<string, readonly number[]>> = {
  'code without lines is not shown': [126, 130, 144, 237],
  'a quote without blocks is not shown': [239, 240],
  'a blank line that ends a quote stands between the items, as on the terminal': [320],
};
const deviating = new Set(
  Object.values(DEVIATIONS)
    .flat()
    .map((number) => `CommonMark example ${number} `),
);

const ELEMENTS = /<(\/?)(ul|ol|li|p|blockquote|pre|hr|h\d)\b(?: start="(\d+)")?/g;

/** The elements of blocks: lists with their first number, tight ones without paragraphs. */
function shapeOf(html: string): string {
  return Array.from(html.matchAll(ELEMENTS), ([, slash, name, start = '']) => {
    return `${slash}${name!.replace(/h\d/, 'heading')}${start}`;
  }).join(' ');
}

/** The shape that the reference implementation gives a document, with HTML as code, and without comments. */
function referenceShape(text: string): string {
  const document = new Parser().parse(text);
  const walker = document.walker();
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node } = event;
    if (node.type === 'html_block' && !/^ *<!--[^]*-->\s*$/.test(node.literal ?? ''))
      node.insertBefore(new Node('code_block'));
    if (node.type.startsWith('html_')) node.unlink();
  }
  return shapeOf(new HtmlRenderer().render(document));
}

describe('a page has the blocks that CommonMark sees', () => {
  const isDeviation = ({ name }: Document) => deviating.has(name.replace(/\(.*/, ''));
  const [alike, different] = [false, true].map((wanted) =>
    commonMarkExamples.filter((one) => isDeviation(one) === wanted),
  );

  it.each(alike!)('in $name', ({ text }) => {
    expect(pageShape(text)).toBe(referenceShape(text));
  });

  it.each(different!)('but for $name', ({ text }) => {
    expect(pageShape(text)).not.toBe(referenceShape(text));
  });
});

/** Link definitions are shown on a page, and are not compared. */
function pageShape(text: string): string {
  return shapeOf(markdownHtml(text).replace(/<p class="definition">[^]*?<\/p>/g, ''));
}
