import { callAndResultRows } from '../../../core/calls/call-rows.ts';
import { conversationCalls, type ConversationCall } from '../../../core/calls/conversation-calls.ts';
import type { Conversation } from '../../../core/conversation/conversation.ts';
import { usageProblem } from '../../../core/problem/problem.ts';
import { nearest } from '../../../core/text/nearest.ts';
import { sanitizeLine } from '../../../core/text/sanitize.ts';
import { truncateList } from '../../../core/text/truncate.ts';

/** All of a call and its result. `which`: nothing for the last call, its number, or a tool's name for that tool's last. */
export function wholeCall(conversation: Conversation, which: string, columns: number): string {
  const call = find(conversationCalls(conversation), which);
  const rows = callAndResultRows(call, { columns: columns - 1, isWhole: true });
  return rows.map(({ text }) => `${text}\n`).join('');
}

const MAX_LISTED = 8;

function find(calls: readonly ConversationCall[], which: string): ConversationCall {
  if (calls.length === 0) throw usageProblem('nothing to show: no tool call yet');
  const number = Number(which);
  const isNumber = Number.isInteger(number) && number !== 0;
  const call = isNumber
    ? calls.at(number > 0 ? number - 1 : number)
    : which === ''
      ? calls.at(-1)
      : calls.findLast(({ name }) => name === which);
  if (call !== undefined) return call;
  if (isNumber || which === '0') {
    const last = calls.length === 1 ? 'there is only one call' : `the calls are numbered 1 to ${calls.length}`;
    throw usageProblem(`no call ${sanitizeLine(which, 40)}`, last);
  }
  const names = [...new Set(calls.map(({ name }) => sanitizeLine(name, 80)))];
  const [near] = nearest(which, names, 1);
  const hint =
    near === undefined
      ? `tools called so far: ${truncateList(names, MAX_LISTED).join(', ')}`
      : `did you mean /show ${near}?`;
  throw usageProblem(`no call of ${sanitizeLine(which, 80)}`, hint);
}
