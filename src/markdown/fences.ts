import { BlockParser } from './block-parser.ts';

/**
 * The fenced code blocks of a text, in order, at whatever depth they stand. The code is byte for byte as in the source,
 * without what makes it part of a list or a quote. A block that is not closed goes on to the end.
 */
export function fencesOf(text: string): { readonly language: string; readonly code: string }[] {
  const found: { language: string; lines: string[] }[] = [];
  let given: string | undefined;
  const parser = new BlockParser((block) => {
    if (block.type === 'fenced-code') given = block.line;
  });
  for (const [whole, line = '', end = ''] of text.matchAll(/([^\n]*?)(\r?\n|\r?$)/g)) {
    if (whole === '') break;
    given = undefined;
    parser.line(line);
    const { leaf } = parser;
    if (leaf?.type !== 'fenced-code') continue;
    // A line that leaves a fence open but is no code has opened it.
    if (given === undefined) found.push({ language: /^\S*/.exec(leaf.info)![0], lines: [] });
    else found.at(-1)!.lines.push(given + end);
  }
  return found.map(({ language, lines }) => ({ language, code: lines.join('') }));
}
