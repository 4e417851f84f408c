import { join } from 'node:path';
import { onTestFailed } from 'vitest';
import { tempFolder } from './sandbox.ts';
import { openScreen, type Screen, type ScreenOptions } from './screen.ts';
import { json, reply } from './answers.ts';
import { serve, type Answer, type RecordedRequest, type ScriptedServer } from './server.ts';
import { until } from './until.ts';
import { normalizeOutput } from './normalize-output.ts';

export const KEYS = {
  ctrlC: '\u0003',
  ctrlU: '\u0015',
  ctrlD: '\u0004',
  ctrlJ: '\n',
  ctrlR: '\u0012',
  ctrlZ: '\u001a',
  altEnter: '\u001b\r',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  up: '\u001b[A',
  down: '\u001b[B',
} as const;

/** A text as a terminal with bracketed paste sends it. */
export const pasted = (text: string): string => `\u001b[200~${text}\u001b[201~`;

export interface Repl extends Screen {
  /** Types keys, and resolves to the screen once it ends with an empty prompt below something new. */
  say(keys: string): Promise<string>;
  /**
   * Resolves to the screen once the line that is edited ends it like this. What is typed during a reply looks the same,
   * but there the cursor is hidden.
   */
  waitForLine(wanted: RegExp): Promise<string>;
  /** Scrollback and screen, with times, ports and the version masked. */
  shown(): string;
}

/** An interactive session on its own terminal, at its first prompt. */
export async function openRepl(options: ScreenOptions = {}, args: readonly string[] = []): Promise<Repl> {
  return atPrompt(openScreen(args, options));
}

/** A screen on which the program is, or soon will be, at an empty prompt. */
export async function atPrompt(screen: Screen): Promise<Repl> {
  // A test that waits in vain shows what it saw.
  onTestFailed(() => console.log(screen.rows().slice(-30).join('\n')));
  await screen.waitFor(/(^|\n)>$/);
  return {
    ...screen,
    say(keys) {
      // Not the current prompt.
      const rows = screen.rows().length;
      screen.type(keys);
      return screen.waitFor(new RegExp(`^(?!(?:.*\\n){${rows - 1}}>$)[^]*\\n>$`));
    },
    async waitForLine(wanted) {
      await until(() => screen.cursorVisible() && wanted.test(screen.text()));
      return screen.text();
    },
    shown: () => normalizeScreen(screen.text()),
  };
}

export const normalizeScreen = (text: string): string =>
  normalizeOutput(text)
    .replaceAll(/^claude-stream \d\S*/gm, 'claude-stream V')
    .replaceAll(/^claude-stream -r \w{8} resumes/gm, 'claude-stream -r ID resumes');

export const BANNER = 'claude-stream V · claude-opus-5-5 · /help for help, Ctrl-D to exit';
/** The summary below a reply of `reply()`. */
export const SUMMARY = 'end_turn · 12 in · 5 out · $0.0001 · N s';

/** The last row of a conversation that was saved without a name. */
export const RESUME_HINT = 'claude-stream -r ID resumes this conversation';

/** The folders of one user, for several runs. */
export function userFolders(): { env: Record<string, string>; state: string; data: string } {
  const home = tempFolder();
  const [state, data] = [join(home, 'state'), join(home, 'data')];
  return { env: { XDG_STATE_HOME: state, XDG_DATA_HOME: data }, state, data };
}

export interface Chat extends ScriptedServer {
  /** The messages that the n-th request for a reply sent, one per line. */
  said(index: number): string[];
  /** The requests for replies. */
  asked(): readonly RecordedRequest[];
}

/** A server that lists models, and gives one answer per prompt; the last one repeats. */
export async function serveChat(
  answers: readonly Answer[] | ((request: RecordedRequest, index: number) => Answer) = [reply()],
  models: readonly object[] = [{ id: 'claude-opus-5-5' }, { id: 'claude-opus-4-5' }, { id: 'claude-haiku-5' }],
): Promise<Chat> {
  let index = 0;
  const server = await serve((request) => {
    if (request.path.startsWith('/v1/models')) return json(200, { data: models, has_more: false });
    const at = index++;
    return typeof answers === 'function' ? answers(request, at) : (answers[at] ?? answers.at(-1)!);
  });
  const asked = () => server.requests.filter(({ path }) => path.startsWith('/v1/messages'));
  return { ...server, asked, said: (at) => messagesOf(asked()[at]) };
}

type Message = { role: string; content: string | { type: string; text?: string }[] };

function messagesOf(request: RecordedRequest | undefined): string[] {
  const messages = (request?.json?.messages ?? []) as Message[];
  return messages.map(({ role, content }) => {
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    return `${role}: ${blocks.map(({ type, text }) => text ?? `[${type}]`).join(' + ')}`;
  });
}
