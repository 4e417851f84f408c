import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';
import { inputText } from '../core/calls/call-rows.ts';
import { cutMark, transcriptOf, type TranscriptPart } from '../core/sessions/transcript.ts';
import { headingOf, longTime, speakerOf } from './transcript-heading.ts';
import { htmlPage, type PagePart } from './html-page.ts';

/** A conversation as a self-contained HTML page. */
export function htmlDocument(restored: Restored, costOf?: CostOf): string {
  return htmlPage({
    ...headingOf(restored, costOf),
    sections: transcriptOf(restored.conversation).map((one) => ({
      kind: one.kind,
      speaker: speakerOf(one),
      time: longTime(one.time),
      parts: one.kind === 'prompt' ? [{ type: 'typed', text: one.text }] : one.parts.map(pagePart),
      note: one.kind === 'prompt' ? undefined : cutMark(one),
    })),
  });
}

function pagePart(part: TranscriptPart): PagePart {
  if (part.type !== 'call') return { type: part.type === 'text' ? 'markdown' : 'thinking', text: part.text };
  const { name, input, result } = part.call;
  return { type: 'call', name, input: inputText(input), result: result?.text, isError: result?.isError === true };
}
