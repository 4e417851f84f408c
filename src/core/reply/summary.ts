import type { Cost } from '../cost/cost.ts';
import { formatUsd } from '../cost/format-usd.ts';
import {
  cacheReadTokens,
  cacheWriteTokens,
  counted,
  inputTokens,
  isCount,
  outputTokens,
  type Usage,
} from '../cost/usage.ts';
import { count, seconds, tenths } from '../text/numbers.ts';
import { stopReasonOf, type Reply, type StopDetails } from './reply.ts';

/** Roughly, over languages and code. */
const CHARACTERS_PER_TOKEN = 4;

/** The tokens of a text that the server has not counted. */
export const estimateTokens = (characters: number): number => Math.round(characters / CHARACTERS_PER_TOKEN);

/** The file that the text was also written to. */
export interface SavedText {
  readonly path: string;
  /** Whether `path` is a partial file next to the requested one, which is unchanged. */
  readonly partial: boolean;
  /** Why the text could not be written. */
  readonly failure?: string | undefined;
}

export interface SummaryOptions {
  readonly saved?: SavedText | undefined;
  /** Whether everything that is known is said, not only what matters. */
  readonly verbose?: boolean;
}

/** The time to the first text is said if it is as long as this. */
const SLOW_START_MS = 10_000;
/** The speed is said if it is lower than this, and the text took at least so long. */
const SLOW_TOKENS_PER_SECOND = 20;
const SLOW_TEXT_MS = 10_000;
/** What caching saved is said from a cent on. */
const NOTABLE_SAVING_USD = 0.01;

/**
 * The line below a reply: why it stopped, its tokens, what they cost, how long it took. Besides that only what matters:
 * a slow start, slow text and a saving, as the constants above say; retries; requests after the first; the written file.
 */
export function summaryLine(reply: Reply, { saved, verbose = false }: SummaryOptions = {}): string {
  const { outcome, usage, cost, firstTextMs, totalMs, retries, requests, continued } = reply;
  const speed = outcome.status === 'complete' && requests === 1 ? tokensPerSecond(reply) : undefined;
  const isSlow = speed !== undefined && speed < SLOW_TOKENS_PER_SECOND && totalMs - firstTextMs! >= SLOW_TEXT_MS;
  return [
    ending(reply),
    isCount(usage.input_tokens) && inputPart(usage, verbose),
    isCount(usage.output_tokens) && outputPart(reply),
    cost && (isCounted(reply) ? costPart(cost, verbose) : leastCost(cost)),
    tenths(totalMs),
    firstTextMs !== undefined && (verbose || firstTextMs >= SLOW_START_MS) && `first text ${seconds(firstTextMs)}`,
    speed !== undefined && (verbose || isSlow) && `${count(speed)} tok/s`,
    retries > 0 && `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
    requests > 1 + continued && `${requests} requests`,
    continued > 0 && `continued ${continued === 1 ? 'once' : `${continued} times`}`,
    saved && `${saved.partial ? 'partial text' : 'text'} saved to ${saved.path}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

/** Stop reasons that leave a reply unfinished, and what each means; they are reported even with --quiet. */
const UNFINISHED: ReadonlyMap<string, string> = new Map([
  ['max_tokens', 'the reply reached its token limit (raise it with --max-tokens)'],
  ['refusal', 'the model declined to continue'],
  ['model_context_window_exceeded', 'the context window is full, and the reply was cut off'],
  ['pause_turn', 'the API paused a long turn'],
  ['max_turns', 'the prompt reached its limit of requests (raise it with --max-turns)'],
  ['tool_use', 'the model stopped to call a tool'],
]);

/** Why a reply stopped, in words; `undefined` if it ended normally. */
export function explainStop(reply: Reply): string | undefined {
  const reason = stopReasonOf(reply);
  if (reason === undefined || reason === 'end_turn') return undefined;
  if (reason === 'stop_sequence') return 'stop_sequence: the reply reached a stop sequence';
  const details = reason === 'refusal' ? explanation(reply.stopDetails) : '';
  return `${reason}: ${UNFINISHED.get(reason) ?? 'unknown stop reason'}${details}`;
}

export const isUnfinished = (reply: Reply): boolean => UNFINISHED.has(stopReasonOf(reply) ?? '');

function ending(reply: Reply): string {
  const { outcome } = reply;
  if (outcome.status === 'interrupted') return outcome.by === 'SIGINT' ? 'interrupted' : `interrupted by ${outcome.by}`;
  if (outcome.status === 'failed') return reply.text === '' ? 'failed' : 'cut off';
  return explainStop(reply) ?? reply.stopReason ?? 'ended without a stop reason';
}

function explanation(details: StopDetails | undefined): string {
  const given = details?.explanation;
  return typeof given === 'string' && given.trim() !== '' ? `: ${given.trim()}` : '';
}

function inputPart(usage: Usage, verbose: boolean): string {
  const [read, written] = [cacheReadTokens(usage), cacheWriteTokens(usage)];
  const cached = [read > 0 && `${count(read)} cache read`, written > 0 && `${count(written)} cache written`];
  const details = verbose ? cached.filter(Boolean).join(', ') : '';
  return `${count(inputTokens(usage))} in${details && ` (${details})`}`;
}

/** What the model wrote, roughly in tokens. */
function estimate({ content }: Reply): number {
  const written = content.flatMap(({ text, thinking }) => [text, thinking]);
  return estimateTokens(written.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0));
}

/** The API counts the output when a reply stops: one that is cut before that has only the count of its first token. */
const isCounted = (reply: Reply): boolean =>
  reply.outcome.status === 'complete' || reply.stopReason !== undefined || estimate(reply) <= outputTokens(reply.usage);

const outputPart = (reply: Reply): string =>
  isCounted(reply) ? `${count(outputTokens(reply.usage))} out` : `~${count(estimate(reply))} out`;

function costPart({ usd, savedUsd }: Cost, verbose: boolean): string {
  const saves = savedUsd > 0 && (verbose || savedUsd >= NOTABLE_SAVING_USD);
  return `${formatUsd(usd)}${saves ? ` (caching saved ${formatUsd(savedUsd)})` : ''}`;
}

/** Without the output that nobody counted; nothing is said of less than the finest figure. */
const leastCost = ({ usd }: Cost): string | false => usd >= 0.0001 && `over ${formatUsd(usd)}`;

/** As much of a reply as its speed depends on. */
export type Timed = Pick<Reply, 'content' | 'usage' | 'firstTextMs' | 'totalMs'>;

/**
 * The rate while the text of a request arrived, without the tokens of the thinking before it; unknown if those were not
 * counted.
 */
export function tokensPerSecond({ content, usage, firstTextMs, totalMs }: Timed): number | undefined {
  if (!isCount(usage.output_tokens) || firstTextMs === undefined) return undefined;
  const thinking = usage.output_tokens_details?.thinking_tokens;
  const thought = content.some(({ type }) => type === 'thinking' || type === 'redacted_thinking');
  const streamingMs = totalMs - firstTextMs;
  if ((thought && !isCount(thinking)) || streamingMs < 10) return undefined;
  return Math.round(((outputTokens(usage) - counted(thinking)) * 1000) / streamingMs);
}
