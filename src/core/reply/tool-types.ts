import type { Block } from './reply.ts';

/** A tool that the model may call, as the API takes it. */
export interface Tool {
  readonly name: string;
  readonly description?: string | undefined;
  /** A JSON Schema of an object. */
  readonly input_schema: Readonly<Record<string, unknown>>;
}

/** A call that the model made. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What a call gave, as it goes back to the model. */
export interface CallResult {
  readonly content: string | readonly Block[];
  readonly isError: boolean;
}

/** The tools at hand. */
export interface Toolbox {
  readonly tools: readonly Tool[];
  /** Runs a call. Never throws: what went wrong is a result that says so. With the signal it is cancelled. */
  run(call: Call, signal: AbortSignal): Promise<CallResult>;
}

/** Whether a call may run; `refused`: why not, for the model. */
export type Approval = 'allowed' | { readonly refused: string };
