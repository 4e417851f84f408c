/** What was found so far of something that may take a while to search. */
export interface Finder<Item> {
  readonly found: readonly Item[];
  /** Starts over: asks for at least `wanted` items. */
  start(items: Iterable<Item | undefined>, wanted: number): void;
  /** Asks for more, until there are so many. */
  want(wanted: number): void;
  stop(): void;
  /** Whether it is searching, or could find more, or has found everything. */
  status(): 'searching' | 'more' | 'done';
}

/** Takes items until there are enough; at each `undefined` it lets other work go first. */
export function createFinder<Item>(onChange: () => void): Finder<Item> {
  let found: Item[] = [];
  let rest: Iterator<Item | undefined> | undefined;
  let wanted = 0;
  let next: NodeJS.Immediate | undefined;

  function step(): void {
    next = undefined;
    const before = found.length;
    for (;;) {
      const result = rest?.next();
      if (result === undefined || result.done === true) {
        rest = undefined;
        return onChange();
      }
      if (result.value !== undefined) found.push(result.value);
      else break;
    }
    if (found.length < wanted) next = setImmediate(step);
    if (found.length !== before || next === undefined) onChange();
    return undefined;
  }
  function stop(): void {
    clearImmediate(next);
    next = undefined;
    rest = undefined;
  }

  return {
    get found() {
      return found;
    },
    start(items, atLeast) {
      stop();
      found = [];
      wanted = atLeast;
      rest = items[Symbol.iterator]();
      step();
    },
    want(atLeast) {
      wanted = Math.max(wanted, atLeast);
      if (rest !== undefined && next === undefined && found.length < wanted) next = setImmediate(step);
    },
    stop,
    status: () => (rest === undefined ? 'done' : next === undefined ? 'more' : 'searching'),
  };
}
