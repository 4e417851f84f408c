import { interruptionCode, type Interruption } from '../problem/interruption.ts';
import { EXIT, type Problem } from '../problem/problem.ts';

/** How a reply ended. */
export type Outcome =
  /** `atMaxTurns`: --max-turns left no request for what the API expects next. */
  | { readonly status: 'complete'; readonly atMaxTurns?: true }
  | { readonly status: 'failed'; readonly problem: Problem }
  | { readonly status: 'interrupted'; readonly by: Interruption };

/** A content block as the API sent it. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** The text blocks, joined as they are shown. */
export function textOf(content: readonly Block[]): string {
  return content.map((block) => (block.type === 'text' ? String(block['text']) : '')).join('');
}

/** Token counts as the API names them; a field it did not send is absent. */
export interface Usage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  readonly [more: string]: unknown;
}

export interface StopDetails {
  readonly explanation?: string | null;
  readonly [more: string]: unknown;
}

/** What came back: all that is known of a reply once it has ended, however it ended. */
export interface Reply {
  readonly outcome: Outcome;
  readonly id: string | undefined;
  readonly model: string | undefined;
  /** The text blocks, joined with nothing between them: what was shown. */
  readonly text: string;
  readonly content: readonly Block[];
  readonly stopReason: string | undefined;
  readonly stopDetails: StopDetails | undefined;
  readonly usage: Usage;
  readonly requestId: string | undefined;
  /** How often the request was sent again. */
  readonly retries: number;
  /** How many requests it took: more than one where calls were run, or it was gone on with. */
  readonly requests: number;
  /** How often the model was asked to go on where the reply had been cut. */
  readonly continued: number;
  /** From the sending of the request to the first text, in milliseconds. */
  readonly firstTextMs: number | undefined;
  readonly totalMs: number;
}

/** Why a reply stopped, for people and programs: the API's reason, or this program's own. */
export function stopReasonOf({ outcome, stopReason }: Reply): string | undefined {
  return outcome.status === 'complete' && outcome.atMaxTurns === true ? 'max_turns' : stopReason;
}

/** Stop reasons that `--strict` turns into an exit code. */
const STRICT = {
  max_tokens: EXIT.maxTokens.code,
  refusal: EXIT.refusal.code,
  model_context_window_exceeded: EXIT.contextWindow.code,
} as const;

/** The exit code that tells a script how the reply ended. */
export function exitCode({ outcome, stopReason }: Reply, strict: boolean): number {
  if (outcome.status === 'failed') return EXIT[outcome.problem.exit].code;
  if (outcome.status === 'interrupted') return interruptionCode(outcome.by);
  const strictCode = strict && stopReason !== undefined && Object.hasOwn(STRICT, stopReason);
  return strictCode ? STRICT[stopReason as keyof typeof STRICT] : EXIT.complete.code;
}
