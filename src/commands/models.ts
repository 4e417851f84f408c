import { modelTable } from '../core/config/model-table.ts';
import { EXIT } from '../core/problem/problem.ts';
import { jsonText } from '../core/text/json.ts';
import type { Command } from './command.ts';

/** `claude-stream models`: lists the models that the server offers, as a table or as JSON. */
export const models: Command = {
  describe: (program) =>
    program.command('models').description('list the models the server offers').option('--json', 'print JSON'),

  async run(_flags, { settings, stdout, signal, chooseProvider }) {
    const provider = await chooseProvider({ ...settings, demo: undefined, replay: undefined, record: undefined });
    const found = await provider.models(signal);
    await stdout.write(settings.outputFormat === 'text' ? modelTable(found) : jsonText(found));
    return EXIT.complete.code;
  },
};
