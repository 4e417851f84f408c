import type { View } from '../../core/reply/ports.ts';
import { useColor } from '../../core/config/use-color.ts';
import type { Settings } from '../../core/config/settings.ts';
import { chooseView } from '../../terminal/output/choose-view.ts';
import { createLazyView, createMarkdownView } from '../../terminal/output/markdown-view.ts';
import type { Spinner } from '../../terminal/output/spinner.ts';
import { createActivityView } from '../../terminal/output/activity-view.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { KeyboardOwner, MarkdownSettings } from './markdown-writer.ts';
import type { Runtime } from '../runtime.ts';
import type { WhileStoppable } from './suspension.ts';

type ViewDeps = Pick<Runtime, 'stdout' | 'stderr' | 'whileStoppable'>;
export type ViewSettings = MarkdownSettings &
  Pick<Settings, 'outputFormat' | 'markdown' | 'flush' | 'quiet' | 'model' | 'thinking' | 'extract' | 'jsonSchema'>;

/** By then the request has been sent. */
const LOAD_AFTER_MS = 25;

/** How a reply is shown on stdout. `keyboard`: who has the keys, if it is not the reply's to take them. */
export function replyView(settings: ViewSettings, deps: ViewDeps, keyboard?: KeyboardOwner): View {
  return rendersMarkdown(settings)
    ? markdownView(settings, deps, keyboard)
    : chooseView(settings, deps.stdout, process.stdout.isTTY);
}

function rendersMarkdown({ outputFormat, markdown }: ViewSettings): boolean {
  return outputFormat === 'text' && (markdown === 'always' || (markdown === 'auto' && process.stdout.isTTY));
}

/** The engine is loaded while the request is on its way. */
function markdownView(settings: ViewSettings, deps: ViewDeps, keyboard: KeyboardOwner | undefined): View {
  return createLazyView(async () => {
    const { createMarkdownWriter } = await import('./markdown-writer.ts');
    return createMarkdownView(() => createMarkdownWriter(settings, deps, keyboard));
  }, LOAD_AFTER_MS);
}

/** With all that is not text shown on stderr: a spinner where somebody can see it, thinking, calls. */
export function withActivity(view: View, settings: ViewSettings, { stderr, whileStoppable }: ViewDeps): View {
  const { isTTY, columns } = process.stderr;
  const spins = isTTY && !settings.quiet && columns > 0 && process.env['TERM'] !== 'dumb';
  const shows = settings.outputFormat === 'text';
  return createActivityView(view, {
    model: settings.model,
    sink: stderr,
    styles: createStyles(colored(settings)),
    columns: () => process.stderr.columns,
    throughText: !process.stdout.isTTY || !showsText(settings),
    thinking: settings.thinking === true && shows,
    calls: !settings.quiet && shows,
    loadSpinner: spins
      ? async () => {
          const { startSpinner } = await import('../../terminal/output/spinner.ts');
          return (line) =>
            stoppable(() => startSpinner({ stream: process.stderr, color: colored(settings), line }), whileStoppable);
        }
      : undefined,
  });
}

/** Whether text is on stdout as it comes. */
const showsText = ({ outputFormat, extract, jsonSchema }: ViewSettings) =>
  outputFormat === 'text' && extract === undefined && jsonSchema === undefined;

/** A spinner that is taken away while the program is stopped with Ctrl-Z. */
function stoppable(start: () => Spinner, whileStoppable: WhileStoppable): Spinner {
  let spinner: Spinner | undefined = start();
  const pause = () => {
    spinner?.stop();
    spinner = undefined;
  };
  const unregister = whileStoppable({ pause, resume: () => (spinner ??= start()) });
  return {
    stop() {
      unregister();
      pause();
    },
  };
}

const colored = ({ color }: ViewSettings) => useColor(color, process.env, process.stderr.isTTY);
