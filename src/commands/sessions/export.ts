import { EXIT } from '../../core/problem/problem.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
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
import { jsonText, wanted, write, type SessionsContext } from './context.ts';

type Format = NonNullable<SessionsContext['format']>;

/** `sessions export`: a conversation as a document. */
export async function exportSession(context: SessionsContext): Promise<number> {
  const { format = context.run.format === 'text' ? 'md' : 'json' } = context;
  await write(await documentOf(readSession(wanted(context)), format), context);
  return EXIT.complete.code;
}

/** A conversation as a document. */
export async function documentOf(restored: Restored, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return jsonText(transcriptJson(restored));
    case 'html': {
      const { htmlPage } = await import('../../export/html-page.ts');
      return htmlPage(pageOf(restored));
    }
    default:
      return markdownDocument(restored);
  }
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
