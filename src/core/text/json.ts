import { sanitizeJson } from './sanitize.ts';

/** JSON for programs, indented, that a terminal can be shown too. */
export const jsonText = (value: unknown): string => `${sanitizeJson(JSON.stringify(value, undefined, 2))}\n`;
