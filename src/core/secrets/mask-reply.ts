import type { Problem } from '../problem/problem.ts';
import type { ReplyEvent } from '../reply/ports.ts';
import type { Outcome, Reply } from '../reply/reply.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { isObject, parseJson } from '../text/json.ts';
import { maskJson } from './mask-json.ts';
import type { Mask } from './secrets.ts';

// What the user, the model and the tools said to each other is never masked: it is theirs, and goes back to the model.

/** A failure without secrets: servers quote the keys that they reject. */
export function maskProblem(problem: Problem, mask: Mask): Problem {
  const { type, what, details, hint, requestId } = problem;
  return {
    ...problem,
    type: mask(type),
    what: mask(what),
    details: details?.map(mask),
    hint: hint && mask(hint),
    requestId: requestId && mask(requestId),
  };
}

/** An event without secrets in what the server said about the reply. */
export function maskEvent(event: ReplyEvent, mask: Mask): ReplyEvent {
  switch (event.type) {
    case 'start':
      return { ...event, model: mask(event.model) };
    case 'retry':
      return { ...event, problem: maskProblem(event.problem, mask) };
    case 'wire':
      return { ...event, json: maskWireEvent(event.json, mask) };
    case 'end':
      return { ...event, reply: maskReply(event.reply, mask) };
    default:
      return event;
  }
}

function maskReply(reply: Reply, mask: Mask): Reply {
  const { id, model, requestId, stopReason, stopDetails, usage } = reply;
  const facts = maskFacts({ id, model, requestId, stopReason, stopDetails, usage }, mask);
  return { ...reply, ...facts, outcome: maskOutcome(reply.outcome, mask) };
}

/** The same, if something failed. */
export function maskOutcome<Kind extends Outcome>(outcome: Kind, mask: Mask): Kind {
  return outcome.status === 'failed' ? { ...outcome, problem: maskProblem(outcome.problem, mask) } : outcome;
}

/** A saved conversation, without secrets in the reasons why replies ended: earlier versions kept them. */
export function maskConversation(conversation: Conversation, mask: Mask): Conversation {
  return conversation.map((entry) => {
    if (entry.type !== 'reply' || entry.reply.why === undefined) return entry;
    return { ...entry, reply: { ...entry.reply, why: mask(entry.reply.why) } };
  });
}

/** A line of an event stream, for a recording. */
export function maskStreamLine(line: string, mask: Mask): string {
  const [, field = '', data = ''] = /^(data: ?)([^]*)$/.exec(line) ?? [];
  return isObject(parseJson(data)) ? field + maskWireEvent(data, mask) : mask(line);
}

/** An event of the API as JSON; the model's words are under `content`, or in a content block. */
function maskWireEvent(json: string, mask: Mask): string {
  const event = parseJson(json);
  if (!isObject(event)) return mask(json);
  const { type, message, content } = event;
  if (String(type).startsWith('content_block_')) return json;
  if (hasWords(content)) return JSON.stringify(maskFacts(event, mask));
  if (isObject(message) && hasWords(message['content']))
    return JSON.stringify({ ...event, message: maskFacts(message, mask) });
  return maskJson(json, mask);
}

const hasWords = (content: unknown) => Array.isArray(content) && content.length > 0;

/** All fields of a message but its content. */
function maskFacts<T extends object>(message: T, mask: Mask): T {
  const facts = Object.entries(message).filter(([name]) => name !== 'content');
  return { ...message, ...(JSON.parse(maskJson(JSON.stringify(Object.fromEntries(facts)), mask)) as Partial<T>) };
}
