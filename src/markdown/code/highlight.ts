import { grammarFor } from './grammars.ts';
import type { ThemeName } from '../../core/theme.ts';
import type { Paint, Paints } from '../layout/theme-styles.ts';

/** Colours the lines of one fence as they come. */
export interface Highlighter {
  /** The line, styled. What is inside a comment or a string that began on an earlier line is coloured so. */
  line(text: string): string;
  /** The same state, on its own. */
  fork(): Highlighter;
}

/** A construct that stays open for longer is coloured as if it began anew: what a line costs stays bounded. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 16_384;

/** Classes of highlight.js by their first part; what is not named here stays plain. */
const PAINTED: Readonly<Record<string, ThemeName>> = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  section: 'keyword',
  doctag: 'keyword',
  name: 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  link: 'string',
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  title: 'title',
  type: 'type',
  built_in: 'type',
  class: 'type',
  attr: 'attribute',
  attribute: 'attribute',
  property: 'attribute',
  variable: 'attribute',
  'template-variable': 'attribute',
  'selector-class': 'attribute',
  'selector-id': 'attribute',
  addition: 'addition',
  deletion: 'deletion',
};

export function createHighlighter(info: string, paints: Paints): Highlighter {
  const grammar = grammarFor(info);
  if (grammar === undefined) return PLAIN;
  const { hljs, name } = grammar;

  const create = (open: readonly string[]): Highlighter => {
    /** The lines since the grammar was last outside of everything: the past that this line depends on. */
    let window = [...open];
    let characters = window.reduce((sum, line) => sum + line.length, 0);
    return {
      line(text) {
        window.push(text);
        characters += text.length;
        const result = hljs.highlight(window.join('\n'), { language: name, ignoreIllegals: true });
        const row = lastLine(result.value, paints);
        const { _top: top } = result as { _top?: { parent?: unknown } };
        const outside = top?.parent === undefined;
        if (outside || window.length >= MOST_LINES || characters >= MOST_CHARACTERS) {
          window = [];
          characters = 0;
        }
        return row;
      },
      fork: () => create(window),
    };
  };
  return create([]);
}

const PLAIN: Highlighter = { line: (text) => text, fork: () => PLAIN };

const HTML = /<span class="([^"]*)">|<\/span>|&(amp|lt|gt|quot|#x27);|\n|[^<&\n]+/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** The last line of highlight.js's HTML as styled text. */
function lastLine(html: string, paints: Paints): string {
  const open: (Paint | undefined)[] = [];
  let row = '';
  for (const [part, classes, entity] of html.matchAll(HTML)) {
    if (classes !== undefined) open.push(paintFor(classes, paints));
    else if (part === '</span>') open.pop();
    else if (part === '\n') row = '';
    else {
      const text = entity === undefined ? part : ENTITIES[entity]!;
      const paint = open.findLast((one) => one !== undefined);
      row += paint === undefined ? text : paint(text);
    }
  }
  return row;
}

function paintFor(classes: string, paints: Paints): Paint | undefined {
  const name = /hljs-([\w-]+)/.exec(classes)?.[1] ?? '';
  return Object.hasOwn(PAINTED, name) ? paints[PAINTED[name]!] : undefined;
}
