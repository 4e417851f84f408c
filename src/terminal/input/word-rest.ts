/** Drops the rest of a word whose first letter was an answer already: people type `yes` and Enter, not `y`. */
export interface WordRest<Input> {
  /** What comes from now on may be this; it is no longer what was expected before. Returns what was taken for that. */
  expect(rest: string): readonly Input[];
  /** What of an input, and of those held back before it, was meant for somebody; nothing while that is not known. */
  pass(input: Input): readonly Input[];
}

export function createWordRest<Input>(chordOf: (input: Input) => string): WordRest<Input> {
  let rest: string | undefined;
  let held: readonly Input[] = [];
  function end(): readonly Input[] {
    const inputs = held;
    rest = undefined;
    held = [];
    return inputs;
  }

  return {
    expect(next) {
      const inputs = end();
      rest = next === '' ? undefined : next;
      return inputs;
    },
    pass(input) {
      if (rest === undefined) return [input];
      const chord = chordOf(input).toLowerCase();
      if (chord === 'enter' && (held.length === 0 || held.length === rest.length)) {
        end();
        return [];
      }
      if (chord !== rest[held.length]) return [...end(), input];
      held = [...held, input];
      return [];
    },
  };
}
