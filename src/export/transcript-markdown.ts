import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';
import { cutMark, transcriptOf, type TranscriptEntry } from '../core/sessions/transcript.ts';
import { headingOf, longTime, speakerOf } from './transcript-heading.ts';

/** A conversation as Markdown to read in a terminal: prompts as quotes, replies as they are. */
export function quotedTranscript(entries: readonly TranscriptEntry[]): string {
  return paragraphs(entries.map((one) => (one.kind === 'prompt' ? quoted(one.text) : withMark(one))));
}

/** Each line with the marker of a quote. */
export function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A conversation as a Markdown document with headings. */
export function markdownDocument(restored: Restored, costOf?: CostOf): string {
  const { title, facts } = headingOf(restored, costOf);
  const sections = transcriptOf(restored.conversation).map(
    (one) => `## ${speakerOf(one)}, ${longTime(one.time)}\n\n${withMark(one)}`,
  );
  return paragraphs([`# ${title}`, facts.join(' · '), ...sections]);
}

const paragraphs = (parts: readonly string[]) => parts.map((part) => `${part}\n`).join('\n');

/** The text, and below it whether it was cut off. */
function withMark(one: TranscriptEntry): string {
  const parts = [one.text === '' ? undefined : closed(one.text), cutMark(one)];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

/** The Markdown, with a fence closed that would swallow what follows. */
function closed(markdown: string): string {
  let open: string | undefined;
  for (const [, marker, rest] of markdown.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gm)) {
    if (open === undefined) {
      if (!(marker!.startsWith('`') && rest!.includes('`'))) open = marker;
    } else if (marker!.startsWith(open) && rest!.trim() === '') open = undefined;
  }
  return open === undefined ? markdown : `${markdown}\n${open}`;
}
