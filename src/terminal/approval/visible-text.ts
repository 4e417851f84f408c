/** Stands for a blank that could not be seen or counted otherwise. */
export const BLANK = '·';
const TAB = '⇥';
/** Stands for empty lines. */
const EMPTY_LINE = '↵';
/** More of the same mark are counted: `·(×5000)`. */
const MAX_MARKS = 8;
/** Indentation is seen by where the text behind it stands. */
const MAX_INDENT = 40;

/**
 * What cannot be seen, or steers what is seen: controls, bidi and other formats, lone surrogates, private and unassigned
 * characters (`C`), blanks and line breaks (`Z`), characters that are drawn around others, all that Unicode lets a program
 * draw as nothing, blanks that it takes for symbols or letters, letters of Hangul that join with the one before, which few
 * terminals draw alike, and the marks above, which text must not imitate.
 */
const HIDDEN = String.raw`\p{C}\p{Z}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff\u2800\u{1d159}\u{13441}\u{13442}${BLANK}${TAB}${EMPTY_LINE}`;
/** An accent that is not on a letter of a script that has no other way to write it. */
const STRAY_ACCENT = String.raw`(?<!(?![${HIDDEN}])[^\0-\x7f\P{L}](?:(?![${HIDDEN}])\p{M}){0,2})\p{M}`;
/** A backslash that makes what follows it look like an escape. */
const FALSE_ESCAPE = String.raw`\\(?=u(?:[\da-fA-F]{4}|\{))`;
/** A parenthesis that makes what follows it look like the number of the marks before it. */
const FALSE_COUNT = String.raw`(?<=[${HIDDEN}\p{M}])\((?=×\d)`;

const patternOf = (hidden: string) =>
  new RegExp(String.raw` {2,}|^ | $|((?! )(?:${hidden}))\1*|${FALSE_ESCAPE}|${FALSE_COUNT}`, 'gu');
const UNSEEN = patternOf(`[${HIDDEN}]|${STRAY_ACCENT}`);
const UNSEEN_IN_NAME = patternOf(String.raw`[${HIDDEN}]|[^\0-\x7f]`);

/**
 * A text as one row in which every character can be seen and told from every other: what could not is a mark or an escape.
 * No two texts look the same, apart from letters that do.
 */
export const visible = (text: string): string => text.replace(UNSEEN, marked);

/** The same for a line of a longer text, whose indentation stays. */
export function visibleLine(line: string): string {
  const indent = /^ *(?=[^ ])/.exec(line)?.[0] ?? '';
  return indent.length > MAX_INDENT ? visible(line) : indent + visible(line.slice(indent.length));
}

/** Stands for `count` empty lines in a row. */
export const emptyLines = (count: number): string => `${EMPTY_LINE}(×${count})`;

/** The text in quotes. */
export const quoted = (text: string): string => `"${visible(escapeQuotes(text))}"`;

/** A name that a stranger chose: in quotes unless it is plain, with all letters outside ASCII as escapes. */
export const visibleName = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `"${escapeQuotes(name).replace(UNSEEN_IN_NAME, marked)}"`;

const escapeQuotes = (text: string) => text.replace(/["\\]/g, String.raw`\$&`);

/** The parts of a visible text that are drawn as one: marks with their number, escapes, and letters with their accents. */
export const PARTS = new RegExp(
  String.raw`(?<mark>(?:\\u(?:[\da-f]{4}|\{[\da-f]+\})|[${BLANK}${TAB}${EMPTY_LINE}])(?:\(×\d+\))?)|\P{M}\p{M}*|\p{M}`,
  'gu',
);

function marked(hidden: string): string {
  const [first = ''] = hidden;
  const count = hidden.length / first.length;
  const mark = MARKS[first] ?? escapeOf(first);
  return count > MAX_MARKS ? `${mark}(×${count})` : mark.repeat(count);
}

const MARKS: Readonly<Record<string, string>> = { ' ': BLANK, '\t': TAB };

function escapeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
