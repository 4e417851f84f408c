/** A key as it was pressed. */
export interface Key {
  /** The modifiers in this order, then the name: `ctrl-alt-shift-left`. For a key that types, the text it types. */
  readonly chord: string;
  /** The text it types; empty for any other key. */
  readonly text: string;
}

/** The bindings of Emacs and readline. */
const BINDINGS = {
  left: 'left',
  'ctrl-b': 'left',
  right: 'right',
  'ctrl-f': 'right',
  'alt-b': 'word-left',
  'ctrl-left': 'word-left',
  'alt-left': 'word-left',
  'alt-f': 'word-right',
  'ctrl-right': 'word-right',
  'alt-right': 'word-right',
  home: 'line-start',
  'ctrl-a': 'line-start',
  end: 'line-end',
  'ctrl-e': 'line-end',
  'alt-<': 'text-start',
  'ctrl-home': 'text-start',
  'alt->': 'text-end',
  'ctrl-end': 'text-end',
  up: 'up',
  'ctrl-p': 'up',
  down: 'down',
  'ctrl-n': 'down',

  backspace: 'delete-left',
  'shift-backspace': 'delete-left',
  delete: 'delete-right',
  'ctrl-d': 'delete-right-or-end',
  'ctrl-k': 'kill-line-right',
  'ctrl-u': 'kill-line-left',
  'ctrl-w': 'kill-long-word-left',
  'alt-d': 'kill-word-right',
  'ctrl-delete': 'kill-word-right',
  'alt-delete': 'kill-word-right',
  'alt-backspace': 'kill-word-left',
  'ctrl-backspace': 'kill-word-left',
  'ctrl-y': 'yank',
  'alt-y': 'yank-older',

  'ctrl-t': 'transpose',
  'alt-u': 'upper-case',
  'alt-l': 'lower-case',
  'alt-c': 'capitalize',
  'ctrl-_': 'undo',
  'ctrl-x ctrl-u': 'undo',

  enter: 'enter',
  'alt-enter': 'newline',
  'shift-enter': 'newline',
  'ctrl-j': 'newline',
  tab: 'complete',
  'ctrl-r': 'search',
  'ctrl-s': 'search',

  'ctrl-c': 'interrupt',
  'ctrl-z': 'suspend',
  'ctrl-l': 'clear-screen',
  'ctrl-x': 'prefix',
  'ctrl-x ctrl-e': 'edit-externally',
} as const;

const SEARCH_BINDINGS = {
  'ctrl-r': 'older',
  'ctrl-s': 'newer',
  backspace: 'delete-left',
  'ctrl-g': 'cancel',
  'ctrl-c': 'cancel',
  escape: 'accept',
} as const;

/** What a key can do to the text. */
export type Command = (typeof BINDINGS)[keyof typeof BINDINGS];

/** What a key can do to a search through the history. */
export type SearchCommand = (typeof SEARCH_BINDINGS)[keyof typeof SEARCH_BINDINGS];

const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries(BINDINGS));
const SEARCH_COMMANDS: ReadonlyMap<string, SearchCommand> = new Map(Object.entries(SEARCH_BINDINGS));

/** The command bound to a key, if any; `prefixed` says that the key before it was Ctrl-X. */
export function commandOf({ chord }: Key, prefixed: boolean): Command | undefined {
  return COMMANDS.get(prefixed ? `ctrl-x ${chord}` : chord);
}

/** The command bound to a key during a search, if any. */
export const searchCommandOf = ({ chord }: Key): SearchCommand | undefined => SEARCH_COMMANDS.get(chord);
