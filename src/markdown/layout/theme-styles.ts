import { Chalk } from 'chalk';
import { DEFAULT_THEME, type Theme, type ThemeName } from '../../core/theme.ts';

/** As chalk counts: 0 no styles at all, 1 the 16 colours, 2 256 colours, 3 all of them. */
export type ColorLevel = 0 | 1 | 2 | 3;
export type Paint = (text: string) => string;
export type Paints = Readonly<Record<ThemeName, Paint>>;

/** The theme as functions; at level 0 they change nothing. */
export function createPaints(level: ColorLevel, theme: Theme = {}): Paints {
  const chalk = new Chalk({ level });
  const paint = (style: string): Paint =>
    words(style).reduce((styled, word) => styled[word as 'bold'] ?? styled, chalk);
  const entries = Object.entries({ ...DEFAULT_THEME, ...theme }).map(([name, style]) => [name, paint(style)]);
  return Object.fromEntries(entries) as Paints;
}

const words = (style: string) => style.split(' ').filter((word) => word !== '');
