/** Blocks of Markdown without end, in which no word occurs twice: what is lost or shown again can be counted. */
export function* uniqueBlocks(random: () => number): Generator<string, never> {
  let next = 0;
  const words = (least: number, most: number) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => `w${next++}x`);
  const sentence = (least: number, most: number) => words(least, most).join(' ');
  const cells = () => `| ${words(3, 3).join(' | ')} |`;
  const blocks = [
    () => `${'#'.repeat(1 + Math.floor(random() * 3))} ${sentence(1, 4)}`,
    () => sentence(5, 30),
    () => sentence(20, 60),
    () => `- ${sentence(1, 20)}\n- ${sentence(1, 3)}\n  - ${sentence(1, 20)}\n- ${sentence(10, 40)}`,
    () => `1. ${sentence(1, 30)}\n2. ${sentence(1, 5)}`,
    () => `> ${sentence(10, 40)}`,
    () => `\`\`\`ts\n${sentence(1, 4)}\n${sentence(1, 4)}\n\`\`\``,
    () => `${cells()}\n|---|---|---|\n${cells()}\n${cells()}`,
  ];
  for (;;) yield `${blocks[Math.floor(random() * blocks.length)]!()}\n\n`;
}

export const wordsIn = (text: string): string[] => text.match(/w\d+x/g) ?? [];

/** What is wrong with the words that are shown of those that were sent. */
export interface WordFaults {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly outOfOrder: readonly string[];
}

export const NO_WORD_FAULTS: WordFaults = { lost: [], twice: [], outOfOrder: [] };

export function wordFaults(sent: string, shown: string): WordFaults {
  const wanted = wordsIn(sent);
  const places = new Map(wanted.map((word, place) => [word, place]));
  const there = wordsIn(shown);
  const seen = new Set<string>();
  const twice = there.filter((word) => seen.size === seen.add(word).size);
  return {
    lost: wanted.filter((word) => !seen.has(word)),
    twice,
    outOfOrder: [...seen].filter((word, index, all) => index > 0 && places.get(word)! < places.get(all[index - 1]!)!),
  };
}
