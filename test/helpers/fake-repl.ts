import { createSession, type Session } from '../../src/agent/session.ts';
import type { ReplDeps } from '../../src/commands/repl/loop.ts';
import type { ReplState, SlashDeps } from '../../src/commands/repl/slash/slash-command.ts';
import type { Answer } from '../../src/terminal/input/line-input.ts';
import { recordedNotify } from './fake-notify.ts';
import { fakeProvider, type FakeProvider, type Scripted } from './fake-provider.ts';
import { NOW, recordedSession } from './fake-session.ts';

export interface FakeSlashDeps {
  readonly deps: SlashDeps;
  /** The command's actions, one per call. */
  readonly did: unknown[][];
}

/** Everything that slash commands can use; `given` replaces parts of it. */
export function fakeSlashDeps(given: Partial<SlashDeps> = {}): FakeSlashDeps {
  const did: unknown[][] = [];
  const record =
    <T>(name: string, result: T) =>
    async (...words: readonly unknown[]) => {
      did.push([name, ...words]);
      return result;
    };
  const deps: SlashDeps = {
    notify: { note: record('note', undefined) },
    columns: () => 100,
    print: record('print', undefined),
    clearScreen: () => void did.push(['clearScreen']),
    edit: record('edit', undefined),
    pick: async ({ title }) => void did.push(['pick', title]),
    models: async () => [],
    wait: async () => {},
    readFromShell: record('readFromShell', { bytes: Buffer.from('printed\n'), isTooLong: false, code: 0, by: null }),
    files: async () => ({
      read: (name) => ({ name, bytes: Buffer.from('inside\n') }),
      find: () => [],
      readClipboard: async () => Buffer.from('copied\n'),
    }),
    runInShell: record('runInShell', { code: 0, by: null }),
    workingFolder: () => '/work',
    copy: record('copy', 'copied'),
    codeBlocks: async (text) => [...text.matchAll(/```\n([^`]*)```/g)].map(([, code]) => code!),
    systemPrompt: (text) => `system prompt of ${text}`,
    sessions: {
      async fresh(start) {
        did.push(['fresh', start]);
        return newSession('freshone', start);
      },
      async resume(wanted) {
        did.push(['resume', wanted]);
        return newSession('resumed1', { model: 'its-model', system: undefined, name: undefined });
      },
      search: record('search', undefined),
      showLastTurn: async ({ id }) => void did.push(['showLastTurn', id]),
      save: async ({ id }, path) => {
        did.push(['save', id, path]);
        return `/home/${path}`;
      },
    },
    mcpTools: undefined,
    ...given,
  };
  return { deps, did };
}

function newSession(
  id: string,
  start: { model: string; system: string | undefined; name: string | undefined },
): Session {
  return createSession({ ...start, id }, { begin: () => undefined, now: () => NOW });
}

export const replState = (given: Partial<ReplState> = {}): ReplState => ({
  session: recordedSession().session,
  effort: undefined,
  thinking: false,
  raw: false,
  draft: '',
  attached: [],
  ...given,
});

export interface FakeReplDeps {
  readonly deps: ReplDeps;
  readonly provider: FakeProvider;
  /** Everything that happened, in order: notifications, texts of replies, actions of commands. */
  readonly did: readonly (readonly unknown[])[];
  /** The text at each prompt. */
  readonly initials: readonly string[];
}

/** The user types these lines, one string each, and exits; the provider gives the scripted replies. */
export function fakeReplDeps(
  lines: readonly (string | Answer)[],
  script: readonly Scripted[],
  given: Partial<ReplDeps> = {},
): FakeReplDeps {
  const provider = fakeProvider(script);
  const { deps, did } = fakeSlashDeps();
  const { notify } = recordedNotify(did);
  const initials: string[] = [];
  const all: ReplDeps = {
    ...deps,
    notify,
    reply: provider.reply,
    wait: async () => {},
    async readLine(initial) {
      const line = lines[initials.length];
      initials.push(initial);
      if (line === undefined) return { type: 'end' };
      return typeof line === 'string' ? { type: 'line', text: line, isPasted: false } : line;
    },
    view: (how) => ({
      show(event) {
        if (event.type === 'start') did.push(['view', how]);
        if (event.type === 'text') did.push(['text', event.text]);
      },
    }),
    whileReplying: (reply) => reply(new AbortController().signal),
    models: async () => [],
    promptContent: async (text) => text,
    ...given,
  };
  return { deps: all, provider, did, initials };
}
