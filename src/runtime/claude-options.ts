import type { ClaudeOptions } from '../api/claude.ts';
import type { Fetch } from '../api/transport/body.ts';
import type { Settings } from '../core/config/settings.ts';
import { connection, type Run } from './run.ts';

/** A recording is played as it is: nothing of it stalls, and to ask again would only play it again. */
const PLAYED = { needsCredentials: false, maxRetries: 0, stallMs: 2 ** 31 - 1 };

/** Whether replies come from a recording. */
export const isPlayed = ({ demo, replay }: Settings): boolean => demo === true || replay !== undefined;

/** How requests are sent, from the settings. */
export function claudeOptions(settings: Settings, run: Run, fetch: Fetch): ClaudeOptions {
  const { maxRetries, stallTimeout, stream, outputFormat } = settings;
  return {
    ...connection(settings, run),
    fetch,
    stream,
    wire: outputFormat === 'stream-json',
    ...(isPlayed(settings) ? PLAYED : { needsCredentials: true, maxRetries, stallMs: stallTimeout * 1000 }),
  };
}
