import { sanitizeLine } from '../core/text/sanitize.ts';
import { replace } from './edit-buffer.ts';
import { change, type Candidate, type Editor } from './editor.ts';
import { sanitizeInput } from './pastes.ts';
import { splitCharacters } from './text-boundaries.ts';

/**
 * Completes the text between `from` and the cursor: to the only candidate, or to what all candidates have in common.
 * Several candidates are kept for the next Tab, which lists them.
 */
export function complete(editor: Editor, from: number, unsafe: readonly Candidate[]): Editor {
  const candidates = unsafe.map(sanitizeCandidate);
  const [first, ...others] = candidates;
  if (first === undefined) return { ...editor, lastAction: undefined, completion: undefined };
  const common = others.reduce((prefix, { text }) => commonPrefix(prefix, text), first.text);
  if (others.length === 0) {
    const buffer = replace(editor, from, editor.cursor, common + (first.trailing ?? ''));
    return { ...change(editor, buffer), completion: undefined };
  }
  // Candidates that differ in case from the typed text may have less in common than was typed, which must not be lost.
  const isLonger = common.length >= editor.cursor - from;
  const buffer = isLonger ? replace(editor, from, editor.cursor, common) : editor;
  return { ...change(editor, buffer), completion: { from, candidates, listed: false } };
}

const sanitizeCandidate = ({ text, label, trailing }: Candidate): Candidate => ({
  text: sanitizeInput(text).replace(/[\n\t]/g, ' '),
  label: sanitizeLine(label ?? text),
  ...(trailing !== undefined && { trailing: sanitizeInput(trailing) }),
});

function commonPrefix(a: string, b: string): string {
  const charactersOfA = splitCharacters(a);
  const charactersOfB = splitCharacters(b);
  const end = charactersOfA.findIndex((character, index) => character !== charactersOfB[index]);
  return end === -1 ? a : charactersOfA.slice(0, end).join('');
}
