import { answeredTurns, hasReply } from '../../core/conversation/answered.ts';
import { readJournal, type Restored } from '../../core/conversation/read-journal.ts';
import { titleOf } from '../../core/conversation/title.ts';
import { textOf } from '../../core/reply/reply.ts';
import { sessionInfo, shortTime } from '../../core/sessions/session-table.ts';
import { createSearch } from '../../core/sessions/word-search.ts';
import { createReader } from '../../storage/sessions/reused-buffer.ts';
import type { SessionFile } from '../../storage/sessions/session-folder.ts';
import type { PickerItem } from '../../terminal/input/picker-rows.ts';
import { formatTurns } from './format-turns.ts';

/** A conversation in the picker. */
export interface SessionItem extends PickerItem {
  readonly file: SessionFile;
  /** Its last prompt, and the line that was found or, if that is this prompt, the start of its last reply. */
  readonly preview: readonly string[];
}

/** How long keys may have to wait. */
const SLICE_MS = 8;
/** More than fits into a row of most windows. */
const MAX_LINE = 200;

/**
 * Finds the conversations with a reply whose id, time, name, prompts and replies contain all words of a query. Files are
 * read one by one, as far as conversations are asked for; what cannot be read is left out. `clock`: in ms.
 */
export function findConversations(files: readonly SessionFile[], today: Date, clock: () => number) {
  const read = createReader();

  function itemFor(file: SessionFile, words: readonly string[], search: typeof searchFor): SessionItem | undefined {
    const when = shortTime(new Date(file.updatedMs), today);
    const about = `${file.id} ${when}`.toLowerCase();
    const inText = words.filter((word) => !about.includes(word.toLowerCase()));
    const searched = inText.length === 0 ? undefined : search(inText);
    const bytes = read(file.path);
    if (bytes === undefined || searched?.mayMatch(bytes.toString('latin1')) === false) return undefined;
    const restored = readJournal(bytes.toString());
    if ('unreadable' in restored || !hasReply(restored.conversation)) return undefined;
    const line = searched?.match(restored);
    if (searched !== undefined && line === undefined) return undefined;
    const { id, title, turns } = sessionInfo(file, restored);
    return {
      file,
      label: title || id,
      detail: `${id}, ${when}, ${formatTurns(turns)}`,
      preview: previewOf(restored, line?.map(({ text }) => text).join('')),
    };
  }

  return function* find(query: string): Generator<SessionItem | undefined> {
    const words = query.split(/\s+/).filter((word) => word !== '');
    const search = memo(searchFor);
    let since = clock();
    for (const file of files) {
      const item = itemFor(file, words, search);
      if (item !== undefined) yield item;
      if (clock() - since < SLICE_MS) continue;
      yield undefined;
      since = clock();
    }
  };
}

const searchFor = (words: readonly string[]) => createSearch(words, MAX_LINE);

/** Words are nearly always searched for in all files alike. */
function memo<T>(make: (words: readonly string[]) => T): (words: readonly string[]) => T {
  const made = new Map<string, T>();
  return (words) => {
    const key = words.join(' ');
    const value = made.get(key) ?? make(words);
    made.set(key, value);
    return value;
  };
}

function previewOf({ conversation }: Restored, line: string | undefined): string[] {
  const turn = answeredTurns(conversation).at(-1) ?? [];
  const reply = turn.findLast((entry) => entry.type === 'reply');
  const said = reply?.type === 'reply' ? textOf(reply.reply.content).trimStart() : '';
  const prompt = titleOf(undefined, turn, MAX_LINE);
  return [`> ${prompt}`, line === undefined || line === prompt ? said.slice(0, MAX_LINE) : line];
}
