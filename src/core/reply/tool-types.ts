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
  /** Why it must not run, as half a sentence. */
  readonly flaw?: string | undefined;
}

/** What a call gave, as it goes back to the model. */
export interface CallResult {
  readonly content: string | readonly Block[];
  readonly isError: boolean;
}

/** How far a call has come, as its server tells. */
export interface CallProgress {
  readonly progress: number;
  /** What `progress` will be at the end, if that is known. */
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

/** Where a tool comes from: its server's name in the config, and the name that the server gave it. */
export interface ToolOrigin {
  readonly server: string;
  readonly tool: string;
}

/** The tools at hand. */
export interface Toolbox {
  readonly tools: readonly Tool[];
  /** Where the tool comes from that the model calls by this name; `undefined`: there is none. */
  origin(name: string): ToolOrigin | undefined;
  /** Runs a call. Never throws: what went wrong is a result that says so. With the signal it is cancelled. */
  run(call: Call, signal: AbortSignal, onProgress: (progress: CallProgress) => void): Promise<CallResult>;
}

/** Why a call does not run: a sentence for the model, and a few words for the user. */
export interface Refusal {
  readonly refused: string;
  readonly shown: string;
}

/** Whether a call may run. */
export type Approval = 'allowed' | Refusal;

/** What the user is asked to allow. */
export interface ApprovalRequest extends ToolOrigin {
  /** The name that the model uses. */
  readonly name: string;
  /** What the tool gets: this value and no other. */
  readonly input: unknown;
}

/** `always`: until the program exits. `refused`: the user's reason, if there is one. */
export type ApprovalAnswer = 'once' | 'always' | { readonly refused: string | undefined };
