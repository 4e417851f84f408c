import { Blocks } from './block-parser.ts';
import { fenceStart } from './starts.ts';

/**
 * The fenced code blocks of a text, at whatever depth they stand, in order, as they are shown; the code byte for byte, but
 * for what makes it a part of a list or a quote. One that is not closed goes on to the end.
 */
export function fencesOf(text: string): { readonly language: string; readonly code: string }[] {
  const found: { language: string; lines: string[] }[] = [];
  let given: string | undefined;
  const blocks = new Blocks((block) => {
    if (block.type === 'code') given = block.line;
  });
  for (const [whole, line = '', end = ''] of text.matchAll(/([^\n]*?)(\r?\n|\r?$)/g)) {
    if (whole === '') break;
    given = undefined;
    blocks.line(line);
    if (blocks.openLeaf !== 'fence') continue;
    // A line in a fence that is no code of it is the one that opens it.
    if (given === undefined) found.push({ language: languageOf(line), lines: [] });
    else found.at(-1)!.lines.push(given + end);
  }
  return found.map(({ language, lines }) => ({ language, code: lines.join('') }));
}

/** What stands before the fence are marks of lists and quotes. */
function languageOf(line: string): string {
  const at = line.search(/`{3}|~{3}/);
  return /^\S*/.exec(fenceStart(line.slice(at))?.info ?? '')![0];
}
