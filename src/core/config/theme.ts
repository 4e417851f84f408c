import { isObject } from '../text/json.ts';

/** What can be styled in rendered Markdown, in chalk's words. The 16 ANSI colours suit dark and light backgrounds. */
export const DEFAULT_THEME = {
  heading1: 'bold underline',
  heading: 'bold',
  headingMark: 'dim',
  strong: 'bold',
  emphasis: 'italic',
  deleted: 'strikethrough',
  code: 'cyan',
  codeBlock: 'cyan',
  codeLabel: 'dim',
  link: 'blue underline',
  math: 'magenta',
  html: 'dim',
  definition: 'dim',
  rule: 'dim',
  marker: 'cyan',
  quoteBar: 'dim',
  note: 'bold blue',
  tip: 'bold green',
  important: 'bold magenta',
  warning: 'bold yellow',
  caution: 'bold red',
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
/** Styles that replace the default ones: words separated by spaces, or an empty string for no style. */
export type Theme = { readonly [Name in ThemeName]?: string };

const COLOR =
  '(?:black|red|green|yellow|blue|magenta|cyan|white|gray|(?:black|red|green|yellow|blue|magenta|cyan|white)Bright)';
const BACKGROUND =
  'bg(?:Black|Red|Green|Yellow|Blue|Magenta|Cyan|White|Gray|(?:Black|Red|Green|Yellow|Blue|Magenta|Cyan|White)Bright)';
const WORD = new RegExp(`^(?:bold|dim|italic|underline|inverse|strikethrough|overline|${COLOR}|${BACKGROUND})$`);

export function isTheme(json: unknown): json is Theme {
  return (
    isObject(json) &&
    Object.entries(json).every(([name, style]) => Object.hasOwn(DEFAULT_THEME, name) && isStyle(style))
  );
}

function isStyle(style: unknown): boolean {
  return typeof style === 'string' && style.split(' ').every((word) => word === '' || WORD.test(word));
}
