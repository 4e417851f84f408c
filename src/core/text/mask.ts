/** A URL as it may be shown: without a user name and password. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}

/** Hides the given secrets in a log line, and anything that looks like an API key or a bearer token. */
export function maskSecrets(line: string, secrets: readonly (string | undefined)[]): string {
  const known = secrets.filter((secret) => secret !== undefined && secret.length >= 4) as string[];
  const hidden = known.reduce((text, secret) => text.replaceAll(secret, '***'), line);
  return hidden.replace(/sk-ant-[\w-]+/g, '***').replace(/\bBearer\s+[^\s"',]+/gi, 'Bearer ***');
}
