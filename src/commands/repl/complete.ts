import { homedir } from 'node:os';
import type { ModelInfo } from '../../core/config/model-table.ts';
import { OPTIONS } from '../../core/config/options.ts';
import { completableAt, type Completable } from './slash-complete.ts';
import { slashCommand, SLASH_NAMES } from './slash-commands.ts';
import type { Candidate } from '../../line-editor/editor.ts';
import { pathsLike } from '../../storage/complete-path.ts';
import type { Offered } from '../../terminal/input/line-input.ts';

export interface CompleteSources {
  /** What the server offers. */
  readonly models: () => Promise<readonly ModelInfo[]>;
  /** The names of the conversations that were used last, or their ids. */
  readonly sessions: () => readonly string[];
}

/** What Tab offers at the end of a text; a promise only where it has to be asked for. */
export function createCompleter({ models, sessions }: CompleteSources) {
  return (before: string): Offered | Promise<Offered> => {
    const at = completableAt(before);
    if (at === undefined) return { from: before.length, candidates: [] };
    const beginning = at.word.toLowerCase();
    const offer = (words: readonly Candidate[]) => ({
      from: at.from,
      candidates: words.filter(({ text }) => text.toLowerCase().startsWith(beginning)),
    });
    const words = wordsFor(at);
    return 'then' in words ? words.then(offer) : offer(words);
  };

  function wordsFor({ kind, word }: Completable): Candidate[] | Promise<Candidate[]> {
    switch (kind) {
      case 'command':
        return SLASH_NAMES.map((name) => ({
          text: name,
          label: `/${name}`,
          trailing: slashCommand(name).takes === undefined ? '' : ' ',
        }));
      case 'model':
        return models().then(
          (found) => found.map(({ id }) => ({ text: id })),
          () => [],
        );
      case 'effort':
        return (OPTIONS.effort.takes.choices ?? []).map((text) => ({ text }));
      case 'session':
        return sessions().map((text) => ({ text }));
      case 'switch':
        return [{ text: 'on' }, { text: 'off' }];
      // Paths.
      default:
        return pathsLike(word, homedir()).map((text) => ({ text, trailing: text.endsWith('/') ? '' : ' ' }));
    }
  }
}
