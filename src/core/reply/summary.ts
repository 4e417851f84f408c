import { cacheReadTokens, cacheWriteTokens, inputTokens, isCount, outputTokens } from '../cost/usage.ts';
import { count, seconds } from '../text/numbers.ts';
import { stopReasonOf, type Reply, type StopDetails } from './reply.ts';

/** The file that the text was also written to. */
export interface SavedText {
  readonly path: string;
  /** Whether `path` is a partial file next to the requested one, which is unchanged. */
  readonly partial: boolean;
  /** Why the text could not be written. */
  readonly failure?: string | undefined;
}

/** The line below a reply: why it stopped, what it cost, how long it took. Unknown facts are left out. */
export function summaryLine(reply: Reply, saved?: SavedText): string {
  const { usage, firstTextMs, totalMs, retries, requests, continued } = reply;
  return [
    ending(reply),
    inputPart(reply),
    isCount(usage.output_tokens) && `${count(outputTokens(usage))} out`,
    firstTextMs !== undefined && `first text ${seconds(firstTextMs)}`,
    tokensPerSecond(reply),
    seconds(totalMs),
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

/** The price of a token that is read from or written to the cache for five minutes; one that is not cached costs 1. */
const CACHE_READ = 0.1;
const CACHE_WRITE = 1.25;

function inputPart({ usage }: Reply): string | undefined {
  if (!isCount(usage.input_tokens)) return undefined;
  const [total, read, written] = [inputTokens(usage), cacheReadTokens(usage), cacheWriteTokens(usage)];
  const saved = Math.round((100 * (read * (1 - CACHE_READ) - written * (CACHE_WRITE - 1))) / total);
  const cached = [
    read > 0 && `${count(read)} cache read`,
    written > 0 && `${count(written)} cache written`,
    saved > 0 && `${saved}% saved`,
  ].filter(Boolean);
  return `${count(total)} in${cached.length > 0 ? ` (${cached.join(', ')})` : ''}`;
}

/** The rate while text arrived, without the tokens of the thinking before it; unknown if those were not counted. */
function tokensPerSecond({ content, usage, firstTextMs, totalMs, outcome, requests }: Reply): string | undefined {
  if (outcome.status !== 'complete' || requests > 1 || !isCount(usage.output_tokens) || firstTextMs === undefined)
    return undefined;
  const thought = content.some(({ type }) => type === 'thinking' || type === 'redacted_thinking');
  const counted = usage.output_tokens_details?.thinking_tokens;
  const thinkingTokens = isCount(counted) ? counted : thought ? undefined : 0;
  const streamingMs = totalMs - firstTextMs;
  if (thinkingTokens === undefined || streamingMs < 10) return undefined;
  return `${count(Math.round(((outputTokens(usage) - thinkingTokens) * 1000) / streamingMs))} tok/s`;
}
