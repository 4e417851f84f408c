import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';
import { cutMark, transcriptOf } from '../core/sessions/transcript.ts';
import { headingOf, longTime, speakerOf } from './transcript-heading.ts';
import { htmlPage } from './html-page.ts';

/** A conversation as a self-contained HTML page. */
export function htmlDocument(restored: Restored, costOf?: CostOf): string {
  return htmlPage({
    ...headingOf(restored, costOf),
    sections: transcriptOf(restored.conversation).map((one) => ({
      kind: one.kind,
      speaker: speakerOf(one),
      time: longTime(one.time),
      text: one.text,
      note: cutMark(one),
    })),
  });
}
