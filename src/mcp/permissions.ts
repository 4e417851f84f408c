import type { ToolOrigin } from '../core/reply/tool-types.ts';
import { meaningOf, type PatternMeaning, type ServerTools } from './tool-pattern.ts';

/** Whether a tool may run. `pattern`: a pattern allows it; `always`: the user did, until the program exits. */
export type Permission =
  | { readonly type: 'ask' }
  | { readonly type: 'always' }
  | { readonly type: 'pattern'; readonly pattern: string };

/** A pattern that allows nothing, because of what it means. */
export interface IdlePattern {
  readonly pattern: string;
  readonly meaning: Exclude<PatternMeaning, { readonly type: 'tools' }>;
}

/** Which tools may run without asking. */
export interface Permissions {
  of(origin: ToolOrigin): Permission;
  /** Allows a tool until the program exits. */
  allow(origin: ToolOrigin): void;
  /** From now on, the user is asked again. */
  revoke(origin: ToolOrigin): void;
  readonly idle: readonly IdlePattern[];
}

export function createPermissions(patterns: readonly string[], servers: readonly ServerTools[]): Permissions {
  const permissions = new Map<string, Permission>();
  const idle: IdlePattern[] = [];
  for (const pattern of patterns) {
    const meaning = meaningOf(pattern, servers);
    if (meaning.type !== 'tools') idle.push({ pattern, meaning });
    // The first pattern that allows a tool is the one that is told.
    else
      for (const tool of meaning.tools)
        permissions.set(keyOf(tool), permissions.get(keyOf(tool)) ?? { type: 'pattern', pattern });
  }
  return {
    of: (origin) => permissions.get(keyOf(origin)) ?? { type: 'ask' },
    allow: (origin) => void permissions.set(keyOf(origin), { type: 'always' }),
    revoke: (origin) => void permissions.delete(keyOf(origin)),
    idle,
  };
}

const keyOf = ({ server, tool }: ToolOrigin) => JSON.stringify([server, tool]);
