import { createOverlapFilter, type TextFilter } from './overlap.ts';

/** What the text of a reply follows: one that it goes on with (`isSeam`), or one that it stands below. */
export interface Link {
  readonly text: string;
  readonly isSeam: boolean;
}

/** Between what was said before calls and what is said after them. */
const GAP = '\n\n';

/** What is shown of a text that follows another. */
export function createJoint({ text, isSeam }: Link): TextFilter {
  if (isSeam) return createOverlapFilter(text);
  const breaks = text.length - text.replace(/\n{1,2}$/, '').length;
  let gap = text === '' ? '' : GAP.slice(breaks);
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

/** The whole of a text that follows another, as it is shown. */
export function joined(link: Link, text: string): string {
  const joint = createJoint(link);
  return joint.push(text) + joint.end();
}
