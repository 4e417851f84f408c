import type { ModelInfo } from '../config/model-table.ts';
import type { Problem } from '../problem/problem.ts';
import type { Block, Reply } from './reply.ts';
import type { Request } from './request.ts';
import type { CallProgress } from './tool-types.ts';

/**
 * One piece of a reply. A reply is any number of pieces and then exactly one `end`;
 * failure and interruption are endings too, never exceptions.
 */
export type ReplyEvent =
  | { readonly type: 'start'; readonly model: string }
  | { readonly type: 'text'; readonly text: string }
  /** `tokens` is the server's own estimate, sent in place of the text when thinking is hidden. */
  | { readonly type: 'thinking'; readonly text: string; readonly tokens?: number }
  /** The model calls a tool: one of those here, or (`server`) one of the API's own. Its input follows. */
  | { readonly type: 'call'; readonly id: string; readonly name: string; readonly server: boolean }
  /** A piece of a call's input: JSON as it arrives. */
  | { readonly type: 'input'; readonly id: string; readonly json: string }
  /** Whether a call may run is being asked: nothing else may be on the screen meanwhile. */
  | { readonly type: 'approval'; readonly id: string; readonly name: string }
  /** A call has begun to run. */
  | { readonly type: 'run'; readonly id: string; readonly name: string }
  /** How far a call that runs has come; of several at once, only the last is told. */
  | { readonly type: 'progress'; readonly id: string; readonly progress: CallProgress }
  /** What a call gave, as text for people. */
  | {
      readonly type: 'result';
      readonly id: string;
      readonly name: string;
      readonly text: string;
      readonly isError: boolean;
    }
  /** What the text before is taken from. */
  | { readonly type: 'citation'; readonly citation: Block }
  /** Output tokens so far, cumulative: a later count replaces an earlier one. */
  | { readonly type: 'usage'; readonly outputTokens: number }
  /** An API event exactly as it came, as one line of JSON; only where the view wants them. */
  | { readonly type: 'wire'; readonly json: string }
  /** Nothing has come for a while (`since`: performance.now() of the last byte), or bytes come again. */
  | { readonly type: 'quiet'; readonly since: number | undefined }
  /** The request failed before any text was shown and is sent again after `delayMs`. */
  | {
      readonly type: 'retry';
      readonly problem: Problem;
      readonly retry: number;
      readonly maxRetries: number;
      readonly delayMs: number;
    }
  | { readonly type: 'end'; readonly reply: Reply };

/** Shows a reply as it arrives; may wait, so that a slow pipe slows the network instead of filling memory. */
export type View = { show(event: ReplyEvent): void | Promise<void> };

/** Where text goes: a promise means "wait before you send more". */
export type Sink = { write(text: string): void | Promise<void> };

/** Text that is shown as it comes, and ended. */
export interface TextWriter {
  write(text: string): void | Promise<void>;
  /** No more text: what was left is shown, and the cursor stands at the start of a row. */
  end(): Promise<void>;
}

/**
 * Where replies come from. The Messages API's format is the common language: requests and content blocks have its form,
 * and a provider that speaks another protocol translates. Retries, time limits and recording are its own business. Of the
 * events only `end` is required; its `Reply` is best built with `fromMessage`.
 */
export interface Provider {
  /**
   * Sends a request. Never throws: failure and interruption arrive as the reply's `end`, with all that came before it
   * kept. The signal is aborted with an `Interrupted`.
   */
  readonly reply: (request: Request, signal: AbortSignal) => AsyncIterable<ReplyEvent>;
  /** The models that can be asked for, in the provider's order; none for a recording. Throws a problem. */
  readonly models: (signal: AbortSignal) => Promise<readonly ModelInfo[]>;
  /** How many tokens a request would send. Throws a problem. */
  readonly countTokens: (request: Request, signal: AbortSignal) => Promise<number>;
  /** The names of its hosted tools: tools of MCP servers are given others. */
  readonly reservedToolNames: readonly string[];
  /** Loads what the first reply needs, so that it need not wait for that. */
  readonly warmUp: () => Promise<unknown>;
}

/**
 * The one way to tell the user something on stderr. Messages come in order, each below all that was written to stdout
 * before it, folded to the window, without secrets and without anything that could steer a terminal. None is said once the reader of
 * stdout has gone.
 */
export interface Notify {
  /** A fact worth knowing: `claude-stream: waiting for standard input to end`. Not with --quiet. */
  readonly info: (text: string) => Promise<void>;
  /** The same, but said even with --quiet. */
  readonly warn: (text: string) => Promise<void>;
  /** What went wrong and what to try. `isCut`: part of a reply was shown before. */
  readonly problem: (problem: Problem, isCut?: boolean) => Promise<void>;
  /** A dim line about a reply. With --quiet only the warning is said, if there is one. */
  readonly summary: (text: string, warning?: string) => Promise<void>;
  /** A dim answer to something that was typed. */
  readonly note: (text: string) => Promise<void>;
  /** Text that is shown because nobody would see it otherwise, as it is. */
  readonly echo: (text: string) => Promise<void>;
}
