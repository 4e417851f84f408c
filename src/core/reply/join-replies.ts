import { totalCost } from '../cost/cost.ts';
import { addUsage } from '../cost/usage.ts';
import { type Block, type Reply, textOf } from './reply.ts';
import { joinedText, type JoinPoint } from './join-text.ts';

/** Joins two replies to one prompt: what arrived, what it cost, and how the second ended. `point`: where their texts meet. */
export function joinReplies(one: Reply, next: Reply, point: JoinPoint): Reply {
  const text = joinedText(point, next.text);
  return {
    ...next,
    id: next.id ?? one.id,
    model: next.model ?? one.model,
    text: one.text + text,
    content: point.isContinuation
      ? joinCut(one, next, next.text.length - text.length)
      : [...one.content, ...next.content],
    usage: addUsage(one.usage, next.usage),
    // Prices depend on the size of a request, so those of the two are added, not their tokens.
    cost: totalCost([one, next]),
    retries: one.retries + next.retries,
    requests: one.requests + next.requests,
    continued: one.continued + next.continued + (point.isContinuation ? 1 : 0),
    firstTextMs: one.firstTextMs ?? (next.firstTextMs === undefined ? undefined : one.totalMs + next.firstTextMs),
    totalMs: one.totalMs + next.totalMs,
  };
}

/** The text block that was cut and the one that continues it become one; thinking between them stays. */
function joinCut(one: Reply, next: Reply, repeated: number): Block[] {
  const rest = dropText(next.content, repeated);
  const cut = one.content.findLastIndex(({ type }) => type === 'text');
  const continued = rest.findIndex(({ type }) => type === 'text');
  if (cut === -1 || continued === -1) return [...one.content, ...rest];
  const joined = { ...one.content[cut]!, text: textOf([one.content[cut]!, rest[continued]!]) };
  return [...one.content.slice(0, cut), joined, ...one.content.slice(cut + 1), ...rest.toSpliced(continued, 1)];
}

/** Drops the first characters of the text in the blocks. */
function dropText(content: readonly Block[], characters: number): Block[] {
  let left = characters;
  return content.map((block) => {
    if (block.type !== 'text' || left === 0) return block;
    const text = textOf([block]);
    const dropped = Math.min(left, text.length);
    left -= dropped;
    return { ...block, text: text.slice(dropped) };
  });
}
