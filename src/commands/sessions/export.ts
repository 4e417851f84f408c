import { oneOf, type ValueType } from '../../core/config/value-types.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { jsonText } from '../../core/text/json.ts';
import { titleOf } from '../../core/conversation/title.ts';
import type { Restored } from '../../core/conversation/journal-lines.ts';
import {
  cutMark,
  longTime,
  markdownDocument,
  speaker,
  transcriptJson,
  transcriptOf,
} from '../../core/conversation/transcript.ts';
import { readSession } from '../../storage/sessions/session-folder.ts';
import type { Page } from '../../export/html-page.ts';
import type { Command } from '../command.ts';
import { createContext, resolveSession, write } from './context.ts';
import { describeBelow, ID, ownValue } from './describe.ts';

export type ExportFormat = 'md' | 'json' | 'html';
const FORMAT: ValueType<ExportFormat> = oneOf('md', 'json', 'html');

/** `sessions export`: a conversation as a document. */
export const exportSession: Command = {
  describe: (program) =>
    describeBelow(program, 'export', 'print a conversation as a document', 'export bcdfghjk --format html > tides.html')
      .argument('[id]', ID)
      .option('--format <format>', 'md, json or html, a self-contained page (default md)'),

  async run({ words: [id], own }, runtime) {
    const context = createContext(runtime);
    const format = ownValue('--format', own?.['format'], FORMAT) ?? (context.format === 'text' ? 'md' : 'json');
    await write(await documentOf(readSession(resolveSession(id, context.folder)), format), context);
    return EXIT.complete.code;
  },
};

/** A conversation as a document. */
export async function documentOf(restored: Restored, format: ExportFormat): Promise<string> {
  if (format === 'json') return jsonText(transcriptJson(restored));
  if (format === 'md') return markdownDocument(restored);
  const { htmlPage } = await import('../../export/html-page.ts');
  return htmlPage(pageOf(restored));
}

function pageOf({ header, name, model, conversation }: Restored): Page {
  return {
    title: titleOf(name, conversation, 80) || 'Nothing said',
    facts: [sanitizeLine(model, 80), longTime(header.time), `session ${sanitizeLine(header.id, 40)}`],
    sections: transcriptOf(conversation).map((one) => ({
      kind: one.who,
      speaker: one.who === 'prompt' ? 'You' : speaker(one),
      time: longTime(one.time),
      text: one.text,
      note: cutMark(one),
    })),
  };
}
