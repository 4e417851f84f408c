import type { Token } from 'marked';
import { sideAfter, sideBefore } from './characters.ts';
import type { Source } from './source.ts';
import { pairTags } from './html-tags.ts';
import { spanToken, textToken } from './tokens.ts';

/** Stars, underscores or tildes in a row. */
export interface Run {
  readonly kind: 'run';
  readonly marker: string;
  /** How many there are in the source; `left`: those that nothing has used yet. */
  readonly length: number;
  readonly left: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** It may open, or close, bold text that CommonMark does not see: `**Note:**text`. */
  readonly opensLabel: boolean;
  readonly closesLabel: boolean;
}

/** Something that was parsed, or a token that is not decided yet. `Other` is what an entry may be besides. */
export type Parsed = { readonly kind: 'token'; readonly token: Token };
type Entry = Parsed | Run;

/** Punctuation that opens nothing. */
const LABEL_END = /[\p{Pe}\p{Pf}\p{Po}]/u;
const RUN = /\*+|_+|~+/y;

/** The run at this place, and what its neighbours make of it; `undefined` if there are too many tildes. */
export function runAt({ text, emphasis }: Source, at: number): Run | undefined {
  RUN.lastIndex = at;
  const [run] = RUN.exec(text)!;
  const { length } = run;
  const marker = run[0]!;
  if (marker === '~' && length > 2) return undefined;
  const before = sideBefore(text, at);
  const after = sideAfter(text, at + length);
  const isLenient = emphasis === 'lenient';
  // Chinese, Japanese and Korean have no blanks between words, and their punctuation sets nothing apart.
  const isApart = (side: typeof before) => side.isPunctuation && !(isLenient && side.isCjk);
  const allows = (side: typeof before) => side.isSpace || isApart(side) || (isLenient && side.isCjk);
  // A tilde is a marker of GitHub's: emphasis may stand directly inside of it, or around it.
  const isLeft = !after.isSpace && (!isApart(after) || text[at + length] === '~' || allows(before));
  const isRight = !before.isSpace && (!isApart(before) || text[at - 1] === '~' || allows(after));
  const isWord = marker === '_';
  return {
    kind: 'run',
    marker,
    length,
    left: length,
    canOpen: isLeft && (!isWord || !isRight || before.isPunctuation),
    canClose: isRight && (!isWord || !isLeft || after.isPunctuation),
    opensLabel: isLenient && run === '**' && isLeft && before.isSpace,
    closesLabel: isLenient && run === '**' && !isRight && !after.isPunctuation && LABEL_END.test(text.charAt(at - 1)),
  };
}

/** The tokens of a text or of the text of a link, with runs resolved to emphasis as CommonMark's appendix says. */
export function resolve(entries: readonly Entry[]): Token[] {
  const done: Entry[] = [];
  /** Where in `done` the runs stand that may still be closed. */
  const open: number[] = [];
  /** How many of those have been tried in vain, for each kind of closing run: so that none is tried twice. */
  const tried = new Map<string, number>();

  const closeWith = (closing: Run): Run => {
    const kind = `${closing.marker}${closing.canOpen}${closing.marker === '~' ? closing.length : closing.length % 3}`;
    const from = tried.get(kind) ?? 0;
    let index = open.length - 1;
    while (index >= from && !matches(done[open[index]!] as Run, closing)) index--;
    if (index < from) {
      tried.set(kind, open.length);
      return closing;
    }
    const at = open[index]!;
    const opening = done[at] as Run;
    const used = closing.marker === '~' ? closing.length : Math.min(2, opening.left, closing.left);
    const type = closing.marker === '~' ? 'del' : used === 2 ? 'strong' : 'em';
    const token = spanToken(type, closing.marker.repeat(used), finish(done.splice(at + 1)));
    const isUsedUp = opening.left === used;
    open.length = isUsedUp ? index : index + 1;
    for (const [one, count] of tried) tried.set(one, Math.min(count, open.length));
    if (isUsedUp) done.pop();
    else done[at] = { ...opening, left: opening.left - used };
    done.push({ kind: 'token', token });
    const rest = { ...closing, left: closing.left - used };
    return rest.left > 0 ? closeWith(rest) : rest;
  };

  for (const entry of entries) {
    const rest = entry.kind === 'run' && entry.canClose ? closeWith(entry) : entry;
    if (rest.kind === 'run') {
      if (rest.left === 0) continue;
      if (rest.canOpen) open.push(done.length);
    }
    done.push(rest);
  }
  return finish(done);
}

function matches(opening: Run, closing: Run): boolean {
  if (opening.marker !== closing.marker) return false;
  if (closing.marker === '~') return opening.length === closing.length;
  const isEither = opening.canClose || closing.canOpen;
  // The rule of three: it decides in `**a*b**` which of the markers belong together.
  return !isEither || (opening.length + closing.length) % 3 !== 0 || closing.length % 3 === 0;
}

/** The entries as tokens: runs that nothing closes are bold labels or text. */
function finish(entries: readonly Entry[]): Token[] {
  const tokens: Token[] = [];
  let label: number | undefined;
  for (const entry of entries) {
    if (entry.kind === 'token') tokens.push(entry.token);
    else if (entry.closesLabel && entry.left === 2 && label !== undefined) {
      const inside = tokens.splice(label + 1);
      tokens[label] = spanToken('strong', '**', inside);
      label = undefined;
    } else {
      if (entry.opensLabel && entry.left === 2) label = tokens.length;
      tokens.push(textToken(entry.marker.repeat(entry.left)));
    }
  }
  return pairTags(tokens);
}
