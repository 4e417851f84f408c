import { emitKeypressEvents, type Interface, type Key as NodeKey } from 'node:readline';
import { PassThrough } from 'node:stream';
import { sanitize } from '../../core/text/sanitize.ts';
import type { Key } from '../../line-editor/keymap.ts';

/** Decodes text as it comes from a terminal into keys. */
export function createKeyDecoder(onKey: (key: Key) => void): (text: string) => void {
  const inner = new PassThrough();
  emitKeypressEvents(inner, { escapeCodeTimeout: 0 } as unknown as Interface);
  inner.on('keypress', (typed: string | undefined, key: NodeKey) => {
    const known = keyOf(typed, key);
    if (known !== undefined) onKey(known);
  });
  return (text) => {
    // The paste filter has waited: nothing follows it.
    if (text === ESCAPE) onKey({ chord: 'escape', text: '' });
    // Emitted rather than written: the stream would pass it on later.
    else inner.emit('data', text);
  };
}

const ESCAPE = '\u001b';

/** Not a key: how a terminal answers when its status is asked for. */
export const STATUS_ANSWER = 'status-answer';

const NAMES: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'ctrl-j',
  '\u001b\r': 'alt-enter',
  '\u001b\n': 'alt-enter',
  '\u001b[13;2u': 'shift-enter',
  [ESCAPE]: 'escape',
  '\u001b\u001b': 'escape',
  '\u001c': 'ctrl-\\',
  '\u001f': 'ctrl-_',
  '\u001b[0n': STATUS_ANSWER,
};

/** Our name for a key that Node has decoded; `undefined`: an unknown key. */
function keyOf(typed: string | undefined, { sequence = '', name, ctrl, meta, shift }: NodeKey): Key | undefined {
  const named = NAMES[sequence];
  if (named !== undefined) return { chord: named, text: '' };
  // Some terminals send Alt with an arrow as an Escape before it.
  const alt = meta === true || sequence.startsWith('\u001b\u001b');
  if (ctrl !== true && !alt && typed !== undefined && typed !== '' && sanitize(typed) === typed && typed !== '\t') {
    return { chord: typed, text: typed };
  }
  const letter = name ?? (alt ? sequence.slice(1) : undefined);
  if (letter === undefined || letter === 'undefined' || sanitize(letter) !== letter) return undefined;
  const held = [ctrl === true && 'ctrl', alt && 'alt', shift === true && letter.length > 1 && 'shift'];
  return { chord: [...held, letter].filter((part) => part !== false).join('-'), text: '' };
}
