import type { Usage } from '../cost/usage.ts';
import { type Block, isRejection, noReply, type Outcome, type Reply, stopReasonOf, textOf } from './reply.ts';

/**
 * The fields that all forms of a reply share, in the order of a journal line: their names in `Reply`, and those that the
 * API, journals and the JSON output give them. A field added to `Reply` and `noReply` needs a row here, and no more.
 */
const NAMES = {
  id: 'id',
  model: 'model',
  content: 'content',
  usage: 'usage',
  retries: 'retries',
  stopReason: 'stop_reason',
  stopDetails: 'stop_details',
  requestId: 'request_id',
} as const satisfies Record<SharedName, string>;

type SharedName = Exclude<
  keyof Reply,
  'outcome' | 'text' | 'cost' | 'requests' | 'continued' | 'firstTextMs' | 'totalMs'
>;

type Fields = { readonly [Name in SharedName as (typeof NAMES)[Name]]: Reply[Name] };

const ROWS = Object.entries(NAMES) as [SharedName, keyof Fields][];

/** A message of the API: the part of it that has arrived. */
export type PartialMessage = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

/** A reply as a conversation has it in memory and its journal on disk. */
export interface StoredReply extends Partial<Omit<Fields, 'content' | 'usage'>> {
  readonly status: Outcome['status'];
  /** Why it is not complete, for people. */
  readonly why?: string | undefined;
  /** Whether the API found fault with the request itself, and would reject it again. */
  readonly rejected?: true | undefined;
  /** The model that the request named. */
  readonly asked?: string | undefined;
  /** The blocks exactly as they arrived: which of them go back is decided for each request. */
  readonly content: readonly Block[];
  readonly usage: Usage;
  readonly timings?: { readonly first_text_ms?: number | undefined; readonly total_ms?: number | undefined };
}

/** API -> `Reply`. `known`: the facts that are not in the message. */
export function fromMessage(
  message: PartialMessage,
  outcome: Outcome,
  known: Pick<Reply, 'requestId' | 'retries' | 'firstTextMs' | 'totalMs'>,
): Reply {
  const given = ROWS.flatMap(([own, name]) => (message[name] == null ? [] : [[own, message[name]]]));
  const fields = Object.fromEntries(given) as Partial<Reply>;
  return { ...noReply(outcome), ...fields, text: textOf(message.content ?? []), requests: 1, ...known };
}

/** `Reply` -> conversation and journal. */
export function toStored(reply: Reply, asked: string): StoredReply {
  const { outcome } = reply;
  const rejected = isRejection(outcome) && ({ rejected: true } as const);
  return { status: outcome.status, why: whyOf(outcome), ...rejected, asked, ...fieldsOf(reply) };
}

/** `Reply` -> JSON output. */
export function toResult(reply: Reply): Readonly<Record<string, unknown>> {
  const { timings, ...fields } = fieldsOf(reply);
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    ...EMPTY_RESULT,
    ...Object.fromEntries(known),
    text: reply.text,
    stop_reason: stopReasonOf(reply) ?? null,
    cost_usd: reply.cost?.usd ?? null,
    timings: { first_text_ms: timings.first_text_ms ?? null, total_ms: timings.total_ms },
    ...(reply.requests > 1 && { requests: reply.requests }),
    ...(reply.continued > 0 && { continued: reply.continued }),
  };
}

/** The order in which the JSON output starts, with null for the facts that a reply may lack. */
const EMPTY_RESULT = {
  id: null,
  model: null,
  text: '',
  content: [],
  stop_reason: null,
  stop_details: undefined,
  usage: {},
  cost_usd: null,
  timings: {},
  request_id: null,
};

function fieldsOf(reply: Reply) {
  const { firstTextMs, totalMs } = reply;
  return {
    ...(Object.fromEntries(ROWS.map(([own, name]) => [name, reply[own]])) as unknown as Fields),
    timings: { first_text_ms: firstTextMs && Math.round(firstTextMs), total_ms: Math.round(totalMs) },
  };
}

function whyOf(outcome: Outcome): string | undefined {
  if (outcome.status === 'complete') return undefined;
  return outcome.status === 'failed' ? outcome.problem.what : `interrupted by ${outcome.by}`;
}
