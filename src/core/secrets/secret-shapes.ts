import { withoutPasswords } from './url-password.ts';

/** Keys that say what they are. */
const KEYS =
  /sk-ant-[\w-]+|\b(?:sk-|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hf_)[\w-]{16,}|\bA[KS]IA[A-Z\d]{16}|\bAIza[\w-]{30,}|\beyJ[\w-]{8,999}\.[\w-]{8,}(?:\.[\w-]*)?/g;

/** `Bearer`, and what follows it. */
const SCHEMES = /\b((?:Bearer|Basic)(?:\s+|%20))([\w.~+/=-]+)/gi;

/** A name that announces a secret, and what it announces: `x-api-key: abc`, `"token":"abc"`, `?api_key=abc`. */
const NAMED =
  /((?:api[-_]?key|secret|password|passwd|token|authorization)["'\\]*\s{0,9}[:=]\s{0,9}["'\\]*)([^\s"'\\,;&<>]+)/gi;
const COOKIES = /(\bcookie["'\\]*\s{0,9}[:=]\s{0,9}["'\\]*)([^\n"'\\]+)/gi;

/**
 * Hides what looks like a secret though nobody has said that it is one: a gateway can quote a key of its own. The words
 * of a sentence, as in "invalid x-api-key: missing", stay.
 */
export function maskShapes(text: string): string {
  return withoutPasswords(text)
    .replace(KEYS, MASK)
    .replace(SCHEMES, hideValue(/[^a-z.]|.{16}/i))
    .replace(NAMED, hideValue(/\d|.{16}/))
    .replace(COOKIES, hideValue(/=/));
}

export const MASK = '***';

/** Hides a value of at least six characters in which there is this. */
const hideValue =
  (sign: RegExp) =>
  (all: string, before: string, value: string): string =>
    value.length >= 6 && sign.test(value) ? before + MASK : all;
