import type { TextFilter } from '../text/flush.ts';
import { createOverlapFilter } from './overlap.ts';

/** The text that a reply follows: one that it continues, or one that it is set below. */
export interface JoinPoint {
  readonly before: string;
  readonly isContinuation: boolean;
}

/** Between the text before tool calls and the text after them. */
const GAP = '\n\n';

/** Turns the text of a reply into what is shown below the text before it. */
export function createTextJoiner({ before, isContinuation }: JoinPoint): TextFilter {
  if (isContinuation) return createOverlapFilter(before);
  const breaks = before.length - before.replace(/\n{1,2}$/, '').length;
  let gap = before === '' ? '' : GAP.slice(breaks);
  return {
    push(next) {
      if (next === '') return '';
      const shown = gap + next;
      gap = '';
      return shown;
    },
    end: () => '',
  };
}

/** The same for a whole text. */
export function joinedText(point: JoinPoint, text: string): string {
  const joiner = createTextJoiner(point);
  return joiner.push(text) + joiner.end();
}
