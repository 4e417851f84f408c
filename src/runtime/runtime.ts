import type { CostOf } from '../core/cost/cost.ts';
import type { Settings } from '../core/config/settings.ts';
import type { Output } from '../terminal/output/output.ts';
import type { Notify, Provider } from '../core/reply/ports.ts';
import type { Secrets } from '../core/secrets/secrets.ts';
import type { Signals } from './signals.ts';
import type { BottomRows } from '../terminal/bottom-rows.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Everything that a command gets besides its flags. It passes on to each part only what that needs. */
export interface Runtime extends Pick<Signals, 'signal' | 'whileOpening' | 'whileLent'> {
  readonly settings: Settings;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly notify: Notify;
  /** Whoever reads a secret adds it here; whoever writes for people or programs masks with it. */
  readonly secrets: Secrets;
  /** Writes a line of `--debug` to stderr; `undefined` without it. */
  readonly log: ((line: string) => void) | undefined;
  /** The provider that these settings ask for. May block; throws a usage problem. */
  readonly chooseProvider: (settings: Settings) => Promise<Provider>;
  /** What replies cost; `undefined`: nothing, because they are replayed. */
  readonly costOf: CostOf | undefined;
  readonly terminal: Terminal;
  /** What stands below all that is written to the terminal while a reply comes. */
  readonly bottom: BottomRows;
  readonly version: string;
}
