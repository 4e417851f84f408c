import { sanitizeLine } from '../text/sanitize.ts';
import type { Block } from './reply.ts';

/** The sources that a reply cites, numbered in the order they come. */
export interface Sources {
  /** The number of a source, the same each time. */
  mark(citation: Block): number;
  /** All of them as a Markdown list; empty if there are none. */
  list(): string;
}

const MAX_TITLE = 120;

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

/** The marks in a text, as Markdown, of the sources that it cites. */
export interface CitationMarks extends Pick<Sources, 'list'> {
  /** Tells of text that stands before the next mark. */
  text(text: string): void;
  /** The mark of a source; empty if it is marked since the last text: several passages of one page come one after the other. */
  mark(citation: Block): string;
}

export function createCitationMarks(): CitationMarks {
  const sources = createSources();
  const marked = new Set<number>();
  return {
    text(text) {
      if (text.trim() !== '') marked.clear();
    },
    mark(citation) {
      const source = sources.mark(citation);
      if (marked.has(source)) return '';
      marked.add(source);
      return `\\[${source}\\]`;
    },
    list: () => sources.list(),
  };
}

/** A page is one source; in a document, each quoted place is one. */
function keyOf(citation: Block): string {
  const { url, source, document_index: document, cited_text: text } = citation;
  return typeof url === 'string' ? url : JSON.stringify([source, document, text]);
}

function lineOf({ url, title, document_title: document, source, cited_text: cited }: Block): string {
  const named = [title, document, source, url].find((text) => typeof text === 'string');
  const name = escaped(sanitizeLine(named ?? 'untitled document', MAX_TITLE));
  if (typeof url === 'string' && /^https?:\/\/[^\s<>]+$/i.test(url)) {
    return named === url ? `<${url}>` : `[${name}](<${url}>)`;
  }
  return typeof cited === 'string' ? `${name}: “${escaped(sanitizeLine(cited, MAX_TITLE))}”` : name;
}

/** Titles come from anywhere: none of their characters may act as Markdown. */
const escaped = (text: string) =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~&:@$]/g, (character) => `&#${character.charCodeAt(0)};`);
