import type { MarkedExtension, Tokens } from 'marked';
import { formulaAtStart } from '../markdown/blocks/math-block.ts';
import { createFormulas } from '../markdown/math/formula.ts';

/** Wider formulas are set in one row. */
const COLUMNS = 80;

/** Formulas as the terminal shows them, with their source where the pointer rests. */
export function formulaExtensions(escape: (text: string) => string): MarkedExtension {
  const formulas = createFormulas('unicode');
  return {
    extensions: [
      {
        name: 'formula',
        renderer({ text, raw }: Tokens.Generic) {
          const shown = formulas.inline(String(text));
          if (shown === undefined) return escape(raw);
          return `<span class="math" title="${escape(raw)}">${escape(shown)}</span>`;
        },
      },
      {
        name: 'math',
        level: 'block',
        start(text) {
          // Only in this paragraph: marked asks at each one of the document.
          const end = text.search(/\n[ \t]*\n/);
          const paragraph = end === -1 ? text : text.slice(0, end);
          for (const { index } of paragraph.matchAll(/^ {0,3}(?:\$\$|\\\[|\\begin\{)/gm)) {
            if (formulaAtStart(paragraph.slice(index)) !== undefined) return index;
          }
          return undefined;
        },
        tokenizer(text) {
          if (!/^ {0,3}(?:\$\$|\\\[|\\begin\{)/.test(text)) return undefined;
          const end = text.search(/\n[ \t]*(?:\n|$)/);
          const block = formulaAtStart(end === -1 ? text : text.slice(0, end));
          if (block === undefined) return undefined;
          const lines = block.source.split('\n').length;
          const raw = text.split('\n').slice(0, lines).join('\n');
          return {
            type: 'math',
            raw: text[raw.length] === '\n' ? `${raw}\n` : raw,
            text: block.tex,
            source: block.source,
          };
        },
        renderer({ text, source }: Tokens.Generic) {
          const rows = formulas.display(String(text), COLUMNS) ?? [String(source)];
          return `<pre class="math" title="${escape(String(source))}">\n${escape(rows.join('\n'))}</pre>\n`;
        },
      },
    ],
  };
}
