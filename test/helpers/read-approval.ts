// Reads the rows of an approval prompt back, as a person who knows its marks would: what was shown says what will run.

const ESCAPE = /(·|⇥|\\u([\da-f]{4})|\\u\{([\da-f]+)\})(?:\(×(\d+)\))?/gu;

/** A visible text without its marks and escapes. */
export function unmarked(text: string): string {
  return text.replace(ESCAPE, (_, mark: string, short?: string, long?: string, times = '1') => {
    const code = short ?? long;
    const character =
      code === undefined
        ? mark === '·'
          ? ' '
          : '\t'
        : code === short
          ? String.fromCharCode(parseInt(code, 16))
          : String.fromCodePoint(parseInt(code, 16));
    return character.repeat(Number(times));
  });
}

/** A line of the content: without its bar, and with the rows joined over which it was wrapped. */
export interface ReadLine {
  readonly kind: 'title' | 'value' | 'text';
  readonly text: string;
}

/** The starts of rows, for lines of each kind. */
const STARTS = [
  { kind: 'text', begins: '┃   │ ', continues: '┃↳  │ ' },
  { kind: 'value', begins: '┃   ', continues: '┃↳    ' },
  { kind: 'title', begins: '┃ ', continues: '┃↳' },
] as const;

/** The lines in rows of the content. Throws if a row is none. */
export function readLines(rows: readonly string[]): ReadLine[] {
  const lines: { kind: ReadLine['kind']; text: string }[] = [];
  for (const row of rows) {
    // A blank at the end of a row may be cut off.
    const start = STARTS.find(
      ({ begins, continues }) => `${row} `.startsWith(begins) || `${row} `.startsWith(continues),
    );
    if (start === undefined) throw new Error(`not a row of an approval prompt: ${JSON.stringify(row)}`);
    const last = lines.at(-1);
    if (`${row} `.startsWith(start.begins)) lines.push({ kind: start.kind, text: row.slice(start.begins.length) });
    else if (last?.kind === start.kind) last.text += row.slice(start.continues.length);
    else throw new Error(`continues nothing: ${JSON.stringify(row)}`);
  }
  return lines;
}

/** The input that lines of values and texts show. */
export function readInput(lines: readonly ReadLine[]): unknown {
  const leaves: { path: (string | number)[]; value: unknown }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const { text } = lines[at]!;
    if (text.replace('·', ' ') === '(no input)') return {};
    const { path, rest } = readPath(text);
    // Where a row was wrapped, a blank of the program's own words is a mark, too.
    const block = /^ \(([\d,]+) lines?(, no line break at the end)?\):$/.exec(rest.replaceAll('·', ' '));
    if (block === null) {
      const [colon] = /^: ?/.exec(rest) ?? [];
      if (colon === undefined) throw new Error(`no value in ${JSON.stringify(text)}`);
      leaves.push({ path, value: readValue(rest.slice(colon.length)) });
      continue;
    }
    const texts: string[] = [];
    while (lines[at + 1]?.kind === 'text') {
      at++;
      const empty = /^↵\(×(\d+)\)$/.exec(lines[at]!.text);
      if (empty === null) texts.push(unmarked(lines[at]!.text));
      else texts.push(...Array.from({ length: Number(empty[1]) }, () => ''));
    }
    if (texts.length !== Number(block[1]!.replaceAll(',', ''))) throw new Error('another number of lines');
    leaves.push({ path, value: texts.join('\n') + (block[2] === undefined ? '\n' : '') });
  }
  return built(leaves);
}

const SEGMENT = /\.?(?:\[(\d+)\]|"((?:\\.|[^"\\])*)"|([A-Za-z_$][\w$-]*))/suy;

function readPath(text: string): { path: (string | number)[]; rest: string } {
  if (text.startsWith('(input)')) return { path: [], rest: text.slice('(input)'.length) };
  const path: (string | number)[] = [];
  SEGMENT.lastIndex = 0;
  for (;;) {
    const at = SEGMENT.lastIndex;
    const [, index, inQuotes, plain] = SEGMENT.exec(text) ?? [];
    if (index !== undefined) path.push(Number(index));
    else if (inQuotes !== undefined) path.push(unquoted(inQuotes));
    else if (plain !== undefined) path.push(plain);
    else return { path, rest: text.slice(at) };
  }
}

const unquoted = (text: string) => unmarked(text).replaceAll(/\\(.)/gsu, '$1');

function readValue(text: string): unknown {
  if (text === '{}') return {};
  if (text === '[]') return [];
  if (text.startsWith('"')) return unquoted(text.slice(1, -1));
  if (text.startsWith('[')) {
    const json = text.replaceAll(/"((?:\\.|[^"\\])*)"|·/gsu, (_, inner?: string) =>
      inner === undefined ? ' ' : JSON.stringify(unquoted(inner)),
    );
    return JSON.parse(json);
  }
  return /^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(text) ? JSON.parse(text) : unmarked(text);
}

function built(leaves: readonly { path: readonly (string | number)[]; value: unknown }[]): unknown {
  const root: { value?: unknown } = {};
  for (const { path, value } of leaves) {
    let parent: object = root;
    let key: string | number = 'value';
    for (const next of path) {
      if (!Object.hasOwn(parent, key)) define(parent, key, typeof next === 'number' ? [] : {});
      parent = (parent as Record<string | number, object>)[key]!;
      key = next;
    }
    define(parent, key, value);
  }
  return root.value;
}

// Plain assignment would set the prototype for the key __proto__.
function define(parent: object, key: string | number, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}
