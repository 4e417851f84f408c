import type { ReplyEvent } from '../core/reply/ports.ts';
import type { TextFilter } from '../core/text/flush.ts';
import { sanitize } from '../core/text/sanitize.ts';

/** A reply is shown in blocks of rows, one below the other. */
export type Block = 'thinking' | 'text' | 'calls';

/** Sets blocks apart: there is one blank row between any two, and none above the first. */
export interface BlankRows {
  /** What to write before more rows of a block. */
  before(block: Block): string;
  /** What to write before the closing line, which stands right below a text. `lists`: sources are listed at its end. */
  beforeClosing(lists: boolean): string;
  /** Ends the block above, if it is such a one: more of the same begins another. */
  end(block: Block): void;
  /** An attempt failed: whatever is shown of it stays, and everything comes again. */
  restart(): void;
}

export function createBlankRows(): BlankRows {
  let last: Block | undefined;
  let hasEnded = false;
  return {
    before(block) {
      const isApart = last !== undefined && (hasEnded || last !== block);
      last = block;
      hasEnded = false;
      return isApart ? '\n' : '';
    },
    beforeClosing: (lists) => (lists || last === 'calls' || last === 'thinking' ? '\n' : ''),
    end(block) {
      if (last === block) hasEnded = true;
    },
    restart() {
      hasEnded = true;
    },
  };
}

/** Whether a text ends here, because something else may be shown below it. */
export function endsText(event: ReplyEvent): boolean {
  switch (event.type) {
    case 'thinking':
      return event.text !== '';
    case 'call':
    case 'approval':
    case 'run':
    case 'result':
      return true;
    default:
      return false;
  }
}

/**
 * Makes growing text the rows of a block: with no blank rows around them, and a line break at the end. The next text is
 * another block.
 */
export function createRows(): TextFilter {
  let isEmpty = true;
  /** Shown if text follows. */
  let blanks = '';
  return {
    push(text) {
      const clean = sanitize(text);
      const words = clean.trimEnd();
      if (words === '') {
        blanks += clean;
        return '';
      }
      const shown = isEmpty ? (blanks + words).replace(/^\s*\n/, '') : blanks + words;
      blanks = clean.slice(words.length);
      isEmpty = false;
      return shown;
    },
    end() {
      const lineBreak = isEmpty ? '' : '\n';
      isEmpty = true;
      blanks = '';
      return lineBreak;
    },
  };
}
