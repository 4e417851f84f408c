import type { Command as Description } from 'commander';
import type { Flags } from '../core/config/settings.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Something that a user can run. One file describes and runs it, and imports in `run` what only that needs. */
export interface Command {
  /** Adds it to the command line: name, arguments, help, and the options that are not in the table of options. */
  readonly describe: (program: Description) => Description;
  /** It runs with the defaults in place of the config file, which it may be there to repair. */
  readonly ignoresConfig?: boolean;
  /** Resolves to the exit code. Throws a problem, or the `Interrupted` of `runtime.signal`. */
  readonly run: (flags: Flags, runtime: Runtime) => Promise<number>;
}
