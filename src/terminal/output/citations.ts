import type { Block } from '../../core/reply/reply.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';

/** Where the texts of a reply are taken from, numbered as they come. */
export interface Sources {
  /** The number of a source; the same source has the same number. */
  mark(citation: Block): number;
  /** The list of them as Markdown; empty when there are none. */
  list(): string;
}

const LONGEST_TITLE = 120;

export function createSources(): Sources {
  const found = new Map<string, string>();
  return {
    mark(citation) {
      const key = keyOf(citation);
      if (!found.has(key)) found.set(key, lineOf(citation));
      return [...found.keys()].indexOf(key) + 1;
    },
    list() {
      if (found.size === 0) return '';
      const lines = [...found.values()].map((line, index) => `${index + 1}. ${line}\n`);
      return `\n\n**Sources**\n\n${lines.join('')}`;
    },
  };
}

/** A page is one source; of a document, each place is. */
function keyOf(citation: Block): string {
  const { url, source, document_index: document, cited_text: text } = citation;
  return typeof url === 'string' ? url : JSON.stringify([source, document, text]);
}

function lineOf({ url, title, document_title: document, source, cited_text: cited }: Block): string {
  const named = [title, document, source, url].find((text) => typeof text === 'string');
  const name = escaped(sanitizeLine(named ?? 'untitled document', LONGEST_TITLE));
  if (typeof url === 'string' && /^https?:\/\/[^\s<>]+$/i.test(url)) {
    return named === url ? `<${url}>` : `[${name}](<${url}>)`;
  }
  return typeof cited === 'string' ? `${name}: “${escaped(sanitizeLine(cited, LONGEST_TITLE))}”` : name;
}

/** Titles come from anywhere: none of their characters means anything. */
const escaped = (text: string) => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@]/g, '\\$&');
