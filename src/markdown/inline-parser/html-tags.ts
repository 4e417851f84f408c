import type { Token } from 'marked';
import { unescape } from './text-spans.ts';
import { rawOf } from './tokens.ts';

/** Text between two tags that say how it looks. */
export interface TagToken {
  readonly type: 'tag';
  readonly raw: string;
  readonly name: string;
  /** The source of the tag that begins it, with its attributes. */
  readonly open: string;
  readonly tokens: Token[];
}

/** What can be shown without its tags. All others are shown as they are. */
const NAMES = new Set(
  [
    'a',
    'b',
    'strong',
    'mark',
    'i',
    'em',
    'cite',
    'dfn',
    'var',
    's',
    'strike',
    'del',
    'code',
    'kbd',
    'samp',
    'tt',
  ].concat(['sub', 'sup', 'u', 'ins', 'small', 'big', 'q', 'abbr', 'span', 'font', 'center']),
);

/** The tokens with each pair of such tags and what stands between them as one. */
export function pairTags(tokens: readonly Token[]): Token[] {
  if (!tokens.some(({ type }) => type === 'html')) return [...tokens];
  const paired: Token[] = [];
  /** Where tags stand that are open, the last first, for each name. */
  const open = new Map<string, number[]>();
  for (const token of tokens) {
    const [, slash, tag = ''] = (token.type === 'html' && /^<(\/?)([a-z][a-z\d-]*)/i.exec(token.raw)) || [];
    const name = tag.toLowerCase();
    const at = slash === '/' ? open.get(name)?.pop() : undefined;
    if (at === undefined) {
      if (slash === '' && NAMES.has(name) && !token.raw.endsWith('/>')) {
        if (open.get(name)?.push(paired.length) === undefined) open.set(name, [paired.length]);
      }
      paired.push(token);
    } else {
      paired.push(tagToken(name, paired.splice(at), token.raw));
      // Tags between the two belong to no pair any more.
      for (const places of open.values()) while (places.length > 0 && places.at(-1)! > at) places.pop();
    }
  }
  return paired;
}

function tagToken(name: string, [open, ...tokens]: readonly Token[], close: string): Token {
  const token: TagToken = { type: 'tag', raw: open!.raw + rawOf(tokens) + close, name, open: open!.raw, tokens };
  return token;
}

/** The tags that would end those that are left open. */
export function closingTags(tokens: readonly Token[]): string {
  const names = tokens.flatMap(({ type, raw }) => {
    const name = type === 'html' ? /^<([a-z]+)/i.exec(raw)?.[1]?.toLowerCase() : undefined;
    return name !== undefined && NAMES.has(name) ? [name] : [];
  });
  return names
    .toReversed()
    .map((name) => `</${name}>`)
    .join('');
}

/** The value of an attribute of a tag; `undefined` if it has none. */
export function attribute(tag: string, name: string): string | undefined {
  const pattern = new RegExp(`[ \\t\\n]${name}[ \\t\\n]*=[ \\t\\n]*(?:"([^"]*)"|'([^']*)'|([^ \\t\\n"'>]+))`, 'i');
  const found = pattern.exec(tag);
  return found === null ? undefined : unescape(found[1] ?? found[2] ?? found[3]!, false);
}
