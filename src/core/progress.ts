import type { ReplyEvent } from './edges.ts';
import { count } from './summary.ts';

/** What a spinner says at any moment, made from the events so far. */
export interface Progress {
  see(event: ReplyEvent): void;
  /** What changes comes first: a narrow window cuts off the end. `now`: performance.now() or the like; every time here is measured on that clock. */
  line(now: number): string;
}

/** Roughly, over languages and code: what a token is worth while the server has not counted. */
const CHARACTERS_PER_TOKEN = 4;

export function createProgress(model: string, startedAt: number): Progress {
  let characters = 0;
  let outputTokens = 0;
  let thinking: { since: number | undefined; characters: number; tokens: number } | undefined;
  let retry: { why: string; number: number; most: number; at: number | undefined; delayMs: number } | undefined;
  let quietSince: number | undefined;

  function doing(now: number): string[] {
    if (retry !== undefined) {
      retry.at ??= now + retry.delayMs;
      const left = Math.max(0, Math.ceil((retry.at - now) / 1000));
      return [`trying again ${left === 0 ? 'now' : `in ${left} s`} (${retry.number} of ${retry.most})`, retry.why];
    }
    if (characters > 0) {
      const estimate = Math.round(characters / CHARACTERS_PER_TOKEN);
      const tokens = outputTokens >= estimate ? count(outputTokens) : `~${count(estimate)}`;
      return [`${count(characters)} characters`, `${tokens} tokens`, model];
    }
    if (thinking === undefined) return [model];
    if (thinking.characters > 0) return [`thinking`, `${count(thinking.characters)} characters`, model];
    return ['thinking', ...(thinking.tokens > 0 ? [`~${count(thinking.tokens)} tokens`] : []), model];
  }

  return {
    see(event) {
      switch (event.type) {
        case 'text':
          characters += event.text.length;
          break;
        case 'thinking':
          thinking ??= { since: undefined, characters: 0, tokens: 0 };
          thinking.characters += event.text.length;
          thinking.tokens += event.tokens ?? 0;
          break;
        case 'usage':
          outputTokens = event.outputTokens;
          break;
        case 'retry':
          thinking = undefined;
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
        case 'wire':
        case 'end':
          break;
      }
    },
    line(now) {
      const quiet = quietSince === undefined ? [] : [`nothing for ${wholeSeconds(now - quietSince)}`];
      return [wholeSeconds(now - startedAt), ...quiet, ...doing(now)].join(' · ');
    },
  };
}

const wholeSeconds = (ms: number) => `${Math.floor(ms / 1000)} s`;
