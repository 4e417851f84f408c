import { interruptionCode, type Interruption } from '../../core/problem/interruption.ts';
import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fold } from '../../core/text/fold.ts';
import type { Content } from '../../core/conversation/conversation.ts';
import { EXIT, usageProblem } from '../../core/problem/problem.ts';
import { composedPrompt } from '../../core/conversation/prompt.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import type { Flags, Settings } from '../../core/config/settings.ts';
import { inHome } from '../../storage/complete-path.ts';
import { textOrFile } from '../../storage/read-text.ts';
import { listSessionFiles } from '../../storage/sessions/session-folder.ts';
import { repl as talk, type ReplEdges } from './loop.ts';
import type { Calls } from '../../runtime/start-calls.ts';
import { DEMOS } from '../../runtime/choose-fetch.ts';
import { isPlayed } from '../../runtime/claude-options.ts';
import { pipedText } from '../../runtime/piped-text.ts';
import { createReplApi } from './repl-provider.ts';
import { createCompleter } from './complete.ts';
import { createReplSessions } from './repl-sessions.ts';
import { openReplTerminal, WARM_UP_MS, type ReplTerminal } from './repl-terminal.ts';
import { replyView, tell, withActivity } from '../../runtime/reply-view.ts';
import { HELD } from './held-keyboard.ts';
import { endInterrupted, type Run } from '../../runtime/run.ts';
import { createSessions } from '../../runtime/open-sessions.ts';

/** `claude-stream` on a terminal: a conversation that goes on until the user leaves. */
export async function repl(flags: Flags, settings: Settings, run: Run): Promise<number> {
  const saves = settings.save && !isPlayed(settings);
  const system = settings.system === undefined ? undefined : textOrFile(settings.system, 'system prompt');
  const kept = createSessions(saves, settings.quiet, run);
  const api = createReplApi(settings, run);
  const complete = createCompleter({
    ...api,
    sessions: () => listSessionFiles(kept.folder).map(({ id }) => id),
  });
  run.handleSignals();
  const typed = flags.words.join(' ');
  const question = composedPrompt(flags.words, await pipedText(settings, run));
  const first = await withFiles(question, settings, run);
  if (run.signal.aborted) return endInterrupted(run, settings.quiet);
  const terminal = openReplTerminal(settings, saves, complete, typed === '' ? [] : [typed], run);
  const sessions = createReplSessions(kept, terminal, settings, run);
  /** Told before the next prompt: what is on the screen belongs to the line. */
  let notices: string[] = [];
  const calls = await startTools(settings, run, terminal, (text) => notices.push(text));
  const edges: ReplEdges = {
    ...terminal,
    ...api,
    calls: calls?.edges,
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
    async readLine(initial) {
      const due = notices;
      notices = [];
      for (const notice of due) await tell('problem', notice, settings, run);
      return terminal.readLine(initial);
    },
    tell: (kind, text) => tell(kind, text, settings, run),
    columns: () => process.stdout.columns,
    print: async (text) => run.stdout.write(text),
    view({ model, raw, thinking }) {
      const how: Settings = { ...settings, model, thinking, ...(raw && { markdown: 'never' }) };
      return withActivity(replyView(how, run, HELD), how, run);
    },
    promptContent: async (text) => (await import('../../runtime/open-attachments.ts')).promptContent(text),
    async copy(text) {
      const { copyText } = await import('../../terminal/clipboard.ts');
      return copyText(text, { environment: process.env, platform: process.platform, screen: run.stdout });
    },
    async codeBlocks(text) {
      const { fencesOf } = await import('../../markdown/fences.ts');
      return fencesOf(text).map(({ code }) => code);
    },
    systemPrompt: (text) =>
      textOrFile(
        text.replace(/^@(.*)/s, (_, path: string) => `@${inHome(path, homedir())}`),
        'system prompt',
      ),
    sessions,
  };

  try {
    const session = await sessions.open(flags, system);
    if (session === undefined) return exitCode(run);
    if (!settings.quiet) {
      const what =
        settings.demo === true
          ? `demo: ${DEMOS.join(', ')} · Ctrl-D to exit`
          : `${sanitizeLine(session.model, 80)} · /help for help, Ctrl-D to exit`;
      const banner = fold(`claude-stream ${run.version} · ${what}\n`, process.stdout.columns);
      await run.stdout.write(terminal.tones.hint(banner));
    }
    if (session.conversation.length > 0) await sessions.showLastTurn(session);
    if (first !== undefined) terminal.showPrompt(typed || '[standard input]');
    // What the first reply needs is loaded while the user types.
    const warmUp = setTimeout(() => void api.warmUp(), WARM_UP_MS);
    await talk(session, first, settings, edges);
    clearTimeout(warmUp);
  } finally {
    terminal.close();
    await Promise.all([kept.close(), calls?.close()]);
  }
  return exitCode(run);
}

const exitCode = ({ signal }: Run) =>
  signal.aborted ? interruptionCode(signal.reason as Interruption) : EXIT.complete.code;

/** The first prompt, with the files of the command line before it. */
async function withFiles(question: string | undefined, settings: Settings, run: Run): Promise<Content | undefined> {
  if (settings.file === undefined) return question;
  if (question === undefined)
    throw usageProblem('--file needs a prompt', 'to attach a file later, write @path in a prompt');
  const { openAttachments } = await import('../../runtime/open-attachments.ts');
  return openAttachments(settings.file, settings, run).with(question);
}

/** Servers start while the user types; what they need is loaded only if there are any. */
async function startTools(
  settings: Settings,
  run: Run,
  { askUser }: ReplTerminal,
  tellLater: (text: string) => void,
): Promise<Calls | undefined> {
  if (settings.demo !== true && settings.mcpConfig === undefined) return undefined;
  const { startCalls, withDemoTools } = await import('../../runtime/start-calls.ts');
  return startCalls(settings.demo === true ? withDemoTools(settings) : settings, run, askUser, tellLater);
}
