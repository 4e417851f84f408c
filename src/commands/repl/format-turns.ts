export const formatTurns = (turns: number): string => `${turns} ${turns === 1 ? 'turn' : 'turns'}`;
