/** Separates what a terminal marks as pasted from what is typed. */
export interface PasteFilter {
  push(text: string): void;
  /** Nothing more comes. */
  close(): void;
}

export interface PasteFilterOptions {
  readonly onText: (text: string) => void;
  readonly onPaste: (text: string) => void;
}

const START = '\u001b[200~';
const END = '\u001b[201~';
/** Shift with Enter comes in two encodings, of which Node knows only the second. */
const SHIFT_ENTER = '\u001b[27;2;13~';
const KNOWN_SHIFT_ENTER = '\u001b[13;2u';
const CTRL_C = '\u0003';

/** An Escape that nothing follows within this time is a key of its own. */
const ESCAPE_MS = 60;

/**
 * Each character is looked at once, however the text is cut. A paste whose end never comes would swallow the keyboard:
 * Ctrl-C on its own, as a typed key arrives, ends the paste with what has come of it, and is then a key again.
 */
export function createPasteFilter({ onText, onPaste }: PasteFilterOptions): PasteFilter {
  /** Text that may be the beginning of a marker. */
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  let pasted: string[] | undefined;

  function typed(text: string): void {
    if (text !== '') onText(text.replaceAll(SHIFT_ENTER, KNOWN_SHIFT_ENTER));
  }
  function endPaste(last: string): void {
    const text = pasted!.join('') + last;
    pasted = undefined;
    onPaste(text);
  }
  function flush(): void {
    const text = held;
    held = '';
    typed(text);
  }

  function push(chunk: string): void {
    clearTimeout(timer);
    if (pasted !== undefined && chunk === CTRL_C) {
      endPaste(held);
      held = '';
    }
    let text = held + chunk;
    held = '';
    while (text !== '') {
      const marker = pasted === undefined ? START : END;
      const at = text.indexOf(marker);
      if (at === -1) break;
      if (pasted === undefined) {
        typed(text.slice(0, at));
        pasted = [];
      } else endPaste(text.slice(0, at));
      text = text.slice(at + marker.length);
    }
    const partial = Math.max(
      ...(pasted === undefined ? [START, SHIFT_ENTER] : [END]).map((each) => overlap(text, each)),
    );
    held = text.slice(text.length - partial);
    const rest = text.slice(0, text.length - partial);
    if (pasted !== undefined) pasted.push(rest);
    else {
      typed(rest);
      if (held !== '') timer = setTimeout(flush, ESCAPE_MS);
    }
  }

  return { push, close: () => clearTimeout(timer) };
}

/** How many characters at the end of a text are the beginning of a marker. */
function overlap(text: string, marker: string): number {
  let length = Math.min(text.length, marker.length - 1);
  while (length > 0 && !text.endsWith(marker.slice(0, length))) length--;
  return length;
}
