import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import { isPartEvent, joinParts, type Part } from '../../src/core/conversation/journal-lines.ts';
import { createProgress } from '../../src/terminal/output/progress.ts';
import { createActivityView } from '../../src/terminal/output/activity-view.ts';
import { createStyles } from '../../src/terminal/styles.ts';
import { blockStop, messageDelta, messageStart, messageStop, sse } from './sse.ts';

const DELTA = 20;

/** A tool input, as JSON of about `size` characters. */
export const inputOf = (size: number): string => JSON.stringify({ text: 'word '.repeat(size / 5) });
/** The deltas in which such an input arrives. */
export const pieces = (json: string): string[] => json.match(new RegExp(`[^]{1,${DELTA}}`, 'g'))!;

/** A reply with a tool call that has this input, in chunks the size of network packets. */
export function body(json: string): Uint8Array[] {
  const block = { type: 'tool_use', id: 'toolu_1', name: 'save', input: {} };
  const events = sse(
    messageStart(),
    { type: 'content_block_start', index: 0, content_block: block },
    ...pieces(json).map((partial_json) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json },
    })),
    blockStop(0),
    messageDelta({ stopReason: 'tool_use' }),
    messageStop,
  );
  return events.match(/[^]{1,1460}/g)!.map((chunk) => Buffer.from(chunk));
}

/** Everything that processes the pieces of an input as they arrive. */
export function watchers() {
  const progress = createProgress('m', 0);
  const view = createActivityView(
    { show: () => {} },
    {
      model: 'm',
      sink: { write: () => {} },
      styles: createStyles(false),
      columns: () => 80,
      loadSpinner: undefined,
      textGoes: 'screen',
      thinking: true,
      calls: true,
      sources: true,
      closes: true,
    },
  );
  let part: Part | undefined;
  return {
    progress,
    see: async (event: ReplyEvent) => {
      progress.see(event);
      progress.line(0);
      await view.show(event);
      if (isPartEvent(event)) part = part === undefined ? event : (joinParts(part, event) ?? event);
    },
    part: () => part,
  };
}
