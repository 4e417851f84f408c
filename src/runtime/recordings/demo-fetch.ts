import type { Fetch } from '../../api/transport/body.ts';
import { replayFetch } from '../../api/transport/replay.ts';
import { typedText } from '../../core/conversation/conversation.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import type { Block } from '../../core/reply/reply.ts';
import { nearest } from '../../core/text/nearest.ts';
import { readRecording } from '../../storage/recording-file.ts';

/** The bundled recordings. */
export const DEMOS = ['tour', 'thinking', 'max-tokens', 'weather'] as const;

/** Throws a usage problem for a single word that is not the name of a demo. A longer prompt plays one all the same. */
export function checkDemoName(words: readonly string[]): void {
  const [name = '', ...more] = words;
  if (more.length > 0 || !/^\S+$/.test(name) || DEMOS.some((demo) => demo === name)) return;
  const [near] = nearest(name, DEMOS, 1);
  const hint = near === undefined ? `the demos are ${DEMOS.join(', ')}` : `did you mean ${near}?`;
  throw usageProblem(`no demo is called ${JSON.stringify(name)}`, hint);
}

/** Plays the demo that the prompt starts with, or else the next one. */
export function createDemoFetch(speed: number): Fetch {
  let next = 0;
  return (input, init) => {
    const content = lastContent(init?.body);
    const word = typedText(content).trim().split(/\s/, 1)[0];
    // The demo that calls a tool has a second part: the reply to the tool's result.
    const isAnswer = typeof content !== 'string' && content.every(({ type }) => type === 'tool_result');
    const name = isAnswer ? 'weather-answer' : (DEMOS.find((demo) => demo === word) ?? DEMOS[next++ % DEMOS.length]!);
    const bytes = readRecording(new URL(`./demo/${name}.sse`, import.meta.url));
    return replayFetch({ name, bytes }, speed)(input, init);
  };
}

/** The content of the last message in a request. */
function lastContent(body: unknown): string | readonly Block[] {
  const { messages } = JSON.parse(String(body)) as { messages: { content: string | Block[] }[] };
  return messages.at(-1)?.content ?? '';
}
