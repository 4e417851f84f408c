import { estimateTokens } from '../../core/reply/summary.ts';
import { count } from '../../core/text/numbers.ts';
import { lengthOf, prefix, truncateList } from '../../core/text/truncate.ts';
import type { ReplyEvent } from '../../core/reply/ports.ts';
import type { CallProgress } from '../../core/reply/tool-types.ts';

/** The line of the spinner at any moment, made from the events so far. */
export interface Progress {
  see(event: ReplyEvent): void;
  /** The parts that change come first: a narrow window cuts off the end. `now`: the time on the clock of `startedAt`. */
  line(now: number): string;
}

/** No window shows more of a call's input. */
const MAX_INPUT = 300;
const MAX_SERVERS = 5;

interface Thinking {
  since: number | undefined;
  characters: number;
  tokens: number;
}

interface OpenCall {
  readonly name: string;
  readonly server: boolean;
  input: string;
  /** Set when it runs; the time is only known when a line is asked for. */
  isRunning: boolean;
  progress?: CallProgress;
  since: number | undefined;
}

/** `starting`: the MCP servers that the request still has to wait for. */
export function createProgress(
  model: string,
  startedAt: number,
  starting: () => readonly string[] = () => [],
): Progress {
  let characters = 0;
  let outputTokens = 0;
  let thinking: Thinking | undefined;
  let retry: { why: string; number: number; most: number; at: number | undefined; delayMs: number } | undefined;
  let quietSince: number | undefined;
  const calls = new Map<string, OpenCall>();

  function doing(now: number): string[] {
    const servers = starting();
    if (servers.length > 0) return [`waiting for MCP servers: ${truncateList(servers, MAX_SERVERS).join(', ')}`];
    if (retry !== undefined) {
      retry.at ??= now + retry.delayMs;
      const left = Math.max(0, Math.ceil((retry.at - now) / 1000));
      return [`retrying ${left === 0 ? 'now' : `in ${left} s`} (${retry.number} of ${retry.most})`, retry.why];
    }
    if (calls.size > 0) return [...calls.values()].map((call) => callLine(call, now));
    if (thinking !== undefined) return [...thinkingParts(thinking, now), model];
    if (characters === 0) return [model];
    // Used until the server reports its count.
    const estimate = estimateTokens(characters);
    const tokens = outputTokens >= estimate ? count(outputTokens) : `~${count(estimate)}`;
    return [`${count(characters)} characters`, `${tokens} tokens`, model];
  }

  return {
    see(event) {
      switch (event.type) {
        case 'text':
          if (event.text === '') break;
          characters += event.text.length;
          thinking = undefined;
          break;
        case 'thinking':
          thinking ??= { since: undefined, characters: 0, tokens: 0 };
          thinking.characters += event.text.length;
          thinking.tokens += event.tokens ?? 0;
          break;
        case 'call': {
          thinking = undefined;
          const { name, server } = event;
          calls.set(event.id, { name, server, input: '', isRunning: server, since: undefined });
          break;
        }
        case 'input': {
          const call = calls.get(event.id);
          if (call !== undefined && call.input.length < MAX_INPUT)
            call.input += prefix(event.json, MAX_INPUT, lengthOf);
          break;
        }
        case 'run': {
          const call = calls.get(event.id);
          if (call !== undefined) call.isRunning = true;
          break;
        }
        case 'progress': {
          const call = calls.get(event.id);
          if (call !== undefined) call.progress = event.progress;
          break;
        }
        case 'result':
          calls.delete(event.id);
          break;
        case 'usage':
          outputTokens = event.outputTokens;
          break;
        case 'retry':
          thinking = undefined;
          calls.clear();
          retry = {
            why: event.problem.what,
            number: event.retry,
            most: event.maxRetries,
            at: undefined,
            delayMs: event.delayMs,
          };
          break;
        case 'start':
          retry = undefined;
          break;
        case 'quiet':
          quietSince = event.since;
          break;
        case 'approval':
        case 'citation':
        case 'wire':
        case 'end':
          break;
      }
    },
    line(now) {
      const quiet = quietSince === undefined ? [] : [`no data for ${wholeSeconds(now - quietSince)}`];
      return [wholeSeconds(now - startedAt), ...quiet, ...doing(now)].join(' · ');
    },
  };
}

function thinkingParts(thinking: Thinking, now: number): string[] {
  thinking.since ??= now;
  const size =
    thinking.characters > 0
      ? [`${count(thinking.characters)} characters`]
      : thinking.tokens > 0
        ? [`~${count(thinking.tokens)} tokens`]
        : [];
  return [`thinking ${wholeSeconds(now - thinking.since)}`, ...size];
}

/** The input as far as it has come, or how long the call has been running and how far it has come. */
function callLine(call: OpenCall, now: number): string {
  if (!call.isRunning) return `${call.name} ${call.input}`.trim();
  call.since ??= now;
  const done = call.progress === undefined ? [] : progressParts(call.progress);
  return `${call.name} running ${[wholeSeconds(now - call.since), ...done].join(', ')} ${call.input}`.trim();
}

/** A server may count what it likes, and a total need not be right. */
function progressParts({ progress, total = 0, message = '' }: CallProgress): string[] {
  const percent = Math.floor(100 * Math.min(1, Math.max(0, progress / total)));
  const amount = total > 0 ? [`${percent}%`] : message === '' ? [String(Math.round(progress * 100) / 100)] : [];
  return message === '' ? amount : [...amount, message];
}

const wholeSeconds = (ms: number) => `${Math.floor(ms / 1000)} s`;
