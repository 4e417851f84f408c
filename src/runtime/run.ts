import type { ClientOptions } from '../api/client.ts';
import { maskSecrets } from '../core/text/mask.ts';
import { interruptionCode, type Interruption, type Outcome } from '../core/reply/reply.ts';
import { resultLine } from '../core/reply/json-output.ts';
import { noReply } from '../core/reply/reply.ts';
import { sanitizeJson } from '../core/text/sanitize.ts';
import type { Settings } from '../core/config/settings.ts';
import type { Output } from '../terminal/output/output.ts';
import type { WhileStoppable } from './suspension.ts';

/** One run of the program: what every command is given. */
export interface Run {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted with an `Interruption` as its reason. */
  readonly signal: AbortSignal;
  /**
   * From here on a signal aborts `signal`, and the run ends in good order. Until then it ends the program, as it must
   * while something blocks: the opening of a FIFO whose other end nobody opens.
   */
  readonly handleSignals: () => void;
  /** Registers what is to be put away while the program is stopped with Ctrl-Z. */
  readonly whileStoppable: WhileStoppable;
  /** Runs another program that has the terminal meanwhile: Ctrl-C is for that one. */
  readonly lendTerminal: <T>(use: () => Promise<T>) => Promise<T>;
  readonly version: string;
  /** What stdout is to hold, also if the run fails. */
  format: Settings['outputFormat'];
}

/** How the server is reached, from the settings. */
export function connection(settings: Settings, { stderr }: Run): Omit<ClientOptions, 'fetch' | 'needsCredentials'> {
  const secrets = [process.env['ANTHROPIC_API_KEY'], process.env['ANTHROPIC_AUTH_TOKEN']];
  return {
    baseUrl: settings.baseUrl,
    timeoutMs: settings.timeout * 1000,
    log: settings.debug === true ? (line) => void stderr.write(`${maskSecrets(line, secrets)}\n`) : undefined,
  };
}

/** Ends a run that was interrupted before it had anything to show; gives the exit code. */
export async function endInterrupted(run: Run, quiet: boolean): Promise<number> {
  const by = run.signal.reason as Interruption;
  await writeOutcome(run, { status: 'interrupted', by });
  if (!quiet && by !== 'reader-gone')
    await run.stderr.write(by === 'SIGINT' ? 'interrupted\n' : `interrupted by ${by}\n`);
  return interruptionCode(by);
}

/** Where programs read stdout: how a run ended that had no reply. */
export async function writeOutcome({ stdout, format }: Run, outcome: Outcome): Promise<void> {
  if (format !== 'text') await stdout.write(`${sanitizeJson(resultLine(format, noReply(outcome)))}\n`);
}

/** Settles when `promise` does, or when the run is aborted: then there is no time to wait. */
export async function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { signal: over.signal }));
  await Promise.race([promise, aborted]).finally(() => over.abort());
}
