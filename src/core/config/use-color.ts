import type { Environment } from './settings.ts';

/** Whether to colour what goes to a stream: `--color` over NO_COLOR (no-color.org) over FORCE_COLOR over what the stream is. */
export function useColor(color: 'auto' | 'always' | 'never', environment: Environment, terminal: boolean): boolean {
  if (color !== 'auto') return color === 'always';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return terminal && environment['TERM'] !== 'dumb';
}
