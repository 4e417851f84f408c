import type { List } from './tex-nodes.ts';

/** The fractions that are one character. */
export const ONE_CHARACTER: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/5': '⅕',
  '2/5': '⅖',
  '3/5': '⅗',
  '4/5': '⅘',
  '1/6': '⅙',
  '5/6': '⅚',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
};

/** A fraction in one row, with the parentheses it needs. */
export function flatFraction(top: List, above: string, below: string): string {
  const numerator = isProduct(top) && !/^$|\//.test(above) ? above : `(${above})`;
  return `${numerator}/${isFactor(below) ? below : `(${below})`}`;
}

/** Whether nothing is added, compared or listed but inside of brackets; a sign may stand first. */
function isProduct(list: List): boolean {
  let depth = 0;
  return list.every((node, at) => {
    if (node.type === 'group') return isProduct(node.body);
    if (node.type === 'text') return !node.text.includes(' ');
    if (node.type !== 'symbol') return node.type !== 'fraction' || depth > 0;
    if (/^[([{⟨]$/.test(node.text)) depth++;
    if (/^[)\]}⟩]$/.test(node.text)) depth--;
    return depth > 0 || !/^(?:bin|rel|punct)$/.test(node.kind) || (at === 0 && node.kind === 'bin');
  });
}

/** What stands below the bar and needs no parentheses: a number, a letter with scripts, a function's value, dx, AB. */
function isFactor(text: string): boolean {
  const scripts = '[\\p{M}\\p{Lm}\\p{No}′″⁺⁻₊₋⁼₌]*';
  const letter = `\\p{L}${scripts}`;
  const group = '(?:\\([^()]*\\)|\\[[^[\\]]*\\])';
  return new RegExp(
    `^(?:[\\d.]+|${letter}|[d∂]${letter}|[A-Z]{2}|(?:${letter})?${group}${scripts}|√(?:\\p{L}|\\d+|\\([^()]*\\)))$`,
    'u',
  ).test(text);
}
