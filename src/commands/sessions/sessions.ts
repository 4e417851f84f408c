import type { Command } from '../command.ts';
import { unknownCommand } from '../command-group.ts';
import { JSON_FLAG } from './describe.ts';
import { exportSession } from './export.ts';
import { ALL, LIMIT, list } from './list.ts';
import { path } from './path.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { show } from './show.ts';

const NAMES = ['list', 'show', 'search', 'export', 'rename', 'rm', 'path'];

/** `claude-stream sessions` by itself: lists conversations. Explains an unknown command better than commander would. */
const sessions: Command = {
  describe: (program) =>
    program
      .command('sessions')
      .usage('[options] [command]')
      .allowExcessArguments()
      .description('list, search, export and manage saved conversations')
      .option(...LIMIT)
      .option(...ALL)
      .option(...JSON_FLAG),

  async run(flags, runtime) {
    const [word] = flags.words;
    if (word !== undefined) throw unknownCommand(word, NAMES);
    return list.run(flags, runtime);
  },
};

/** `sessions` and the commands under it, in the order of the help. */
export const SESSIONS_COMMANDS: readonly Command[] = [
  sessions,
  list,
  show,
  search,
  exportSession,
  rename,
  remove,
  path,
];
