import { Parser, type Node } from 'commonmark';
import { wrap } from './mdast.ts';

/** The inline markup of a text of one paragraph, as the reference implementation of CommonMark finds it. */
export function commonMarkInline(text: string): string {
  return inside(new Parser().parse(text).firstChild);
}

function inside(parent: Node | null): string {
  let written = '';
  for (let node = parent?.firstChild ?? null; node !== null; node = node.next) written += writeNode(node);
  return written;
}

function writeNode(node: Node): string {
  const literal = node.literal ?? '';
  if (node.type === 'strong') return wrap('strong', inside(node));
  if (node.type === 'emph') return wrap('em', inside(node));
  if (node.type === 'linebreak') return '⏎';
  if (node.type === 'softbreak') return ' ';
  if (node.type === 'code') return wrap('code', literal);
  if (node.type === 'html_inline') return wrap('html', literal);
  if (node.type === 'link') return wrap(`link ${node.destination ?? ''}`, inside(node));
  if (node.type === 'image') return wrap(`image ${node.destination ?? ''}`, inside(node));
  return literal;
}
