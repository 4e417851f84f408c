import { formulasIn, openFormulaIn } from '../math/formula-delimiters.ts';

/** Stands for a formula. No letter of any script: a text that has it is left as it is. */
const MASK = '\uf8ff';

/**
 * A text with a character for each formula, so that what repairs Markdown leaves formulas alone, and the way back. One that
 * is still being written comes back as plain text: its stars are no emphasis.
 */
export function maskFormulas(text: string): { masked: string; unmask: (repaired: string) => string } {
  const open = openFormulaIn(text);
  const spans = formulasIn(text).map(({ at, source }) => ({ at, length: source.length, shown: source }));
  if (open !== undefined) spans.push({ at: open, length: text.length - open, shown: asText(text.slice(open)) });
  if (spans.length === 0 || text.includes(MASK)) return { masked: text, unmask: (repaired) => repaired };
  let end = 0;
  const between = spans.map(({ at, length }) => {
    const before = text.slice(end, at);
    end = at + length;
    return before;
  });
  return {
    masked: [...between, text.slice(end)].join(MASK),
    unmask(repaired) {
      let next = 0;
      return repaired.replaceAll(MASK, () => spans[next++]!.shown);
    },
  };
}

/** A text of which no character acts as Markdown. */
function asText(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
