import { isObject } from '../text/json.ts';
import { type Block, type Reply, type Usage, textOf } from './reply.ts';
import { joined, type Link } from './join-text.ts';

/** Two replies to one prompt as one: what came, what it cost, and how the last of them ended. `link`: how the texts meet. */
export function joinReplies(one: Reply, next: Reply, link: Link): Reply {
  return {
    ...next,
    id: next.id ?? one.id,
    model: next.model ?? one.model,
    text: one.text + joined(link, next.text),
    content: link.isSeam ? joinSeamlessly(one, next, link) : [...one.content, ...next.content],
    usage: addUsage(one.usage, next.usage),
    retries: one.retries + next.retries,
    requests: one.requests + next.requests,
    continued: one.continued + next.continued + (link.isSeam ? 1 : 0),
    firstTextMs: one.firstTextMs ?? (next.firstTextMs === undefined ? undefined : one.totalMs + next.firstTextMs),
    totalMs: one.totalMs + next.totalMs,
  };
}

/** The text that was cut and the text that goes on become one block; what only thought about going on stays. */
function joinSeamlessly(one: Reply, next: Reply, link: Link): Block[] {
  const rest = withoutBeginning(next.content, next.text.length - joined(link, next.text).length);
  const cut = one.content.findLastIndex(({ type }) => type === 'text');
  const goesOn = rest.findIndex(({ type }) => type === 'text');
  if (cut === -1 || goesOn === -1) return [...one.content, ...rest];
  const whole = { ...one.content[cut]!, text: textOf([one.content[cut]!, rest[goesOn]!]) };
  return [...one.content.slice(0, cut), whole, ...one.content.slice(cut + 1), ...rest.filter((_, i) => i !== goesOn)];
}

/** Without so many characters of text. */
function withoutBeginning(content: readonly Block[], characters: number): Block[] {
  let left = characters;
  return content.map((block) => {
    if (block.type !== 'text' || left === 0) return block;
    const text = textOf([block]);
    const taken = Math.min(left, text.length);
    left -= taken;
    return { ...block, text: text.slice(taken) };
  });
}

/** Counts are added, at every depth; of what is no number the later one counts. */
export function addUsage(one: Usage, next: Usage): Usage {
  return add(one, next) as Usage;
}

function add(one: unknown, next: unknown): unknown {
  if (typeof one === 'number' && typeof next === 'number') return one + next;
  if (!isObject(one) || !isObject(next)) return one === undefined ? next : (next ?? one);
  const names = new Set([...Object.keys(one), ...Object.keys(next)]);
  return Object.fromEntries([...names].map((name) => [name, add(one[name], next[name])]));
}
