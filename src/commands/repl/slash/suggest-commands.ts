import type { Suggestion } from '../../../line-editor/suggestions.ts';
import { SHELL_HELP } from './slash-help.ts';
import { commandNamed, SLASH_COMMANDS } from './slash-commands.ts';

/** The commands that a line may become: none once it is one, or anything else. */
export function suggestCommands(line: string): readonly Suggestion[] {
  if (line === '!') return [{ label: '!command', help: SHELL_HELP }];
  const [, word] = /^\/([a-z]*)$/i.exec(line) ?? [];
  const start = word?.toLowerCase();
  if (start === undefined || commandNamed(start) !== undefined) return [];
  return Object.entries(SLASH_COMMANDS)
    .filter(([name, { also }]) => [name].concat(also ?? []).some((one) => one.startsWith(start)))
    .map(([name, { help }]) => ({ label: `/${name}`, help }));
}
