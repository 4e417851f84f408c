import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { CREDENTIALS_HINT, lacksCredentials } from '../../api/missing-credentials.ts';
import type { Flags, Settings } from '../../core/config/settings.ts';
import { composedPrompt } from '../../core/conversation/prompt.ts';
import { interruptedBy, interruptionCode } from '../../core/problem/interruption.ts';
import { EXIT, usageProblem, type Problem } from '../../core/problem/problem.ts';
import { truncateList } from '../../core/text/truncate.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { isReplay } from '../../runtime/choose-provider.ts';
import { namedFiles, openInputs, openTools } from '../../runtime/open-inputs.ts';
import { createSessions } from '../../runtime/open-sessions.ts';
import { pipedText } from '../../runtime/piped-text.ts';
import { replyView, withActivity } from '../../runtime/screen/reply-view.ts';
import type { AttachedPrompt } from '../../runtime/attachments/open-attachments.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { AskUser } from '../../runtime/tools/approval.ts';
import type { StartedTools } from '../../runtime/tools/start-tools.ts';
import type { ServerStatus } from '../../runtime/tools/tool-status.ts';
import { inHome } from '../../storage/complete-path.ts';
import { textOrFile } from '../../storage/read-text.ts';
import { idsWithReply } from '../../storage/sessions/find-session.ts';
import { createCompleter } from './slash/complete.ts';
import { runLoop, type ReplDeps } from './loop.ts';
import { createModelLookup } from './model-lookup.ts';
import { createReplSessions } from './repl-sessions.ts';
import { openReplTerminal, WARM_UP_MS } from './repl-terminal.ts';

/** How many servers a note names. */
const MAX_NAMED = 5;

