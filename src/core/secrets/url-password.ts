/**
 * The start of a URL up to its slashes. Where browsers know the scheme, they do without slashes, and take a backslash for
 * one. A redirect may leave out the scheme.
 */
const START = /(?:https?|wss?|ftp):[\\/]*|[a-z][a-z\d+.-]{0,30}:\/\/|^[\\/]{2}/gi;

/** Where a longer URL goes on, it is not searched for a password. */
const MAX_LENGTH = 2000;

/** A URL without user names and passwords. What is no URL stays as it is. */
export function withoutPassword(url: string): string {
  let [rest, shown] = [0, ''];
  for (const { from, to } of credentialsIn(url)) {
    shown += url.slice(rest, from);
    rest = to;
  }
  return shown + url.slice(rest);
}

/** A text without the user names and passwords of the URLs in it. */
export function withoutPasswords(text: string): string {
  return text.includes('@') ? text.replace(/[^\s"'`<>]+/g, withoutPassword) : text;
}

/** The user names and passwords of the URLs in a text, as they are written there: `user:password`. */
export const passwordsIn = (text: string): readonly string[] =>
  credentialsIn(text).map(({ from, to }) => text.slice(from, to - 1));

interface Place {
  readonly from: number;
  /** After the `@`. */
  readonly to: number;
}

function credentialsIn(text: string): Place[] {
  if (!text.includes('@')) return [];
  const places: Place[] = [];
  for (const { 0: start, index } of text.matchAll(START)) {
    const from = index + start.length;
    if (from < (places.at(-1)?.to ?? 0)) continue;
    const length = credentialsLength(start, text.slice(from, from + MAX_LENGTH));
    if (length > 0) places.push({ from, to: from + length });
  }
  return places;
}

/** The length of the user name and password after the start of a URL, with the `@`. */
function credentialsLength(start: string, rest: string): number {
  if (!rest.includes('@')) return 0;
  const [authority] = /^[^\\/?#]*/.exec(rest)!;
  const end = authority.lastIndexOf('@') + 1;
  // A slash in a password must be encoded. Where it is not, this is no URL, but still a password.
  return end > 0 || URL.canParse(start + rest, 'http://host') ? end : rest.lastIndexOf('@') + 1;
}
