import type { RendererExtension } from 'marked';
import type { Styles } from '../layout/theme-styles.ts';
import type { Formulas } from '../math/formula.ts';

/** Shows formulas in a text, as an extension of marked. */
export function formulaRenderer(styles: Styles, formulas: Formulas): RendererExtension {
  return {
    name: 'formula',
    renderer: ({ text, raw }) => styles.math(formulas.inline(String(text)) ?? raw.replace(/\s+/g, ' ')),
  };
}
