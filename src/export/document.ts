import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';
import { jsonText } from '../core/text/json.ts';
import { transcriptJson } from './transcript-json.ts';
import { markdownDocument } from './transcript-markdown.ts';

export type DocumentFormat = 'md' | 'json' | 'html';

/** A conversation as a document. Only HTML loads a Markdown parser and a highlighter. */
export async function documentOf(restored: Restored, format: DocumentFormat, costOf?: CostOf): Promise<string> {
  if (format === 'json') return jsonText(transcriptJson(restored, costOf));
  if (format === 'md') return markdownDocument(restored, costOf);
  const { htmlDocument } = await import('./transcript-html.ts');
  return htmlDocument(restored, costOf);
}
