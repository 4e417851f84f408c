import { checkName } from '../../core/config/session-name.ts';
import { EXIT } from '../../core/problem/problem.ts';
import type { Command } from '../command.ts';
import { createContext, resolveSession } from './context.ts';
import { describeBelow } from './describe.ts';

/** `sessions rename`: appends the new name to the conversation's file. */
export const rename: Command = {
  describe: (program) =>
    describeBelow(program, 'rename', 'rename a conversation', 'rename bcdfghjk How tides work')
      .argument('<id>', 'id or name, or a prefix of either')
      .argument('<name...>', 'new name, 1 to 100 characters'),

  async run({ words: [id, ...name] }, runtime) {
    const { renameSession } = await import('../../storage/sessions/change-session.ts');
    renameSession(resolveSession(id, createContext(runtime).folder), checkName(name.join(' ')), new Date(), process);
    return EXIT.complete.code;
  },
};
