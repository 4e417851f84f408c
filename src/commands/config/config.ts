import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { settingsTable, shownSettings } from '../../core/config/settings-table.ts';
import { decideEach, type Flags } from '../../core/config/settings.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { jsonText } from '../../core/text/json.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { configPath, readConfigFile } from '../../storage/config-file.ts';
import { historyPath } from '../../storage/app-folder.ts';
import { sessionFolder } from '../../storage/sessions/session-folder.ts';
import { unknownCommand } from '../command-group.ts';
import type { Command } from '../command.ts';
import { editConfig } from './edit-config.ts';
import { setKey } from './set-key.ts';
import { unsetKey } from './unset-key.ts';

/** `claude-stream config` by itself: shows where files are, and every setting with its origin. */
const config: Command = {
  describe: (program) =>
    program
      .command('config')
      .usage('[options] [command]')
      .allowExcessArguments()
      .description('show and change the settings')
      .option('--json', 'print JSON'),

  async run(flags, { settings: { outputFormat }, stdout, secrets, whileOpening }) {
    const [word] = flags.words;
    if (word !== undefined) throw unknownCommand(word, ['set', 'unset', 'edit']);
    const paths = findPaths();
    const file = await whileOpening([paths.config], () => readConfigFile(paths.config));
    const settings = shownSettings(decideEach(withoutJson(flags), process.env, file), secrets.mask);
    if (outputFormat !== 'text') {
      const shown = settings.map(({ key, value = null, origin = null }) => [key, { value, origin }] as const);
      await stdout.write(jsonText({ paths, settings: Object.fromEntries(shown) }));
      return EXIT.complete.code;
    }
    const { default: widthOf } = await import('string-width');
    const { isTTY, columns } = process.stdout;
    const table = settingsTable(settings, { columns: isTTY ? columns : undefined, widthOf });
    await stdout.write(`${pathLines(paths)}\n${table}`);
    return EXIT.complete.code;
  },
};

/** `--json` is for the listing here, and no setting. */
function withoutJson(flags: Flags): Flags {
  const { json: _, ...options } = flags.options;
  return { ...flags, options };
}

function findPaths() {
  const user = [process.env, homedir(), process.platform] as const;
  return { config: configPath(...user), sessions: sessionFolder(...user), history: historyPath(...user) };
}

function pathLines({ config: file, sessions, history }: ReturnType<typeof findPaths>): string {
  const lines = [
    ['config file', `${file}${existsSync(file) ? '' : ' (does not exist)'}`],
    ['conversations', sessions],
    ['history', history],
  ] as const;
  return lines.map(([name, path]) => `${name.padEnd(15)}${sanitizeLine(path, 5000)}\n`).join('');
}

/** `config` and the commands under it, in the order of the help. */
export const CONFIG_COMMANDS: readonly Command[] = [config, setKey, unsetKey, editConfig];
