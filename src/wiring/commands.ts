import { homedir } from 'node:os';
import type { CommandLine } from '../cli.ts';
import { sanitizeLine } from '../core/sanitize.ts';
import { decideSettings, type Flags, type Settings } from '../core/settings.ts';
import { configPath, readConfigFile } from '../files/config-file.ts';
import { ask } from './ask.ts';
import type { Run } from './run.ts';

type Command = (flags: Flags, run: Run) => Promise<number>;

/** What runs for each kind of command line; each gives the exit code. */
export const commands: Record<Exclude<CommandLine['kind'], 'print'>, Command> = {
  async ask(flags, run) {
    // Loaded while the settings are decided and the prompt is read.
    const api = import('../api/claude.ts');
    return ask(flags.words, settle(flags, run), run, api);
  },
  async render(flags, run) {
    const { render } = await import('./render.ts');
    return render(flags.words[0], settle(flags, run), run);
  },
  async models(flags, run) {
    const { models } = await import('./models.ts');
    return models(settle(flags, run), run);
  },
};

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
