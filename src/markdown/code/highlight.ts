import type { ThemeName } from '../../core/config/theme.ts';
import type { Styles } from '../layout/theme-styles.ts';
import { grammarFor, type Grammar } from './grammars.ts';

/** What colouring the next line of a block of code depends on. */
export interface Highlighting {
  /** `undefined`: all of a line has the style of code without a grammar. */
  readonly grammar: Grammar | undefined;
  /** The lines since the grammar was last outside of everything. */
  readonly open: readonly string[];
  /** Inside of a block in another language, such as a script in HTML: the same for that one. */
  readonly inner?: Highlighting;
}

/** The innermost mode that is open behind what was highlighted. */
interface Mode {
  readonly parent?: Mode;
  readonly subLanguage?: string | readonly string[];
  readonly contains: readonly unknown[];
}

/** A construct that stays open for longer is coloured as if it began again, so that what a line costs stays bounded. */
const MAX_LINES = 200;
const MAX_CHARACTERS = 8192;
/** A longer line, such as one that was minified, is shown like code without a grammar. */
const MAX_LINE = 2048;

/** For each style, the classes of highlight.js (the first part of their names) that it is for; others stay plain. */
const CLASSES: Readonly<Partial<Record<ThemeName, string>>> = {
  keyword: 'keyword literal selector-tag section doctag name',
  string: 'string regexp char link',
  number: 'number symbol bullet',
  comment: 'comment quote meta',
  title: 'title',
  type: 'type built_in class',
  attribute: 'attr attribute property variable template-variable selector-class selector-id',
  addition: 'addition',
  deletion: 'deletion',
};
const STYLE_OF = new Map(
  Object.entries(CLASSES).flatMap(([style, classes]) => classes.split(' ').map((one) => [one, style as ThemeName])),
);

/** Before the first line; `info` is what stands behind the opening fence. */
export function startHighlighting(info: string): Highlighting {
  return { grammar: grammarFor(info), open: [] };
}

/** The line, styled. What is inside a comment or a string that began on an earlier line is coloured so. */
export function highlightLine(
  before: Highlighting,
  line: string,
  styles: Styles,
): { row: string; after: Highlighting } {
  const { grammar } = before;
  if (grammar === undefined || line.length > MAX_LINE) return { row: styles.codeBlock(line), after: before };
  const open = [...before.open, line];
  const code = open.join('\n');
  const result = grammar.hljs.highlight(code, { language: grammar.name, ignoreIllegals: true });
  const { _top: top } = result as { _top?: Mode };
  const embedded = top && grammarInside(top, grammar);
  if (embedded !== undefined) {
    // Its lines are highlighted by themselves: with all that stands before them, each would cost as much as all before.
    if (before.inner?.grammar?.name !== embedded.name) {
      return { row: lastLine(result.value, styles), after: { grammar, open, inner: { grammar: embedded, open: [] } } };
    }
    const { row, after } = highlightLine(before.inner, line, styles);
    return { row, after: { ...before, inner: after } };
  }
  const isOutside = top?.parent === undefined;
  const isTooLong = open.length >= MAX_LINES || code.length - open.length + 1 >= MAX_CHARACTERS;
  return { row: lastLine(result.value, styles), after: { grammar, open: isOutside || isTooLong ? [] : open } };
}

/** The grammar of a mode that holds another language and nothing else. */
function grammarInside({ subLanguage, contains }: Mode, { hljs }: Grammar): Grammar | undefined {
  if (subLanguage === undefined || contains.length > 0) return undefined;
  const name = [subLanguage].flat().find((each) => hljs.getLanguage(each) !== undefined);
  return name === undefined ? undefined : { hljs, name };
}

const HTML = /<span class="(?:hljs-)?([\w-]+)[^"]*">|<\/span>|&(amp|lt|gt|quot|#x27);|\n|[^<&\n]+/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** The last line of highlight.js's HTML as styled text. */
function lastLine(html: string, styles: Styles): string {
  const open: (ThemeName | undefined)[] = [];
  let row = '';
  for (const [part, className, entity] of html.matchAll(HTML)) {
    if (className !== undefined) open.push(STYLE_OF.get(className));
    else if (part === '</span>') open.pop();
    else if (part === '\n') row = '';
    else {
      const text = entity === undefined ? part : ENTITIES[entity]!;
      const style = open.findLast((one) => one !== undefined);
      row += style === undefined ? text : styles[style](text);
    }
  }
  return row;
}
