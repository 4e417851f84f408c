import type { Definition, Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfm } from 'micromark-extension-gfm';
import type { Token } from 'marked';
import type { Emphasis, Links } from '../../src/markdown/inline-parser/source.ts';
import { parseInline } from '../../src/markdown/inline-parser/parse-inline.ts';
import { noLinks } from '../../src/markdown/inline/link-definitions.ts';
import { namer, structure, written, type Leaf } from './structure.ts';

/** The blocks of a document and their inline markup, as our own parser finds them if it knows all definitions at once. */
export function ourTree(document: string, emphasis: Emphasis): string[] {
  let all = noLinks();
  const write = (text: string, links: Links) => {
    all = links;
    return writeTokens(parseInline(text, links, emphasis));
  };
  structure(document, write);
  return structure(document, write, all);
}

/** The same as it is found while the document arrives. */
export function streamedTree(document: string): string[] {
  return structure(document, (text, links) => writeTokens(parseInline(text, links, 'strict')));
}

/** The same as micromark finds it, with GitHub's extensions; `lenient`: and with the amendment for Chinese, Japanese and Korean. */
export function referenceTree(document: string, emphasis: Emphasis): string[] {
  const root = fromMarkdown(document, {
    extensions: [gfm(), ...(emphasis === 'lenient' ? [cjkFriendlyExtension()] : [])],
    // Without the search for addresses that GitHub's extension makes afterwards, and the reference parser itself does not.
    mdastExtensions: gfmFromMarkdown().map(({ enter = {}, exit = {} }) => ({ enter, exit })),
  });
  const leaves: Leaf[] = [];
  const nameOf = namer();
  const definitions = new Map<string, Definition>();
  collect(root, definitions);
  const write = (nodes: readonly Nodes[]) => writeNodes(nodes, definitions);
  const walk = (nodes: readonly RootContent[], path: readonly string[]) => {
    for (const node of nodes) {
      const add = (type: string, text: string) => leaves.push({ path, type, text });
      if (node.type === 'paragraph') add('paragraph', write(node.children));
      else if (node.type === 'heading') add(`heading ${node.depth}`, write(node.children));
      else if (node.type === 'code') add('code', node.value);
      else if (node.type === 'html') add('html', node.value);
      else if (node.type === 'thematicBreak') add('rule', '');
      else if (node.type === 'blockquote') walk(node.children, [...path, nameOf('quote', node)]);
      else if (node.type === 'footnoteDefinition') {
        walk(node.children, [...path, nameOf(`note(${node.label ?? ''})`, node)]);
      } else if (node.type === 'table') {
        const columns = node.children[0]!.children.map((_, column) => column);
        // Rows that are too short are filled up, others are not cut.
        const texts = node.children.map((row) =>
          [...columns, ...row.children.keys()]
            .filter((column, index, all) => all.indexOf(column) === index)
            .map((column) => write(row.children[column]?.children ?? []))
            .join('|'),
        );
        add(`table ${(node.align ?? []).map((one) => one ?? 'left').join()}`, texts.join('\n'));
      } else if (node.type === 'list') {
        const lists = [...path, nameOf(node.ordered === true ? 'ordered' : 'bullets', node)];
        for (const [index, item] of node.children.entries()) {
          const name = node.ordered === true ? `item(${(node.start ?? 1) + index})` : 'item';
          walk(item.children, [...lists, nameOf(name, item)]);
        }
      }
    }
  };
  walk(root.children, []);
  return written(leaves);
}

function collect(node: Nodes, definitions: Map<string, Definition>): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  if ('children' in node) for (const child of node.children) collect(child, definitions);
}

function writeTokens(tokens: readonly Token[]): string {
  return tokens.map(writeToken).join('');
}

function writeToken(token: Token): string {
  const inside = 'tokens' in token ? writeTokens(token.tokens ?? []) : '';
  if (token.type === 'strong' || token.type === 'em' || token.type === 'del') return wrap(token.type, inside);
  if (token.type === 'tag') {
    return `${wrap('html', String(token.open))}${inside}${wrap('html', /<[^<]*$/.exec(token.raw)![0])}`;
  }
  // Tags that are shown as something else.
  if (token.raw.startsWith('<') && (token.type === 'br' || token.type === 'image')) return wrap('html', token.raw);
  if (token.raw.startsWith('<!--')) return token.raw.replace(/\s*$/, (blanks) => `⟦/⟧${blanks}`).replace(/^/, '⟦html⟧');
  if (token.type === 'br') return '⏎';
  if (token.type === 'codespan') return wrap('code', token.text as string);
  if (token.type === 'html') return wrap('html', token.raw);
  if (token.type === 'link') return wrap(`link ${token.href}`, inside);
  if (token.type === 'image') return wrap(`image ${token.href}`, (token.text as string).replace(/\s+/g, ' '));
  return 'text' in token ? (token.text as string) : '';
}

function writeNodes(nodes: readonly Nodes[], definitions: ReadonlyMap<string, Definition>): string {
  const inside = (children: readonly Nodes[]) => writeNodes(children, definitions);
  return nodes
    .map((node) => {
      if (node.type === 'strong') return wrap('strong', inside(node.children));
      if (node.type === 'emphasis') return wrap('em', inside(node.children));
      if (node.type === 'delete') return wrap('del', inside(node.children));
      if (node.type === 'break') return '⏎';
      if (node.type === 'inlineCode') return wrap('code', node.value);
      if (node.type === 'html') return wrap('html', node.value);
      if (node.type === 'link') return wrap(`link ${node.url}`, inside(node.children));
      if (node.type === 'linkReference')
        return wrap(`link ${definitions.get(node.identifier)?.url ?? '?'}`, inside(node.children));
      if (node.type === 'image') return wrap(`image ${node.url}`, (node.alt ?? '').replace(/\s+/g, ' '));
      if (node.type === 'imageReference') {
        return wrap(`image ${definitions.get(node.identifier)?.url ?? '?'}`, (node.alt ?? '').replace(/\s+/g, ' '));
      }
      if (node.type === 'footnoteReference') return `[^${node.label}]`;
      return node.type === 'text' ? node.value : '';
    })
    .join('');
}

/** Marked by characters that no document has. */
export const wrap = (name: string, inside: string) => `⟦${name}⟧${inside}⟦/⟧`;
