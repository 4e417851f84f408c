import { EXIT } from '../../core/problem/problem.ts';
import type { Command } from '../command.ts';
import { createContext, resolveSession, write } from './context.ts';
import { describeBelow, ID } from './describe.ts';

/** `sessions path`: prints the folder of all conversations, or the file of one. */
export const path: Command = {
  describe: (program) =>
    describeBelow(program, 'path', 'print the folder, or the path of a conversation', 'path bcdfghjk').argument(
      '[id]',
      ID.replace('the most recent', 'the folder'),
    ),

  async run({ words: [id] }, runtime) {
    const context = createContext(runtime);
    await write(`${id === undefined ? context.folder : resolveSession(id, context.folder).path}\n`, context);
    return EXIT.complete.code;
  },
};
