import type { Command as Description } from 'commander';
import type { Flags } from '../core/config/settings.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Something that a user can run. One file describes it and runs it; what only `run` needs it imports there. */
export interface Command {
  /** Adds it to the command line: name, arguments, options of its own, help. Options of the table are there already. */
  readonly describe: (program: Description) => Description;
  /** Resolves to the exit code. Throws a problem, or the `Interrupted` of `runtime.signal`. */
  readonly run: (flags: Flags, runtime: Runtime) => Promise<number>;
}
