import { BlockParser, type OnBlock } from '../markdown/block-parser.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { noLinks, splitDefinitions } from '../markdown/inline/link-definitions.ts';
import { LineReader } from '../markdown/line-reader.ts';
import { createFormulas, type Formulas } from '../markdown/math/formula.ts';
import { BlockWalker } from './block-walker.ts';
import { HtmlWriter } from './html-writer.ts';

/** Markdown as HTML that is safe to show, from the same blocks as the rows of a terminal. */
export function markdownHtml(text: string, formulas: Formulas = createFormulas('unicode')): string {
  const blocks = blocksOf(text);
  const writer = new HtmlWriter(formulas);
  const walker = new BlockWalker(writer, definitionsIn(blocks));
  for (const block of blocks) walker.take(...block);
  walker.end();
  return writer.html;
}

function blocksOf(text: string): Parameters<OnBlock>[] {
  const blocks: Parameters<OnBlock>[] = [];
  const reader = new LineReader(new BlockParser((...block) => blocks.push(block)));
  reader.push(text);
  reader.end();
  return blocks;
}

/** The link definitions of the whole text: a page, unlike finished rows, can have links that are defined below them. */
function definitionsIn(blocks: readonly Parameters<OnBlock>[]): Links {
  return blocks.reduce(
    (links, [block]) => (block.type === 'paragraph' ? splitDefinitions(block.text, links).links : links),
    noLinks(),
  );
}
