import { oneOf, type ValueType } from '../../core/config/value-types.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { maskConversation } from '../../core/secrets/mask-reply.ts';
import type { DocumentFormat } from '../../export/document.ts';
import { readSession } from '../../storage/sessions/session-folder.ts';
import type { Command } from '../command.ts';
import { createContext, resolveSession, write } from './context.ts';
import { describeBelow, ID, ownValue } from './describe.ts';

const FORMAT: ValueType<DocumentFormat> = oneOf('md', 'json', 'html');

/** `sessions export`: prints a conversation as a document. */
export const exportSession: Command = {
  describe: (program) =>
    describeBelow(program, 'export', 'print a conversation as a document', 'export bcdfghjk --format html > tides.html')
      .argument('[id]', ID)
      .option('--format <format>', 'md, json or html, a self-contained page (default md)'),

  async run({ words: [id], own }, runtime) {
    const { documentOf } = await import('../../export/document.ts');
    const context = createContext(runtime);
    const format = ownValue('--format', own?.['format'], FORMAT) ?? (context.format === 'text' ? 'md' : 'json');
    const saved = readSession(resolveSession(id, context.folder));
    const conversation = maskConversation(saved.conversation, runtime.secrets.mask);
    await write(await documentOf({ ...saved, conversation }, format, context.costOf), context);
    return EXIT.complete.code;
  },
};
