import type { Styles } from '../layout/theme-styles.ts';
import { cleanText, hyperlink, linkTarget } from './links.ts';

/** How inline markup looks. */
export interface Look {
  readonly styles: Styles;
  /** Whether links are written as OSC 8; otherwise as `text (url)`. */
  readonly hyperlinks: boolean;
}

/** A link as styled text; `plain` is its text without styles. One that leads nowhere is text. */
export function createLink({ styles, hyperlinks }: Look) {
  return (text: string, plain: string, href: string): string => {
    const target = linkTarget(href);
    const url = cleanText(href).trim();
    if (url === '') return text;
    const shown = text === '' ? url : text;
    const same = plain === '' || plain === url || `mailto:${plain}` === url || `http://${plain}` === url;
    if (target !== undefined && hyperlinks) return hyperlink(styles.link(shown), target);
    return same ? styles.link(shown) : `${shown} (${styles.link(url)})`;
  };
}
