import { matchAt, type Backticks, type SpanConstruct, type Source } from './source.ts';
import { codeToken, textToken } from './tokens.ts';

/** Code between two runs of as many backticks. */
export const codeSpan: SpanConstruct = {
  mayStart: /`/,
  parse(source, at) {
    const [marker] = matchAt(/`+/y, source, at) ?? [];
    if (marker === undefined) return undefined;
    const end = nextRun(source, marker.length, at + marker.length);
    // All of it is text: what remains must not begin code with fewer backticks.
    if (end === undefined) return textToken(marker);
    const from = at + marker.length;
    return codeToken(source.text.slice(at, end + marker.length), content(source.text.slice(from, end)));
  },
};

/** The first run of this length at `from` or later; asked from left to right. */
function nextRun(source: Source, length: number, from: number): number | undefined {
  const runs = runsOf(source).get(length);
  if (runs === undefined) return undefined;
  while (runs.next < runs.starts.length && runs.starts[runs.next]! < from) runs.next++;
  return runs.starts[runs.next];
}

function runsOf({ text, memory }: Source): Map<number, Backticks> {
  if (memory.backticks !== undefined) return memory.backticks;
  const byLength = new Map<number, Backticks>();
  for (const { index, 0: run } of text.matchAll(/`+/g)) {
    const same = byLength.get(run.length) ?? { starts: [], next: 0 };
    same.starts.push(index);
    byLength.set(run.length, same);
  }
  memory.backticks = byLength;
  return byLength;
}

/** Without the blank on either side that keeps a backtick at the edge apart. */
function content(inside: string): string {
  const line = inside.replace(/\n/g, ' ');
  return /^ .* $/.test(line) && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}
