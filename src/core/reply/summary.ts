import { count, seconds } from '../text/numbers.ts';
import { stopReasonOf, type Reply, type StopDetails } from './reply.ts';

/** The file that also holds the text. */
export interface SavedText {
  readonly path: string;
  /** Whether `path` is a partial beside the file that was asked for, which is untouched. */
  readonly partial: boolean;
  /** Why the text could not be written, if so. */
  readonly failure?: string | undefined;
}

/** The one line that closes a reply: why it stopped, what it cost, how long it took. Facts that are unknown are left out. */
export function summaryLine(reply: Reply, saved?: SavedText): string {
  const { usage, firstTextMs, totalMs, retries, requests, continued } = reply;
  return [
    ending(reply),
    inputTokens(reply),
    usage.output_tokens != null && `${count(usage.output_tokens)} out`,
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

/** Why a reply stopped, in words; `undefined` for the ordinary ending. */
export function explainStop(reply: Reply): string | undefined {
  const stopReason = stopReasonOf(reply);
  switch (stopReason) {
    case undefined:
    case 'end_turn':
      return undefined;
    case 'max_tokens':
      return 'max_tokens: the reply reached its token limit (raise it with --max-tokens)';
    case 'refusal':
      return `refusal: the model declined to continue${explanation(reply.stopDetails)}`;
    case 'model_context_window_exceeded':
      return 'model_context_window_exceeded: the context window is full, and the reply was cut off';
    case 'pause_turn':
      return 'pause_turn: the API paused a long turn';
    case 'max_turns':
      return 'max_turns: the prompt reached its limit of requests (raise it with --max-turns)';
    case 'tool_use':
      return 'tool_use: the model stopped to call a tool';
    case 'stop_sequence':
      return 'stop_sequence: the reply reached a stop sequence';
    default:
      return `${stopReason}: unknown stop reason`;
  }
}

/** Endings that leave an answer unfinished, which even --quiet tells of. */
const UNFINISHED = new Set([
  'max_tokens',
  'refusal',
  'model_context_window_exceeded',
  'pause_turn',
  'tool_use',
  'max_turns',
]);

export function isUnfinished(reply: Reply): boolean {
  const stopReason = stopReasonOf(reply);
  return stopReason !== undefined && UNFINISHED.has(stopReason);
}

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

/** What a token costs that the cache reads or writes, where one that is not cached costs 1: the API's prices for five minutes. */
const CACHE_READ = 0.1;
const CACHE_WRITE = 1.25;

/** All input, cached or not: the API's `input_tokens` leaves out what the cache read and wrote. */
function inputTokens({ usage }: Reply): string | undefined {
  if (usage.input_tokens == null) return undefined;
  const read = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  const total = usage.input_tokens + read + written;
  const saved = Math.round((100 * (read * (1 - CACHE_READ) - written * (CACHE_WRITE - 1))) / total);
  const cached = [
    read > 0 && `${count(read)} cache read`,
    written > 0 && `${count(written)} cache written`,
    saved > 0 && `${saved}% saved`,
  ].filter(Boolean);
  return `${count(total)} in${cached.length > 0 ? ` (${cached.join(', ')})` : ''}`;
}

/** Over the time in which text came, and without the tokens of the thinking before it; unknown if those were not counted. */
function tokensPerSecond({ content, usage, firstTextMs, totalMs, outcome, requests }: Reply): string | undefined {
  if (outcome.status !== 'complete' || requests > 1 || usage.output_tokens == null || firstTextMs === undefined)
    return undefined;
  const thought = content.some(({ type }) => type === 'thinking' || type === 'redacted_thinking');
  const thinkingTokens = usage.output_tokens_details?.thinking_tokens ?? (thought ? undefined : 0);
  const streamingMs = totalMs - firstTextMs;
  if (thinkingTokens === undefined || streamingMs < 10) return undefined;
  return `${count(Math.round(((usage.output_tokens - thinkingTokens) * 1000) / streamingMs))} tok/s`;
}
