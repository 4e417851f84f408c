/** Roughly, over languages and code. */
const CHARACTERS_PER_TOKEN = 4;

/** The tokens of a text that the server has not counted. */
export const estimateTokens = (characters: number): number => Math.round(characters / CHARACTERS_PER_TOKEN);
