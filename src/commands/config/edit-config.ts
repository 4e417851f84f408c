import { readFileSync, unlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { decideSettings } from '../../core/config/settings.ts';
import { EXIT, ProblemError, usageProblem } from '../../core/problem/problem.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { configPath, isMissing, readConfigFile, writeConfigFile } from '../../storage/config-file.ts';
import { describeInGroup } from '../command-group.ts';
import type { Command } from '../command.ts';

/** Something to change. An alias, so that it stays right with later models. */
const START = '{\n  "model": "opus"\n}\n';

/** `config edit`: opens the config file in the user's editor, and says what is wrong with it afterwards. */
export const editConfig: Command = {
  ignoresConfig: true,
  describe: (program) =>
    describeInGroup(program, 'config', {
      name: 'edit',
      what: 'open the config file in $VISUAL or $EDITOR',
      example: 'edit',
    }),

  async run(_flags, { signal, notify, whileLent, whileOpening }) {
    const { editFile } = await import('../../terminal/programs/editor-program.ts');
    const path = configPath(process.env, homedir(), process.platform);
    const isNew = isMissing(path);
    if (isNew) writeConfigFile(path, START);
    let isDone = false;
    try {
      isDone = await whileLent(() => editFile(path, { environment: process.env, input: 'inherit', signal }));
    } finally {
      if (isNew && quietly(() => readFileSync(path, 'utf8')) === START) unlinkSync(path);
    }
    signal.throwIfAborted();
    if (!isDone) throw new ProblemError({ type: 'editor', what: 'the editor failed', exit: 'failed' });
    await whileOpening([path], () => check(path));
    await notify.info(isMissing(path) ? 'nothing changed' : `${path} is valid`);
    return EXIT.complete.code;
  },
};

/** Throws a usage problem that says what is wrong. */
function check(path: string): void {
  try {
    decideSettings({ words: [], options: {} }, {}, readConfigFile(path));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { what, hint } = error.problem;
    throw usageProblem(what, hint, 'claude-stream config edit opens it again');
  }
}
