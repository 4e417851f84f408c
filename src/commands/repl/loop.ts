import { unanswered, type Content } from '../../core/conversation/conversation.ts';
import type { Notify, View } from '../../core/reply/ports.ts';
import type { ModelInfo } from '../../core/config/model-table.ts';
import { asProblem, usageProblem } from '../../core/problem/problem.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { readTyped, type Typed } from './slash-commands.ts';
import { contextTokens, contextWarning, FITS_ANY_WINDOW } from '../../core/conversation/usage-table.ts';
import type { Settings } from '../../core/config/settings.ts';
import { runTurn, type TurnDeps } from '../../agent/run-turn.ts';
import { sayEnd } from '../../agent/closing.ts';
import { SLASH_ACTIONS } from './slash-actions.ts';
import type { Session } from '../../agent/session.ts';
import { showReply } from '../../agent/show-reply.ts';

/** What came of asking for a line. */
export type Line =
  | { readonly type: 'line'; readonly text: string }
  /** Ctrl-C; `text`: what stood there. */
  | { readonly type: 'interrupt'; readonly text: string }
  | { readonly type: 'end' };

export interface ReplDeps extends TurnDeps {
  /** Lets the user type; `initial` stands there already. */
  readLine(initial: string): Promise<Line>;
  readonly notify: Notify;
  /** How wide the window is. */
  columns(): number;
  /** Prints what a command answers: text that is safe for a terminal. */
  print(text: string): Promise<void>;
  /** A view for the next reply. */
  view(how: { readonly model: string; readonly raw: boolean; readonly thinking: boolean }): View;
  /** Runs a reply with the keyboard held: Ctrl-C aborts the signal. What was typed meanwhile is kept for the next line. */
  whileReplying(reply: (signal: AbortSignal) => Promise<Reply>): Promise<Reply>;
  clearScreen(): void;
  /** Lets the user write in an editor; `undefined`: nothing came of it. */
  edit(text: string): Promise<string | undefined>;
  /** Copies a text; how it was done, in words. Throws a problem. */
  copy(text: string): Promise<string>;
  /** The fenced code blocks of a text. */
  codeBlocks(text: string): Promise<string[]>;
  /** What the server offers. Throws a problem. */
  readonly models: () => Promise<readonly ModelInfo[]>;
  /** The prompt, with the files that its @paths name before it. Throws a problem. */
  promptContent(text: string): Promise<Content>;
  /** The system prompt of `text|@file`. Throws a problem. */
  systemPrompt(text: string): string;
  readonly sessions: ReplSessions;
}

/** The other conversations. */
export interface ReplSessions {
  /** Ends this one, and begins another. */
  fresh(start: { model: string; system: string | undefined; name: string | undefined }): Promise<Session>;
  /** Ends this one, and goes on with another; none named: the user chooses. `undefined`: none was chosen. Throws a problem. */
  resume(wanted: string): Promise<Session | undefined>;
  /** Prints the last used, or those with all these words. */
  list(words: string): Promise<void>;
  /** Shows where a conversation stands: its last prompt and reply. */
  showLastTurn(session: Session): Promise<void>;
  /** Writes a conversation to a file; its path. Throws a problem. */
  save(session: Session, path: string): Promise<string>;
}

/** What the REPL's commands work with, and can change. */
export interface Repl {
  session: Session;
  effort: Settings['effort'];
  thinking: boolean;
  raw: boolean;
  /** What stands at the next prompt already. */
  draft: string;
  readonly deps: ReplDeps;
  /** Asks for the reply to the last prompt; `before`: the text that it goes on with. */
  answer(before?: string): Promise<void>;
}

export type ReplSettings = Pick<
  Settings,
  | 'maxTokens'
  | 'maxTurns'
  | 'effort'
  | 'thinking'
  | 'autoContinue'
  | 'cache'
  | 'webSearch'
  | 'webFetch'
  | 'code'
  | 'markdown'
>;

/** Ctrl-C so soon after a reply was meant for that. */
const STOP_MS = 500;

