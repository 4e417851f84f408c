import { lineStart, parseHeader, parseLine } from '../../core/conversation/journal-lines.ts';

const NAME_LINE = `\n${lineStart('name')}`;

/** The name of the conversation in a journal, found without reading all of it; `undefined`: it has none. */
export function nameIn(journal: Buffer): string | undefined {
  const lineAt = (start: number) => journal.toString('utf8', start, Math.max(start, journal.indexOf('\n', start)));
  for (let at = journal.lastIndexOf('\n'); at > 0;) {
    at = journal.lastIndexOf(NAME_LINE, at - 1);
    if (at === -1) break;
    const line = parseLine(lineAt(at + 1));
    if (line?.type === 'name') return line.name;
  }
  const header = parseHeader(lineAt(0));
  return typeof header === 'string' ? undefined : header.name;
}
