import { homedir } from 'node:os';
import { OPTIONS } from '../../core/config/options.ts';
import { configKey, unknownKey } from '../../core/config/settings.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { changeConfigFile, configPath } from '../../storage/config-file.ts';
import { describeInGroup } from '../command-group.ts';
import type { Command } from '../command.ts';

/** `config set`: writes one setting to the config file, and leaves the rest of it as it is. */
export const setKey: Command = {
  ignoresConfig: true,
  describe: (program) =>
    describeInGroup(program, 'config', {
      name: 'set',
      what: 'write a setting to the config file',
      example: 'set model sonnet',
    })
      .argument('<key>', 'one of the keys that claude-stream config lists')
      .argument('<value>', 'value as for the flag, or JSON: \'["read_*", "list_*"]\''),

  async run({ words: [key = '', typed = ''] }, { notify, whileOpening }) {
    const name = configKey(key);
    if (name === undefined) throw unknownKey(key);
    const { configValue } = await import('../../core/config/config-value.ts');
    const { setMember } = await import('../../core/text/json-edit.ts');
    const value = configValue(name, typed);
    const path = configPath(process.env, homedir(), process.platform);
    await whileOpening([path], () => changeConfigFile(path, (json) => setMember(json, name, value)));
    await notify.info(`set ${name} in ${path}`);
    const variable = OPTIONS[name].env?.find((one) => (process.env[one] ?? '') !== '');
    if (variable !== undefined) await notify.warn(`${variable} is set and overrides the config file`);
    return EXIT.complete.code;
  },
};