/** Talks until the user leaves. `first`: a prompt that was given on the command line. */
export async function talk(
  session: Session,
  first: Content | undefined,
  settings: ReplSettings,
  deps: ReplDeps,
): Promise<void> {
  const windowOf = createWindowLookup(deps);
  let endedAt = Number.NEGATIVE_INFINITY;
  const state: Repl = {
    session,
    effort: settings.effort,
    thinking: settings.thinking === true,
    raw: settings.markdown === 'never',
    draft: '',
    deps,
    async answer(before) {
      const { model } = state.session;
      const view = deps.view({ model, raw: state.raw, thinking: state.thinking });
      const how = { ...settings, effort: state.effort, thinking: state.thinking };
      const reply = await deps.whileReplying((signal) =>
        showReply(runTurn(state.session, how, deps, signal, before), view),
      );
      await sayEnd(reply, undefined, deps.notify);
      await state.session.synced();
      const { outcome } = reply;
      endedAt = performance.now();
      const isStopped = outcome.status === 'interrupted' && outcome.by === 'SIGINT';
      if (outcome.status === 'failed' || isStopped) await deps.notify.note(`/${nextStep(reply)}`);
      const warning = await windowWarning(state.session, windowOf);
      if (warning !== undefined) await deps.notify.warn(warning);
    },
  };

  if (first !== undefined) await guarded(state, () => say(state, first));
  for (let interrupts = 0; interrupts < 2;) {
    const line = await deps.readLine(state.draft);
    state.draft = '';
    if (line.type === 'end') return;
    if (line.type === 'interrupt') {
      // Pressed once more than was needed to stop a reply.
      if (performance.now() - endedAt < STOP_MS) continue;
      interrupts = line.text === '' ? interrupts + 1 : 0;
      if (interrupts === 1) await deps.notify.note('press Ctrl-C again to exit');
      continue;
    }
    interrupts = 0;
    const leaves = await guarded(state, () => obey(state, readTyped(line.text)));
    if (leaves === 'leave') return;
  }
}

async function obey(state: Repl, typed: Typed): Promise<'leave' | void> {
  switch (typed.kind) {
    case 'nothing':
      return undefined;
    case 'prompt': {
      const content = await state.deps.promptContent(typed.text).catch((error: unknown) => {
        // What cannot be attached must not cost the line.
        state.draft = typed.text;
        throw error;
      });
      return say(state, content);
    }
    case 'command':
      return SLASH_ACTIONS[typed.name](state, typed.argument);
    case 'unknown': {
      const hint = typed.nearest === undefined ? '/help lists all commands' : `did you mean /${typed.nearest}?`;
      throw usageProblem(
        `unknown command /${sanitizeLine(typed.name, 40)}`,
        `${hint} (start with // to send it as a prompt)`,
      );
    }
  }
}

/** Whatever fails is told of, and the user is back at the prompt. */
async function guarded<T>({ deps }: Repl, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    await deps.notify.problem(asProblem(error));
    return undefined;
  }
}

async function say(state: Repl, content: Content): Promise<void> {
  const { session } = state;
  const open = unanswered(session.conversation);
  // The same once more, after it failed, is a second try.
  if (open !== undefined && JSON.stringify(open) === JSON.stringify(content)) session.rewind();
  else await session.say('prompt', content);
  await state.answer();
}

const nextStep = ({ text }: Reply) =>
  text === '' ? 'retry sends the prompt again' : 'continue picks up where it stopped, /retry starts over';

type WindowLookup = (model: string) => Promise<number | undefined>;

/** So long the prompt waits to hear how large the window is; what comes later is known after the next reply. */
const WINDOW_WAIT_MS = 500;

/** How many tokens a model's window takes; asked of the server once, and unknown where it does not say. */
function createWindowLookup({ models, wait }: ReplDeps): WindowLookup {
  let found: Promise<readonly ModelInfo[]> | undefined;
  return async (model) => {
    found ??= models().catch(() => []);
    const enough = new AbortController();
    const known = await Promise.race([found, wait(WINDOW_WAIT_MS, enough.signal)]);
    enough.abort();
    return known?.find(({ id }) => id === model)?.max_input_tokens ?? undefined;
  };
}

async function windowWarning({ conversation, model }: Session, windowOf: WindowLookup): Promise<string | undefined> {
  const tokens = contextTokens(conversation);
  if (tokens < FITS_ANY_WINDOW) return undefined;
  const window = await windowOf(model);
  return window === undefined ? undefined : contextWarning(tokens, window);
}
