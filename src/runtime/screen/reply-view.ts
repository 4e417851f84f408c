import { fstatSync } from 'node:fs';
import type { View } from '../../core/reply/ports.ts';
import { useColor } from '../../core/config/use-color.ts';
import type { Settings } from '../../core/config/settings.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { chooseView } from './choose-view.ts';
import { createLazyView, createMarkdownView } from '../../terminal/output/markdown-view.ts';
import { createActivityView, type ActivityViewOptions, type TextPlace } from '../../terminal/output/activity-view.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { MarkdownSettings } from './markdown-writer.ts';
import type { Runtime } from '../runtime.ts';

type ViewDeps = Pick<Runtime, 'stdout' | 'stderr' | 'terminal' | 'bottom'>;
export type ViewSettings = MarkdownSettings &
  Pick<Settings, 'outputFormat' | 'markdown' | 'flush' | 'quiet' | 'model' | 'thinking' | 'extract' | 'jsonSchema'>;

/** How many calls a conversation has already, and how to see all of one by its number. */
export type CallSettings = Pick<ActivityViewOptions, 'callsBefore' | 'showAll'>;

/** By then the request has been sent. */
const LOAD_AFTER_MS = 25;

/** How a reply is shown on stdout. */
export function replyView(settings: ViewSettings, deps: ViewDeps): View {
  return rendersMarkdown(settings)
    ? markdownView(settings, deps)
    : chooseView(settings, deps.stdout, process.stdout.isTTY);
}

function rendersMarkdown({ outputFormat, markdown }: ViewSettings): boolean {
  return outputFormat === 'text' && (markdown === 'always' || (markdown === 'auto' && process.stdout.isTTY));
}

/** The engine is loaded while the request is on its way. */
function markdownView(settings: ViewSettings, deps: ViewDeps): View {
  return createLazyView(async () => {
    const { createMarkdownWriter } = await import('./markdown-writer.ts');
    return createMarkdownView(() => createMarkdownWriter(settings, deps));
  }, LOAD_AFTER_MS);
}

/**
 * With all that is not text shown on stderr: a spinner where somebody can see it, thinking, calls. `starting`: the MCP
 * servers that the request has to wait for.
 */
export function withActivity(
  view: View,
  settings: ViewSettings,
  { stderr, bottom }: ViewDeps,
  starting?: () => readonly string[],
  calls: CallSettings = {},
): View {
  const { isTTY, columns } = process.stderr;
  const spins = isTTY && !settings.quiet && columns > 0 && process.env['TERM'] !== 'dumb';
  const shows = settings.outputFormat === 'text';
  const textGoes = textPlace(settings);
  return createActivityView(view, {
    model: settings.model,
    ...(starting !== undefined && { starting }),
    sink: stderr,
    styles: createStyles(colored(settings)),
    columns: () => process.stderr.columns,
    textGoes,
    thinking: settings.thinking === true && shows,
    calls: !settings.quiet && shows,
    sources: rendersMarkdown(settings) && textGoes !== 'elsewhere',
    closes: !settings.quiet,
    ...calls,
    loadSpinner: spins
      ? async () => {
          const { startSpinner } = await import('../../terminal/output/spinner.ts');
          return (line) => startSpinner({ color: colored(settings), line, bottom });
        }
      : undefined,
  });
}

/** Where the text, or the events, go while they come. */
function textPlace({ outputFormat, extract, jsonSchema }: ViewSettings): TextPlace {
  const isText = outputFormat === 'text' && extract === undefined && jsonSchema === undefined;
  if (!isText && outputFormat !== 'stream-json') return 'elsewhere';
  if (process.stdout.isTTY) return 'screen';
  const stdout = quietly(() => fstatSync(1));
  return stdout?.isFIFO() === true || stdout?.isSocket() === true ? 'pipe' : 'elsewhere';
}

const colored = ({ color }: ViewSettings) => useColor(color, process.env, process.stderr.isTTY);
