import type { Problem } from '../problem/problem.ts';
import type { Block, Reply } from './reply.ts';
import type { Request } from './request.ts';

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

/**
 * Sends a request. Never throws: failure and interruption arrive as the reply's `end`,
 * with all that came before it kept. The signal's reason is an `Interruption`.
 */
export type Ask = (request: Request, signal: AbortSignal) => AsyncIterable<ReplyEvent>;

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
