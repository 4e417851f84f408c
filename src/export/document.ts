import type { Restored } from '../core/conversation/read-journal.ts';
import { jsonText } from '../core/text/json.ts';
import { transcriptJson } from './transcript-json.ts';
import { markdownDocument } from './transcript-markdown.ts';

export type DocumentFormat = 'md' | 'json' | 'html';

/** A conversation as a document. Only HTML loads a Markdown parser and a highlighter. */
export async function documentOf(restored: Restored, format: DocumentFormat): Promise<string> {
  if (format === 'json') return jsonText(transcriptJson(restored));
  if (format === 'md') return markdownDocument(restored);
  const { htmlDocument } = await import('./transcript-html.ts');
  return htmlDocument(restored);
}
