import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';

/** What can be styled, each by chalk's names: `bold cyan`. The 16 ANSI colours suit dark and light backgrounds alike. */
export const DEFAULT_THEME = {
  heading1: 'bold underline',
  heading: 'bold',
  strong: 'bold',
  emphasis: 'italic',
  deleted: 'strikethrough',
  code: 'cyan',
  link: 'blue underline',
  html: 'dim',
  definition: 'dim',
  rule: 'dim',
  marker: 'cyan',
  quoteBar: 'dim',
  tableHeader: 'bold',
  tableLine: 'dim',
  keyword: 'magenta',
  string: 'green',
  number: 'yellow',
  comment: 'dim italic',
  title: 'blue',
  type: 'cyan',
  attribute: 'yellow',
  addition: 'green',
  deletion: 'red',
} as const;

export type ThemeName = keyof typeof DEFAULT_THEME;
export type Theme = Partial<Record<ThemeName, string>>;
export type Paint = (text: string) => string;
export type Paints = Readonly<Record<ThemeName, Paint>>;

const STYLES =
  /^(bold|dim|italic|underline|inverse|strikethrough|overline|(bg)?(black|red|green|yellow|blue|magenta|cyan|white|gray|(black|red|green|yellow|blue|magenta|cyan|white)Bright)|bg[A-Z][a-z]+(Bright)?)$/;

/** Whether chalk knows all the words of a style; an empty one is none. */
export function isStyle(style: string): boolean {
  return words(style).every((word) => STYLES.test(word) && word in new Chalk({ level: 1 }));
}

/** The theme as functions. `level`: 0 no colours, 1 the 16, 2 256, 3 all; at 0 they change nothing. */
export function createPaints(level: ColorSupportLevel, theme: Theme = {}): Paints {
  const chalk = new Chalk({ level });
  const paint = (style: string): Paint =>
    words(style).reduce((styled, word) => styled[word as 'bold'], chalk as ChalkInstance);
  const entries = Object.entries({ ...DEFAULT_THEME, ...theme }).map(([name, style]) => [name, paint(style)]);
  return Object.fromEntries(entries) as Paints;
}

const words = (style: string) => style.split(/[\s.]+/).filter((word) => word !== '');
