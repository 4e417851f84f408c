import { formulaAt } from '../math/formula-delimiters.ts';
import type { SpanConstruct } from './source.ts';

/** A formula; it comes before all else, since nothing in it is Markdown. */
export const formulaSpan: SpanConstruct = {
  mayStart: /\$|\\[([]/,
  parse({ text }, at) {
    if (!/^(?:\$|\\[([])/.test(text.slice(at, at + 2))) return undefined;
    const formula = formulaAt(text, at);
    return formula && { type: 'formula', raw: formula.source, text: formula.tex };
  },
};
