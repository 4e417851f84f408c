import {
  JOURNAL_VERSION,
  lineStart,
  type JournalLine,
  type SessionHeader,
} from '../../core/conversation/journal-lines.ts';

const NAME_LINE = `\n${lineStart('name')}`;

/** The name of the session that a journal holds, without the rest of it; `undefined`: none, or no journal. */
export function nameIn(journal: Buffer): string | undefined {
  let end = journal.lastIndexOf('\n');
  for (let at = end; at > 0;) {
    at = journal.lastIndexOf(NAME_LINE, at - 1);
    if (at === -1) break;
    end = journal.indexOf('\n', at + 1);
    const line = parse<JournalLine>(journal.toString('utf8', at + 1, end));
    if (line?.type === 'name' && typeof line.name === 'string' && typeof line.time === 'string') return line.name;
  }
  const header = parse<SessionHeader>(journal.toString('utf8', 0, Math.max(0, journal.indexOf('\n'))));
  const fits = header?.type === 'session' && header.version <= JOURNAL_VERSION && typeof header.name === 'string';
  return fits ? header.name : undefined;
}

function parse<T extends object>(line: string): (Partial<T> & T) | undefined {
  try {
    const json = JSON.parse(line) as T | null;
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
