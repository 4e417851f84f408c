import { Chalk } from 'chalk';
import { DEFAULT_THEME, type Theme, type ThemeName } from '../../core/config/theme.ts';

/** As chalk counts: 0 no styles at all, 1 the 16 colours, 2 256 colours, 3 all of them. */
export type ColorLevel = 0 | 1 | 2 | 3;
export type Styler = (text: string) => string;
export type Styles = Readonly<Record<ThemeName, Styler>>;

/** The theme as functions; at level 0 they change nothing. */
export function createStyles(level: ColorLevel, theme: Theme = {}): Styles {
  const chalk = new Chalk({ level });
  const styler = (style: string): Styler =>
    style.split(' ').reduce((styled, word) => styled[word as 'bold'] ?? styled, chalk);
  const entries = Object.entries({ ...DEFAULT_THEME, ...theme }).map(([name, style]) => [name, styler(style)]);
  return Object.fromEntries(entries) as Styles;
}
