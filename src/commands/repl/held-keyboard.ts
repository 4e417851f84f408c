import type { KeyboardOwner } from '../../runtime/screen/markdown-writer.ts';

/** For the replies of the REPL, which has the keys all the time. */
export const HELD: KeyboardOwner = { take: () => {}, release: () => {} };
