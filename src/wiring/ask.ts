import { isatty } from 'node:tty';
import type { createAsk } from '../api/claude.ts';
import { useColor } from '../core/color.ts';
import type { View } from '../core/edges.ts';
import { fold } from '../core/fold.ts';
import { composePrompt } from '../core/prompt.ts';
import { buildRequest } from '../core/request.ts';
import type { Settings } from '../core/settings.ts';
import { tee } from '../core/tee.ts';
import { decodeUtf8 } from '../core/utf8.ts';
import { readStdin, readStdinAtOnce } from '../files/read-stdin.ts';
import { textOrFile } from '../files/read-text.ts';
import { oneShot } from '../modes/one-shot.ts';
import { chooseView } from '../terminal/choose-view.ts';
import { createLazyView, createMarkdownView } from '../terminal/markdown-view.ts';
import type { Spinner } from '../terminal/spinner.ts';
import { createWaitingView } from '../terminal/waiting-view.ts';
import { chooseFetch } from './choose-fetch.ts';
import { connection, endInterrupted, unlessAborted, type Run } from './run.ts';

/** A recording is played as it is: nothing of it stalls, and to ask again would only play it again. */
const PLAYED = { needsCredentials: false, maxRetries: 0, stallMs: 2 ** 31 - 1 };

/** By then the request has been sent. */
const LOAD_AFTER_MS = 25;

/** One prompt from the command line and standard input, one reply on stdout. */
export async function ask(
  words: readonly string[],
  settings: Settings,
  run: Run,
  api: Promise<{ createAsk: typeof createAsk }>,
): Promise<number> {
  const played = settings.demo === true || settings.replay !== undefined;
  const system = settings.system === undefined ? undefined : textOrFile(settings.system, 'system prompt');
  const output =
    settings.output === undefined
      ? undefined
      : (await import('../files/output-file.ts')).openOutputFile(settings.output);
  const fetch = await chooseFetch(words, settings, run);
  run.handleSignals();
  let prompt: string | undefined;
  try {
    prompt = played ? words.join(' ') : await readPrompt(words, settings, run);
  } finally {
    if (prompt === undefined) output?.discard();
  }
  if (prompt === undefined) return endInterrupted(run, settings.quiet);
  const { createAsk: create } = await api;

  const view = rendersMarkdown(settings)
    ? markdownView(settings, run)
    : chooseView(settings, run.stdout, process.stdout.isTTY);
  return oneShot(
    buildRequest({ ...settings, system }, prompt),
    settings,
    {
      ask: create({
        ...connection(settings, run),
        fetch,
        stream: settings.stream,
        wire: settings.outputFormat === 'stream-json',
        ...(played
          ? PLAYED
          : { needsCredentials: true, maxRetries: settings.maxRetries, stallMs: settings.stallTimeout * 1000 }),
      }),
      view: waiting(output === undefined ? view : tee(view, output), settings),
      saved: () => output?.saved(),
      tell: (kind, text) => tell(kind, text, settings, run),
    },
    run.signal,
  );
}

/** `undefined` when it was interrupted. */
async function readPrompt(
  words: readonly string[],
  settings: Settings,
  { stderr, signal }: Run,
): Promise<string | undefined> {
  if (!settings.stdin || isatty(0)) return composePrompt(words, undefined);
  const onWaiting = () => {
    void stderr.write('claude-stream: waiting for standard input to end (--no-stdin leaves it alone)\n');
  };
  const bytes = readStdinAtOnce() ?? (await readStdin(process.stdin, signal, onWaiting));
  return bytes === undefined ? undefined : composePrompt(words, decodeUtf8(bytes, 'standard input'));
}

function rendersMarkdown({ outputFormat, markdown }: Settings): boolean {
  return outputFormat === 'text' && (markdown === 'always' || (markdown === 'auto' && process.stdout.isTTY));
}

/** The engine is loaded while the request is on its way. */
function markdownView(settings: Settings, run: Run): View {
  return createLazyView(async () => {
    const { createMarkdownWriter } = await import('./markdown-writer.ts');
    return createMarkdownView(createMarkdownWriter(settings, run));
  }, LOAD_AFTER_MS);
}

/** With a spinner where somebody can see it. */
function waiting(view: View, settings: Settings): View {
  const { isTTY, columns } = process.stderr;
  if (!isTTY || settings.quiet || !(columns > 0) || process.env['TERM'] === 'dumb') return view;
  return createWaitingView(view, {
    model: settings.model,
    throughText: !process.stdout.isTTY,
    loadSpinner: async () => {
      const { startSpinner } = await import('../terminal/spinner.ts');
      return (line) => pausable(() => startSpinner({ stream: process.stderr, color: colored(settings), line }));
    },
  });
}

/** A spinner that is taken away while the program is stopped with Ctrl-Z. */
function pausable(start: () => Spinner): Spinner {
  let spinner = start();
  const resume = () => {
    spinner = start();
  };
  const suspend = () => {
    spinner.stop();
    process.once('SIGCONT', resume);
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  return {
    stop() {
      process.off('SIGTSTP', suspend).off('SIGCONT', resume);
      spinner.stop();
    },
  };
}

async function tell(kind: 'summary' | 'problem', text: string, settings: Settings, run: Run): Promise<void> {
  const { stdout, stderr, signal } = run;
  // The end of a reply may be what tells that nobody reads it.
  await unlessAborted(stdout.flushed(), signal);
  if (text === '' || signal.reason === 'reader-gone') return;
  const folded = fold(text, process.stderr.columns);
  if (!colored(settings)) return stderr.write(folded);
  const { createNoticeStyle } = await import('../terminal/notices.ts');
  await stderr.write(createNoticeStyle(true)[kind](folded));
}

const colored = ({ color }: Settings) => useColor(color, process.env, process.stderr.isTTY);
