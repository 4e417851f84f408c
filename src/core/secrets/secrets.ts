import { findSecrets, type Needles, type Range } from './find-secrets.ts';
import { formsOf } from './secret-forms.ts';
import { MASK, maskShapes } from './secret-shapes.ts';

/** Hides secrets in a text. */
export type Mask = (text: string) => string;

/**
 * The secrets of a run. Whoever reads one adds it; whoever writes anything but what the user and the model said to each
 * other masks it.
 */
export interface Secrets {
  /**
   * From now on this value is masked. Under eight characters only where it stands alone, and not at all if it is a mere
   * word or number such as `true` or `8080`, or under four.
   */
  add(value: string | undefined): void;
  /** Replaces every secret with stars, and what looks like one. Lines stay lines. */
  readonly mask: Mask;
}

export function createSecrets(): Secrets {
  const values = new Set<string>();
  /** `undefined`: a value was added since. */
  let needles: Needles | undefined;
  return {
    add(value) {
      if (value === undefined || values.has(value)) return;
      values.add(value);
      needles = undefined;
    },
    mask(text) {
      needles ??= allForms(values);
      return maskShapes(withStars(text, findSecrets(text, needles)));
    },
  };
}

function allForms(values: Iterable<string>): Needles {
  const forms = [...values].map(formsOf);
  return {
    anywhere: [...new Set(forms.flatMap(({ anywhere }) => anywhere))],
    alone: [...new Set(forms.flatMap(({ alone }) => alone))],
  };
}

/** Stars in place of each part, on each of its lines. */
function withStars(text: string, ranges: readonly Range[]): string {
  let [masked, end] = ['', 0];
  for (const { from, to } of joined(ranges)) {
    masked += text.slice(end, from) + text.slice(from, to).replace(/[^\n]+/g, MASK);
    end = to;
  }
  return masked + text.slice(end);
}

/** In order, with those that overlap or meet as one. */
function joined(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || from > last.to) all.push({ from, to });
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return all;
}
