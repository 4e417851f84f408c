/** A URL as it may be shown: without a user name and password. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}

/** Hides secrets in a line of a log: the given ones, and whatever looks like a key of the API. */
export function maskSecrets(line: string, secrets: readonly (string | undefined)[]): string {
  const known = secrets.filter((secret) => secret !== undefined && secret.length >= 4) as string[];
  const hidden = known.reduce((text, secret) => text.replaceAll(secret, '***'), line);
  return hidden.replace(/sk-ant-[\w-]+/g, '***').replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer ***');
}
