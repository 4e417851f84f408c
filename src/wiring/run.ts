import type { ClientOptions } from '../api/client.ts';
import { maskSecrets } from '../core/mask.ts';
import { EXIT } from '../core/problem.ts';
import type { Interruption } from '../core/reply.ts';
import type { Settings } from '../core/settings.ts';
import type { Output } from '../terminal/output.ts';

/** One run of the program: what every command is given. */
export interface Run {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted with an `Interruption` as its reason. */
  readonly signal: AbortSignal;
  /** Whether stdout must be JSON even if the run fails; known once the flags are. */
  wantsJson: boolean;
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

/** The exit code of a run that was ended from this side. */
export function interruptedCode(by: Interruption): number {
  return by === 'reader-gone' ? EXIT.complete.code : EXIT[by].code;
}
