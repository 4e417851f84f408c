import { homedir } from 'node:os';
import type { CommandLine } from './command-line.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { decideSettings, type Flags, type Settings } from '../core/config/settings.ts';
import { configPath, readConfigFile } from '../storage/config-file.ts';
import type { Run } from '../runtime/run.ts';

type Line = Exclude<CommandLine, { kind: 'print' }>;
type Commands = { readonly [L in Line as L['kind']]: (line: L, run: Run) => Promise<number> };

/** What runs for each kind of command line; each gives the exit code. */
export const commands: Commands = {
  async ask({ flags }, run) {
    const settings = settle(flags, run);
    if (isConversation(settings, flags)) return (await import('./repl/repl.ts')).repl(flags, settings, run);
    if (settings.count === true) return (await import('./count.ts')).count(flags, settings, run);
    // Loaded while the prompt is read.
    const api = import('../api/claude.ts');
    const { ask } = await import('./one-shot.ts');
    return ask(flags, settings, run, api);
  },
  async render({ flags }, run) {
    const { render } = await import('./render.ts');
    return render(flags.words[0], settle(flags, run), run);
  },
  async models({ flags }, run) {
    const { models } = await import('./models.ts');
    return models(settle(flags, run), run);
  },
  async tools({ flags }, run) {
    const { tools } = await import('./tools.ts');
    return tools(settle(flags, run), run);
  },
  async sessions({ flags, request }, run) {
    const { sessions } = await import('./sessions/sessions.ts');
    return sessions(request, settle(flags, run), run);
  },
};

/** Whether to stay: as asked for, or since there is a person at the keyboard who gave no prompt. */
function isConversation(settings: Settings, { words }: Flags): boolean {
  const { interactive, print, replay, record, output, outputFormat, file, count, extract, jsonSchema } = settings;
  if (interactive === true) return true;
  const forOneReply = replay ?? record ?? output ?? file ?? count ?? extract ?? jsonSchema;
  const isOneReply = words.length > 0 || print === true || forOneReply !== undefined;
  return !isOneReply && outputFormat === 'text' && process.stdin.isTTY && process.stdout.isTTY;
}

function settle(flags: Flags, run: Run): Settings {
  const config = readConfigFile(configPath(process.env, homedir(), process.platform));
  const settings = decideSettings(flags, process.env, config);
  run.format = settings.outputFormat;
  // How the SDK warns of models that are about to be retired.
  console.warn = (...words: unknown[]) => {
    if (!settings.quiet) void run.stderr.write(`claude-stream: ${sanitizeLine(words.join(' '))}\n`);
  };
  return settings;
}
