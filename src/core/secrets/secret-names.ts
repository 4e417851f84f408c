const SECRET_NAME = /key|token|secret|pass(?:w|phrase|[_-]|$)|pwd|auth(?!ors?\b)|cookie|credential|session|signature/i;

/** Whether a header, a variable or a flag with this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !/ratelimit|tokens$/i.test(name);
}

/** Words, numbers, paths and addresses: what a setting is if it is no secret. */
const PLAIN = /^(?:[a-z]+|[\d.:]+|(?:~|\.{0,2})[\\/].*|[a-z]:\\.*|[a-z]+\/[a-z.+*-]+(?:[,;].*)?|https?:\/\/[^@?]*)$/i;

/** Whether the value of a setting may be one, going by its name or else by its looks. */
export function mayBeSecret(name: string, value: string): boolean {
  return isSecretName(name) || !PLAIN.test(value);
}
