/** A text as its reader decodes it. Its code unit `i` stands for the original from `from[i]` up to `to[i]`. */
export interface DecodedText {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** In JSON, and in the strings that Node prints for an object. */
const ESCAPES = /\\(?:u[\da-f]{4}|x[\da-f]{2}|[^])/gi;
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** One character of UTF-8. */
const PERCENT_CODES =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi;

// What can come in between: line breaks, indentation, the bar between the last lines of a server, and what is removed
// before a text is shown.
const SEPARATORS = /[\s|\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+/g;

/** The text as it is; and decoded from JSON, from JSON in JSON, and from percent codes, where that makes a difference. */
export function decodings(text: string): readonly DecodedText[] {
  const from = Array.from({ length: text.length }, (_, index) => index);
  const plain = { text, from, to: from.map((index) => index + 1) };
  const json = rewrite(plain, ESCAPES, unescape);
  return [plain, json, rewrite(json, ESCAPES, unescape), rewrite(plain, PERCENT_CODES, fromPercentCodes)].filter(
    (decoded, index, all) => all.indexOf(decoded) === index,
  );
}

/** Without separators: a secret is found however it was broken into lines. */
export const compact = (decoded: DecodedText): DecodedText => rewrite(decoded, SEPARATORS, () => '');

export const compactText = (text: string): string => text.replace(SEPARATORS, '');

/** Replaces each match. Returns the same object if there is none. */
function rewrite(decoded: DecodedText, pattern: RegExp, replace: (match: string) => string): DecodedText {
  const { text } = decoded;
  let rest = 0;
  let rewritten = '';
  const from: number[] = [];
  const to: number[] = [];
  const keepUntil = (end: number) => {
    rewritten += text.slice(rest, end);
    for (let i = rest; i < end; i++) {
      from.push(decoded.from[i]!);
      to.push(decoded.to[i]!);
    }
  };
  for (const { 0: match, index } of text.matchAll(pattern)) {
    keepUntil(index);
    rest = index + match.length;
    const replacement = replace(match);
    rewritten += replacement;
    for (let i = 0; i < replacement.length; i++) {
      from.push(decoded.from[index]!);
      to.push(decoded.to[rest - 1]!);
    }
  }
  if (rest === 0) return decoded;
  keepUntil(text.length);
  return { text: rewritten, from, to };
}

function unescape(escape: string): string {
  const code = /^\\[ux]([\da-f]+)$/i.exec(escape)?.[1];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return CONTROLS[escape[1]!] ?? escape.slice(1);
}

function fromPercentCodes(codes: string): string {
  try {
    return decodeURIComponent(codes);
  } catch {
    return codes;
  }
}
