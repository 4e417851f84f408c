import { sanitizeLine } from '../core/text/sanitize.ts';
import { change, type Candidate, type Editor } from './editor.ts';
import { clean } from './pastes.ts';
import { replace } from './line.ts';
import { splitGraphemes } from './text.ts';

/**
 * What Tab does with its candidates for the text from `from` to the cursor: the only one is inserted, and of several what
 * all begin with. The next Tab shows them.
 */
export function complete(editor: Editor, from: number, raw: readonly Candidate[]): Editor {
  const candidates = raw.map(cleaned);
  const [first, ...others] = candidates;
  if (first === undefined) return { ...editor, streak: undefined, completion: undefined };
  const common = others.reduce((prefix, { text }) => commonStart(prefix, text), first.text);
  const inserted = others.length === 0 ? common + (first.trailing ?? '') : common;
  // Candidates that are spelt otherwise than what was typed have too little in common to replace it.
  const useful = others.length === 0 || common.length >= editor.cursor - from;
  const line = useful ? replace(editor, from, editor.cursor, inserted) : editor;
  const completion = others.length === 0 ? undefined : { from, candidates, shown: false };
  return { ...change(editor, line), completion };
}

const cleaned = ({ text, label, trailing }: Candidate): Candidate => ({
  text: clean(text).replace(/[\n\t]/g, ' '),
  label: sanitizeLine(label ?? text),
  ...(trailing !== undefined && { trailing: clean(trailing) }),
});

function commonStart(a: string, b: string): string {
  const inB = splitGraphemes(b);
  const inA = splitGraphemes(a);
  const end = inA.findIndex((grapheme, index) => grapheme !== inB[index]);
  return end === -1 ? a : inA.slice(0, end).join('');
}
