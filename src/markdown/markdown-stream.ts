import type { Theme, ThemeName } from '../core/config/theme.ts';
import { LANGUAGES } from '../core/text/languages.ts';
import type { Emphasis } from './inline-parser/source.ts';
import { createStyles, type ColorLevel } from './layout/theme-styles.ts';
import { MarkdownEngine } from './markdown-engine.ts';

export type { ColorLevel, Emphasis, Theme, ThemeName };

/*
 * A map of this folder. Text becomes rows in this order:
 *
 *   markdown-stream.ts   the public interface: options, push, live, end
 *   markdown-engine.ts   puts the parts below together, once for finished rows and once for live ones
 *   line-reader.ts       text -> lines; keeps the unfinished one for live views
 *   clean.ts             one kind of line end, no control characters
 *   block-parser.ts      lines -> blocks, each given when it is final
 *   row-layout.ts        blocks -> rows: blank rows between them, markers and bars before them
 *   blocks/              each kind of block, a file each: construct.ts says what it holds, block-registry.ts lists them
 *   inline-parser/       the text of a block -> tokens: emphasis, links, code
 *   inline/              tokens -> styled text
 *   math/                formulas in TeX -> Unicode, in one row or several
 *   code/                lines of code -> coloured text
 *   layout/              styled text -> rows: widths, wrapping, columns of tables, the theme
 *   fences.ts            apart from these: blocks of code for --extract, by the parser alone
 */

export interface MarkdownStreamOptions {
  /** The most columns of a row, at least 1. A function is asked again for each block, so that a resize takes effect there. */
  readonly width?: number | (() => number);
  /** As chalk counts: 0 no styles at all, 1 the 16 colours, 2 256 colours, 3 all of them. */
  readonly color?: ColorLevel;
  /** Whether links are OSC 8 hyperlinks; otherwise they are shown as `text (url)`. */
  readonly hyperlinks?: boolean;
  /** `auto`: prose is wrapped at words, to 100 columns at most; `none`: not at all; a number: to that many columns. */
  readonly wrap?: 'auto' | 'none' | number;
  /** Formulas between dollar signs or `\\( \\)` and `\\[ \\]`: as Unicode where that is certain, or as their source. */
  readonly math?: 'unicode' | 'source';
  /**
   * `lenient`: bold and italic text is also seen next to Chinese, Japanese and Korean text (`**「重要」**です`), and bold labels
   * before a letter (`**Note:**text`). `strict`: only where CommonMark sees it.
   */
  readonly emphasis?: Emphasis;
  /** Styles that differ from the default ones, by chalk's names: `{ code: 'bold cyan' }`. */
  readonly theme?: Theme;
}

const MAX_PROSE_COLUMNS = 100;

/**
 * Markdown that grows, as rows for a terminal. Rows that `push` and `end` give are final: they depend on the text alone,
 * not on how it was split. `live` shows what is not final yet, as it would look if the text ended here.
 *
 * Rows hold no line feed, and open and close their own styles. Control characters in the text never reach them. They are
 * at most `width` columns wide, but for lines of code and URLs: these are never broken, so that they can be copied, and the
 * terminal wraps them. Live rows are clipped instead, with an ellipsis.
 */
export class MarkdownStream {
  readonly #engine: MarkdownEngine;

  constructor(options: MarkdownStreamOptions = {}) {
    const {
      width = 80,
      color = 1,
      hyperlinks = false,
      wrap = 'auto',
      math = 'unicode',
      emphasis = 'lenient',
      theme,
    } = options;
    const columns = () => Math.max(1, Math.floor(typeof width === 'function' ? width() : width));
    this.#engine = new MarkdownEngine({
      width: columns,
      proseWidth: () =>
        wrap === 'none' ? undefined : Math.min(columns(), wrap === 'auto' ? MAX_PROSE_COLUMNS : Math.max(1, wrap)),
      styles: createStyles(color, theme),
      hyperlinks,
      math,
      emphasis,
    });
  }

  /**
   * The languages that are highlighted; code in others stays plain. All of them are loaded with this module, so that no
   * run depends on timing.
   */
  static get grammars(): readonly string[] {
    return LANGUAGES;
  }

  /** Takes more text; gives the rows that are now final. */
  push(text: string): string[] {
    return this.#engine.push(text);
  }

  /** The rows of what is not final yet, the last `maxRows` of them. Changes nothing. */
  live(maxRows: number = Number.POSITIVE_INFINITY): string[] {
    return this.#engine.live(maxRows);
  }

  /** No more text; gives the rows that were left. */
  end(): string[] {
    return this.#engine.end();
  }
}
