import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';
import {
  cutMark,
  transcriptOf,
  type TranscriptEntry,
  type TranscriptPart,
  type TranscriptReply,
} from '../core/sessions/transcript.ts';
import { callMarkdown, fenced } from './call-markdown.ts';
import { headingOf, longTime, speakerOf } from './transcript-heading.ts';

/** A conversation as Markdown to read in a terminal: prompts as quotes, replies as they are. */
export function quotedTranscript(entries: readonly TranscriptEntry[]): string {
  return paragraphs(entries.map((one) => (one.kind === 'prompt' ? quoted(one.text) : replyMarkdown(one))));
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
    (one) =>
      `## ${speakerOf(one)}, ${longTime(one.time)}\n\n${one.kind === 'prompt' ? closed(one.text) : replyMarkdown(one)}`,
  );
  return paragraphs([`# ${title}`, facts.join(' · '), ...sections]);
}

const paragraphs = (parts: readonly string[]) => parts.map((part) => `${part}\n`).join('\n');

/** The parts of a reply, and below them whether it was cut off. */
function replyMarkdown(reply: TranscriptReply): string {
  return [...reply.parts.map(partMarkdown), cutMark(reply)].filter((part) => part !== undefined).join('\n\n');
}

function partMarkdown(part: TranscriptPart): string {
  if (part.type === 'call') return callMarkdown(part.call);
  return part.type === 'text' ? closed(part.text) : `*Thinking:*\n\n${fenced(part.text)}`;
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
