import type { Environment } from './settings.ts';

/** Whether to colour a stream: `--color` wins over NO_COLOR (no-color.org), NO_COLOR over FORCE_COLOR. */
export function useColor(color: 'auto' | 'always' | 'never', environment: Environment, isTerminal: boolean): boolean {
  if (color !== 'auto') return color === 'always';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}

/** When to use colours before the settings are known, or where they may be wrong; `typed`: what `--color` is given. */
export function colorChoice(typed: string | undefined, environment: Environment): 'auto' | 'always' | 'never' {
  const choice = typed ?? environment['CLAUDE_STREAM_COLOR'];
  return choice === 'always' || choice === 'never' ? choice : 'auto';
}
