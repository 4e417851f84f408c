import { homedir } from 'node:os';
import type { ModelInfo } from '../../../core/config/model-table.ts';
import { OPTIONS } from '../../../core/config/options.ts';
import type { Candidate } from '../../../line-editor/editor.ts';
import { pathsLike } from '../../../storage/complete-path.ts';

/** Where candidates come from that are not known in advance. */
export interface CandidateSources {
  readonly models: () => Promise<readonly ModelInfo[]>;
  /** The ids of conversations that start so, the most recent first. */
  readonly sessions: (prefix: string) => readonly string[];
  /** The names of the tools that may run without asking. */
  readonly allowedTools: () => readonly string[];
}

/** Candidates for a word that Tab completes; those that do not start like it are left out later. */
export type Complete = (
  word: string,
  sources: CandidateSources,
) => readonly Candidate[] | Promise<readonly Candidate[]>;

export const models: Complete = (_, sources) =>
  sources.models().then(
    (found) => found.map(({ id }) => ({ text: id })),
    () => [],
  );

export const efforts: Complete = () => ['default', ...(OPTIONS.effort.takes.choices ?? [])].map((text) => ({ text }));

export const sessions: Complete = (word, sources) => sources.sessions(word.toLowerCase()).map((text) => ({ text }));

/** `revoke`, and after that the tools that it can be used for. */
export const toolPermissions: Complete = (word, sources) =>
  /^revoke\s/i.test(word)
    ? sources.allowedTools().map((name) => ({ text: `revoke ${name}`, label: name }))
    : [{ text: 'revoke', trailing: ' ' }];

export const onOrOff: Complete = () => [{ text: 'on' }, { text: 'off' }];

export const paths: Complete = (word) => pathsFor(word, (path) => path);

/** Paths as they are typed in a shell, with a backslash before whatever has a meaning there. */
export const shellPaths: Complete = (word) => pathsFor(word.replaceAll(/\\([^])/g, '$1'), escapeForShell);

const pathsFor = (word: string, toText: (path: string) => string) =>
  pathsLike(word, homedir()).map((path) => ({ text: toText(path), trailing: path.endsWith('/') ? '' : ' ' }));

const escapeForShell = (path: string) => path.replaceAll(/[^\p{L}\p{N}_@%+=:,./~-]/gu, String.raw`\$&`);
