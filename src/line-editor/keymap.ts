/** A key as it was pressed. */
export interface Key {
  /** Its name behind the keys held with it, in this order: `ctrl-alt-shift-left`; for one that types, what it types. */
  readonly chord: string;
  /** What it types; nothing, if it is a command. */
  readonly text: string;
}

/** What the keys of Emacs and readline do. */
const COMMANDS = {
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
  'ctrl-w': 'kill-blank-word-left',
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
  'alt-c': 'capital',
  'ctrl-_': 'undo',
  'ctrl-x ctrl-u': 'undo',

  enter: 'enter',
  'alt-enter': 'newline',
  'shift-enter': 'newline',
  'ctrl-j': 'newline',
  tab: 'complete',
  'ctrl-r': 'search-back',
  'ctrl-s': 'search-forward',

  'ctrl-c': 'interrupt',
  'ctrl-z': 'suspend',
  'ctrl-l': 'clear-screen',
  'ctrl-x': 'prefix',
  'ctrl-x ctrl-e': 'edit-in-editor',
} as const;

export type Command = (typeof COMMANDS)[keyof typeof COMMANDS];

const BY_CHORD: ReadonlyMap<string, Command> = new Map(Object.entries(COMMANDS));

/** What a key does; `prefixed`: Ctrl-X was pressed before it. */
export function commandOf({ chord }: Key, prefixed: boolean): Command | undefined {
  return BY_CHORD.get(prefixed ? `ctrl-x ${chord}` : chord);
}
