import { Lexer, type Token, type Tokens } from 'marked';
import { BlockParser } from '../../src/markdown/block-parser.ts';
import type { Block, Container } from '../../src/markdown/blocks/block-registry.ts';
import type { Links } from '../../src/markdown/inline-parser/source.ts';
import { noLinks, splitDefinitions } from '../../src/markdown/inline/link-definitions.ts';

/** A leaf of a document and its containers, which are named by their kind and order of appearance. */
export interface Leaf {
  readonly path: readonly string[];
  readonly type: string;
  text: string;
}

/** The box of a task, which is not compared. */
const TASK = /^\[[ xX]\][ \t]+(?=\S)/;

/** The text of a leaf, with its inline markup written in another way, or as it is. */
export type WriteInline = (text: string, links: Links) => string;

/** The blocks that our own parser finds, a line of text for each. `links`: the definitions that are known before. */
export function structure(document: string, write: WriteInline = (text) => text, links = noLinks()): string[] {
  let known = links;
  /** Of an alert whose text has not come yet. */
  let label = '';
  const leaves: Leaf[] = [];
  const nameOf = namer();
  const name = (container: Container) => {
    if (container.type === 'list') return nameOf(container.ordered ? 'ordered' : 'bullets', container);
    if (container.type === 'item' && container.list.ordered) return nameOf(`item(${container.number})`, container);
    if (container.type === 'note') return nameOf(`note(${container.label})`, container);
    return nameOf(container.type, container);
  };
  const add = (block: Block, containers: readonly Container[]) => {
    const path = containers.map(name);
    if (block.type === 'fenced-code' || block.type === 'indented-code') {
      if (block.isFirst) leaves.push({ path, type: 'code', text: block.line });
      else leaves.at(-1)!.text += `\n${block.line}`;
    } else if (block.type === 'html') leaves.push({ path, type: 'html', text: block.line });
    else if (block.type === 'alert') label = `[!${block.alert.toUpperCase()}]\n`;
    else if (block.type === 'paragraph') {
      const split = splitDefinitions(block.text.replace(TASK, ''), known);
      known = split.links;
      leaves.push({ path, type: 'paragraph', text: label + write(split.text, known) });
      label = '';
    } else if (block.type === 'heading')
      leaves.push({ path, type: `heading ${block.depth}`, text: write(block.text, known) });
    else if (block.type === 'thematic-break') leaves.push({ path, type: 'rule', text: '' });
    else if (block.type === 'table') {
      const { header, alignments, rows } = block;
      leaves.push({
        path,
        type: `table ${alignments.join()}`,
        text: [header, ...rows].map((row) => row.map((cell) => write(cell, known)).join('|')).join('\n'),
      });
    }
  };
  const parser = new BlockParser(add);
  for (const line of document.split(/\r\n?|\n/)) parser.line(line);
  parser.end();
  return written(leaves);
}

/** The blocks that marked finds. */
export function markedStructure(document: string): string[] {
  const leaves: Leaf[] = [];
  const nameOf = namer();
  let id = 0;
  const walk = (tokens: readonly Token[], path: readonly string[]) => {
    for (const token of tokens as readonly (Tokens.Generic & Token)[]) {
      const add = (type: string, text: string) => leaves.push({ path, type, text });
      if (token.type === 'paragraph' || token.type === 'text') add('paragraph', (token as Tokens.Paragraph).text);
      else if (token.type === 'heading')
        add(`heading ${(token as Tokens.Heading).depth}`, (token as Tokens.Heading).text);
      else if (token.type === 'code') add('code', (token as Tokens.Code).text);
      else if (token.type === 'html') add('html', (token as Tokens.HTML).text);
      else if (token.type === 'hr') add('rule', '');
      else if (token.type === 'def') add('paragraph', '');
      else if (token.type === 'blockquote') walk((token as Tokens.Blockquote).tokens, [...path, nameOf('quote', ++id)]);
      else if (token.type === 'table') {
        const { header, align, rows } = token as Tokens.Table;
        const texts = [header, ...rows].map((row) => row.map(({ text }) => text).join('|'));
        add(`table ${align.map((one) => one ?? 'left').join()}`, texts.join('\n'));
      } else if (token.type === 'list') {
        const list = token as Tokens.List;
        const lists = [...path, nameOf(list.ordered ? 'ordered' : 'bullets', ++id)];
        for (const [index, item] of list.items.entries()) {
          const name = list.ordered ? `item(${Number(list.start) + index})` : 'item';
          walk(item.tokens, [...lists, nameOf(name, ++id)]);
        }
      }
    }
  };
  walk(new Lexer({ gfm: true }).lex(document), []);
  return written(leaves);
}

export function namer(): (kind: string, id: unknown) => string {
  const numbers = new Map<unknown, number>();
  return (kind, id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return `${kind}#${numbers.get(id)}`;
  };
}

/** What is not shown of HTML. */
const HIDDEN = /<!--(?:-?>|[^]*?(?:-->|$))|<\/?(?:details|summary)(?:[ \t][^>]*)?>/gi;

/** Removes differences that do not show: blank ends, empty leaves, HTML in pieces. */
export function written(leaves: readonly Leaf[]): string[] {
  const merged: Leaf[] = [];
  for (const leaf of leaves) {
    const last = merged.at(-1);
    // A paragraph of nothing but definitions.
    if (leaf.type === 'paragraph' && leaf.text.trim() === '') continue;
    if (leaf.type === 'html' && last?.type === 'html' && last.path.join() === leaf.path.join())
      last.text += `\n${leaf.text}`;
    else merged.push({ ...leaf });
  }
  const rename = namer();
  const ids = new Map<string, number>();
  return merged
    .map(({ path, type, text }) => ({
      path,
      type,
      text: text
        .replace(/^\[[ xX]\]\s+/, '')
        .replace(type === 'html' ? HIDDEN : /$^/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    }))
    .filter(({ type, text }) => text !== '' || type === 'rule' || type.startsWith('heading'))
    .map(({ path, type, text }) => {
      const names = path.map((name) => {
        const [kind] = name.split('#');
        if (!ids.has(name)) ids.set(name, ids.size);
        return rename(kind!, ids.get(name)!);
      });
      return `${[...names, type].join(' > ')}: ${text}`;
    });
}
