import type { CostOf } from '../../../core/cost/cost.ts';
import type { AttachmentInput } from '../../../core/conversation/attachment.ts';
import type { Notify } from '../../../core/reply/ports.ts';
import type { Settings } from '../../../core/config/settings.ts';
import type { ModelInfo } from '../../../core/config/model-table.ts';
import type { TurnDeps } from '../../../agent/run-turn.ts';
import type { Session } from '../../../agent/session.ts';
import type { StartedTools } from '../../../runtime/tools/start-tools.ts';
import type { Choice } from '../../../terminal/input/picker.ts';
import type { PickerItem } from '../../../terminal/input/picker-rows.ts';
import type { ReplPrograms } from '../repl-programs.ts';
import type { Complete } from './candidates.ts';

/** A command of the REPL: all there is to know about it. */
export interface SlashCommand {
  /** Its argument as the help shows it. */
  readonly takes?: string;
  readonly help: string;
  /** Names that people know from other programs. */
  readonly also?: readonly string[];
  /** What Tab offers for its argument. */
  readonly complete?: Complete;
  /** Throws a problem if it cannot do what it should. */
  readonly run: (argument: string, state: ReplState, deps: SlashDeps) => Promise<Next | void>;
}

/** What the REPL does next instead of asking for a line. `before`: the text that the reply continues. */
export type Next = { readonly type: 'exit' } | { readonly type: 'reply'; readonly before?: string };

/** What the commands of a REPL can change. */
export interface ReplState {
  session: Session;
  effort: Settings['effort'];
  thinking: boolean;
  raw: boolean;
  /** The text that the next prompt starts with. */
  draft: string;
  /** What goes with the next prompt. */
  attached: readonly AttachmentInput[];
}

/** What the commands of a REPL can use. */
export interface SlashDeps extends Pick<ReplPrograms, 'edit' | 'runInShell' | 'readFromShell'> {
  readonly notify: Pick<Notify, 'note'>;
  /** The width of the window. */
  readonly columns: () => number;
  /** Prints text that is safe for a terminal. */
  readonly print: (text: string) => Promise<void>;
  readonly clearScreen: () => void;
  /** Lets the user choose; `undefined`: nothing was chosen. */
  readonly pick: <Item extends PickerItem>(choice: Choice<Item>) => Promise<Item | undefined>;
  /** The provider's models. Throws a problem. */
  readonly models: () => Promise<readonly ModelInfo[]>;
  readonly wait: TurnDeps['wait'];
  /** Copies a text; resolves to a sentence about how. Throws a problem. */
  readonly copy: (text: string) => Promise<string>;
  /** The fenced code blocks of a text. */
  readonly codeBlocks: (text: string) => Promise<string[]>;
  /** The system prompt of `text|@file`. Throws a problem. */
  readonly systemPrompt: (text: string) => string;
  readonly workingFolder: () => string;
  readonly files: () => Promise<ReplFiles>;
  readonly sessions: ReplSessions;
  /** The tools of MCP servers; `undefined`: none are configured. */
  readonly mcpTools: Pick<StartedTools, 'status' | 'revoke'> | undefined;
  /** What replies cost; `undefined`: nothing. */
  readonly costOf?: CostOf | undefined;
}

/** What can be attached. */
export interface ReplFiles {
  /** Reads a file. Throws a usage problem. */
  readonly read: (path: string) => AttachmentInput;
  /** The paths of the files in the working folder; `undefined` lets keys in. */
  readonly find: () => Iterable<string | undefined>;
  /** Throws a usage problem. */
  readonly readClipboard: () => Promise<Uint8Array>;
}

/** The other conversations. */
export interface ReplSessions {
  /** Closes this conversation and starts another. */
  fresh(start: { model: string; system: string | undefined; name: string | undefined }): Promise<Session>;
  /**
   * Closes this conversation and continues another; without a name, the user chooses. `undefined`: the user chose none.
   * Throws a problem.
   */
  resume(wanted: string): Promise<Session | undefined>;
  /** Prints the conversations with all these words. */
  search(words: string): Promise<void>;
  /** Shows the last prompt and reply of a conversation. */
  showLastTurn(session: Session): Promise<void>;
  /** Writes a conversation to a file; resolves to its path. Throws a problem. */
  save(session: Session, path: string): Promise<string>;
}
