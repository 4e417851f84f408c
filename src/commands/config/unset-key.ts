import { homedir } from 'node:os';
import { configKey, unknownKey } from '../../core/config/settings.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { changeConfigFile, configPath } from '../../storage/config-file.ts';
import { describeInGroup } from '../command-group.ts';
import type { Command } from '../command.ts';

/** `config unset`: removes one setting from the config file, also one that is unknown. */
export const unsetKey: Command = {
  ignoresConfig: true,
  describe: (program) =>
    describeInGroup(program, 'config', {
      name: 'unset',
      what: 'remove a setting from the config file',
      example: 'unset model',
    }).argument('<key>', 'one of the keys that claude-stream config lists'),

  async run({ words: [key = ''] }, { notify, whileOpening }) {
    const { removeMember } = await import('../../core/text/json-edit.ts');
    const path = configPath(process.env, homedir(), process.platform);
    let isSet = false;
    await whileOpening([path], () =>
      changeConfigFile(path, (json, values) => {
        isSet = Object.hasOwn(values, key);
        if (!isSet && configKey(key) === undefined) throw unknownKey(key);
        return removeMember(json, key);
      }),
    );
    await notify.info(isSet ? `removed ${key} from ${path}` : `${key} is not set in ${path}`);
    return EXIT.complete.code;
  },
};
