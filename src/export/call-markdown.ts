import { inputText } from '../core/calls/call-rows.ts';
import type { ConversationCall } from '../core/calls/conversation-calls.ts';
import { sanitize, sanitizeLine } from '../core/text/sanitize.ts';

/** A call and all of what it gave, as Markdown. */
export function callMarkdown({ name, input, result }: ConversationCall): string {
  const values = inputText(input);
  return [
    `*Tool call:* ${codeSpan(name)}`,
    ...(values === '' ? [] : [fenced(values)]),
    ...(result === undefined ? ['*No result.*'] : [result.isError ? '*Error:*' : '*Result:*', fenced(result.text)]),
  ].join('\n\n');
}

/** A text in a block that nothing in it can end. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${sanitize(text.replaceAll('\r\n', '\n')).replace(/\n+$/, '')}\n${fence}`;
}

function codeSpan(text: string): string {
  const line = sanitizeLine(text, 200) || 'unnamed';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = ticks.length > 1 ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

const longestRun = (text: string) => (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
