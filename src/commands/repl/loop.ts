import { countCalls } from '../../core/calls/conversation-calls.ts';
import type { Settings } from '../../core/config/settings.ts';
import { leftOut } from '../../core/conversation/answered.ts';
import type { AttachmentInput } from '../../core/conversation/attachment.ts';
import { unanswered, type Content } from '../../core/conversation/conversation.ts';
import { asProblem, usageProblem } from '../../core/problem/problem.ts';
import type { Notify, View } from '../../core/reply/ports.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { reportEnding } from '../../agent/closing.ts';
import { runTurn, type TurnDeps, type TurnSettings } from '../../agent/run-turn.ts';
import type { Session } from '../../agent/session.ts';
import { showReply } from '../../agent/show-reply.ts';
import type { Answer } from '../../terminal/input/line-input.ts';
import { isTypable, lineFor } from './prompt-line.ts';
import { readTyped } from './slash/read-typed.ts';
import type { Next, ReplState, SlashDeps } from './slash/slash-command.ts';
import { SLASH_COMMANDS } from './slash/slash-commands.ts';
import { createWindowFullness, type WindowDeps } from './window-fullness.ts';

/** How the next reply is shown. `callsBefore`: how many tool calls the conversation has already. */
export interface ReplyLook extends Pick<ReplState, 'raw' | 'thinking'> {
  readonly model: string;
  readonly callsBefore: number;
}

export interface ReplDeps extends TurnDeps, SlashDeps, WindowDeps {
  readonly notify: Notify;
  /** Reads a line that starts with the text `initial`. */
  readLine(initial: string): Promise<Answer>;
  /** A view for the next reply. */
  view(how: ReplyLook): View;
  /** Runs a reply with the keyboard held: Ctrl-C aborts the signal, and other keys are kept for the next line. */
  whileReplying(reply: (signal: AbortSignal) => Promise<Reply>): Promise<Reply>;
  /** The prompt, after what is attached to it and the files that its @paths name. Throws a problem. */
  promptContent(text: string, attached: readonly AttachmentInput[]): Promise<Content>;
}

export type ReplSettings = TurnSettings & Pick<Settings, 'markdown' | 'verbose'>;

/** How long Ctrl-C still means a reply that has just ended. */
const INTERRUPT_GRACE_MS = 500;

const RETRY_HINT = '/retry sends the prompt again; another prompt leaves it out';
const CONTINUE_HINT = '/continue picks up where it stopped, /retry starts over';

/**
 * Reads and answers line after line until the user exits. `first`: a prompt from the command line. Resolves to the
 * conversation that was open last.
 */
export async function runLoop(
  session: Session,
  first: Content | undefined,
  settings: ReplSettings,
  deps: ReplDeps,
): Promise<Session> {
  const state: ReplState = {
    session,
    effort: settings.effort,
    thinking: settings.thinking === true,
    raw: settings.markdown === 'never',
    draft: '',
    attached: [],
  };
  const windowFullness = createWindowFullness(deps);
  let endedAt = Number.NEGATIVE_INFINITY;

  /** Sets a reply apart from its prompt, and a turn from what follows. */
  const printBlankRow = () => deps.print('\n');

  /** Shows the reply to the last prompt. */
  async function reply(before?: string): Promise<void> {
    const { effort, thinking, raw } = state;
    const { model, conversation } = state.session;
    const view = deps.view({ model, raw, thinking, callsBefore: countCalls(conversation) });
    const turn = (signal: AbortSignal) =>
      showReply(runTurn(state.session, { ...settings, effort, thinking }, deps, signal, before), view);
    const ended = await deps.whileReplying(turn);
    await reportEnding(ended, { verbose: settings.verbose }, deps.notify);
    await state.session.synced();
    endedAt = performance.now();
    const { outcome } = ended;
    const isStopped = outcome.status === 'interrupted' && outcome.by === 'SIGINT';
    const prompt = leftOut(state.session.conversation);
    if (isStopped && prompt !== undefined && isTypable(prompt)) state.draft = lineFor(prompt);
    else if (isStopped || outcome.status === 'failed') {
      await deps.notify.note(prompt === undefined ? CONTINUE_HINT : RETRY_HINT);
    }
    const fullness = await windowFullness(state.session);
    if (fullness !== undefined) await deps.notify.summary(fullness, fullness);
  }

  /** A problem is reported, and the user is back at the prompt. */
  async function perform(action: () => Promise<Next | void>): Promise<'exit' | undefined> {
    let isTurn = false;
    try {
      const next = await action();
      isTurn = next?.type === 'reply';
      if (isTurn) await printBlankRow();
      if (next?.type === 'reply') await reply(next.before);
      return next?.type === 'exit' ? 'exit' : undefined;
    } catch (error) {
      await deps.notify.problem(asProblem(error));
      return undefined;
    } finally {
      if (isTurn) await printBlankRow();
    }
  }

  if (first !== undefined) await perform(() => addPrompt(session, first));
  for (let interrupts = 0; interrupts < 2;) {
    const { draft } = state;
    const line = await deps.readLine(draft);
    state.draft = '';
    if (line.type === 'end') break;
    if (line.type === 'interrupt') {
      if (performance.now() - endedAt < INTERRUPT_GRACE_MS) {
        if (line.text === draft) state.draft = draft;
        continue;
      }
      interrupts = line.text === '' ? interrupts + 1 : 0;
      if (interrupts === 1) await deps.notify.note('press Ctrl-C again to exit');
      continue;
    }
    interrupts = 0;
    if ((await perform(() => handleLine(line, state, deps))) === 'exit') break;
  }
  return state.session;
}

async function handleLine({ text, isPasted }: TypedLine, state: ReplState, deps: ReplDeps): Promise<Next | void> {
  const typed = readTyped(text, isPasted);
  switch (typed.kind) {
    case 'nothing':
      return undefined;
    case 'prompt': {
      const content = await deps.promptContent(typed.text, state.attached).catch((error: unknown) => {
        // A wrong path must not cost the line.
        state.draft = lineFor(typed.text);
        throw error;
      });
      state.attached = [];
      return addPrompt(state.session, content);
    }
    case 'shell':
      return (await import('./shell-line.ts')).runShellLine(typed.line, isPasted, state, deps);
    case 'command': {
      const { takes, run } = SLASH_COMMANDS[typed.name];
      if (takes === undefined && typed.argument !== '')
        throw usageProblem(`/${typed.name} takes no argument`, 'start with // to send it as a prompt');
      if (typed.name === 'file' && typed.argument.startsWith('!'))
        (await import('./shell-line.ts')).checkShellLine(typed.argument.slice(1).trim(), isPasted);
      return run(typed.argument, state, deps);
    }
    case 'unknown': {
      const hint = typed.nearest === undefined ? '/help lists all commands' : `did you mean /${typed.nearest}?`;
      throw usageProblem(
        `unknown command /${sanitizeLine(typed.name, 40)}`,
        `${hint} (start with // to send it as a prompt)`,
      );
    }
  }
}

type TypedLine = Answer & { readonly type: 'line' };

async function addPrompt(session: Session, content: Content): Promise<Next> {
  const open = unanswered(session.conversation);
  // The same prompt after a failure is a retry.
  if (open !== undefined && JSON.stringify(open) === JSON.stringify(content)) session.rewind();
  else await session.addUserMessage('prompt', content);
  return { type: 'reply' };
}