/** `claude-stream` on a terminal: a conversation that lasts until the user exits. */
export async function runRepl(flags: Flags, runtime: Runtime): Promise<number> {
  const { settings, stdout, signal, notify } = runtime;
  const saves = settings.save && !isReplay(settings);
  // Reported above the line that is being typed. While there is none, the screen belongs to a reply or to a list.
  const pending: Problem[] = [];
  async function report(): Promise<void> {
    for (let problem = pending.shift(); problem !== undefined; problem = pending.shift()) await notify.problem(problem);
  }
  const later = {
    async problem(problem: Problem) {
      pending.push(problem);
      terminal.interject(report);
    },
  };
  const askUser: AskUser = (...question) => terminal.askUser(...question);
  const { provider, system, attachments, startTools } = await runtime.whileOpening(namedFiles(settings), async () => {
    const inputs = await openInputs(runtime);
    const toolDeps = { ...runtime, notify: later };
    return {
      ...inputs,
      startTools: await openTools(settings.demo === true, inputs.provider, toolDeps, async () => askUser),
    };
  });
  const store = createSessions(saves, notify);
  const models = createModelLookup(provider, signal);
  let tools: StartedTools | undefined;
  const complete = createCompleter({
    models,
    sessions: (prefix) => idsWithReply(store.folder, prefix),
    allowedTools: () => allowedTools(tools?.status() ?? []),
  });
  const typed = flags.words.join(' ');
  const question = composedPrompt(flags.words, await pipedText(settings, signal, notify));
  if (attachments !== undefined && question === undefined) {
    throw usageProblem('--file needs a prompt', 'to attach a file later, write @path in a prompt');
  }
  const attached = question === undefined ? undefined : await attachments?.with(question);
  const first = attached?.content ?? question;
  const terminal = openReplTerminal(settings, saves, complete, typed === '' ? [] : [typed], runtime);
  const sessions = createReplSessions(store, terminal, settings, runtime);
  tools = startTools?.();
  /** Says what goes with a prompt, before it is sent. */
  async function noteAttached({ describe }: Pick<AttachedPrompt, 'describe'>): Promise<void> {
    const lines = settings.quiet ? [] : describe();
    if (lines.length > 0) await notify.note(lines.join('\n'));
  }
  const deps: ReplDeps = {
    ...terminal,
    reply: provider.reply,
    costOf: runtime.costOf,
    models,
    tools: tools?.ready,
    mcpTools: tools,
    notify,
    wait: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(() => {}),
    async readLine(initial) {
      await report();
      return terminal.readLine(initial);
    },
    columns: () => process.stdout.columns,
    workingFolder: () => process.cwd(),
    files: async () => (await import('./repl-files.ts')).openFiles(),
    print: async (text) => stdout.write(text),
    view({ model, raw, thinking, callsBefore }) {
      const how: Settings = { ...settings, model, thinking, ...(raw && { markdown: 'never' }) };
      return withActivity(replyView(how, runtime), how, runtime, tools?.starting, {
        callsBefore,
        showAll: showCommand,
      });
    },
    async promptContent(text, others) {
      const { typedPrompt } = await import('../../runtime/attachments/open-attachments.ts');
      const prompt = await typedPrompt(text, others);
      await noteAttached(prompt);
      return prompt.content;
    },
    async copy(text) {
      const { copyText } = await import('../../terminal/programs/clipboard.ts');
      return copyText(text, { environment: process.env, platform: process.platform, screen: stdout });
    },
    async codeBlocks(text) {
      const { fencesOf } = await import('../../markdown/fences.ts');
      return fencesOf(text).map(({ code }) => code);
    },
    systemPrompt: (text) => textOrFile(text.replace(/^@(.*)/s, (_, path: string) => `@${inHome(path, homedir())}`)),
    sessions,
  };

  try {
    const session = await sessions.open(flags, system);
    if (session === undefined) return EXIT.complete.code;
    if (!settings.quiet) {
      const banner = `claude-stream ${runtime.version} · ${await welcome(settings, session.model)}\n`;
      await stdout.write(terminal.styles.hint(wrapWords(banner, process.stdout.columns)));
      if (!isReplay(settings) && lacksCredentials(settings.baseUrl, process.env, process.platform))
        await notify.note(`no API key: ${CREDENTIALS_HINT}`);
      const starting = settings.demo === true ? [] : (tools?.starting() ?? []);
      if (starting.length > 0) await notify.note(startingNote(starting));
    }
    if (session.conversation.length > 0) await sessions.showLastTurn(session);
    if (first !== undefined) terminal.showPrompt(typed || '[standard input]');
    if (attached !== undefined) await noteAttached(attached);
    // The code for the first reply is loaded while the user types.
    const loadReply = () => void provider.warmUp().then(() => import('../../runtime/screen/markdown-writer.ts'));
    const warmUp = setTimeout(loadReply, WARM_UP_MS);
    const last = await runLoop(session, first, settings, deps);
    clearTimeout(warmUp);
    const hint = settings.quiet ? undefined : sessions.resumeHint(last);
    if (hint !== undefined) await notify.note(hint);
  } finally {
    terminal.close();
    await Promise.all([store.close(), tools?.close()]);
  }
  const by = interruptedBy(signal);
  return by === undefined ? EXIT.complete.code : interruptionCode(by);
}

function startingNote(servers: readonly string[]): string {
  const names = truncateList(servers, MAX_NAMED).map((name) => sanitizeLine(name, 80));
  return `starting ${servers.length === 1 ? 'an MCP server' : `${servers.length} MCP servers`}: ${names.join(', ')}`;
}
const showCommand = (call: number) => `/show ${call}`;

function allowedTools(servers: readonly ServerStatus[]): string[] {
  const tools = servers.flatMap((status) => (status.type === 'started' ? status.tools : []));
  return tools.filter(({ permission }) => permission.type !== 'ask').map(({ name }) => name);
}

async function welcome({ demo }: Settings, model: string): Promise<string> {
  if (demo !== true) return `${sanitizeLine(model, 80)} · /help for help, Ctrl-D to exit`;
  const { DEMOS } = await import('../../runtime/recordings/demo-fetch.ts');
  return `demo: ${DEMOS.join(', ')} · Ctrl-D to exit`;
}
