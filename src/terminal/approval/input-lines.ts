import { count } from '../../core/text/numbers.ts';
import { emptyLines, quoted, visible, visibleLine } from './visible-text.ts';

/** A line that shows a part of an input. */
export type InputLine =
  /** A value that takes one line, with the path to it. */
  | { readonly type: 'value'; readonly key: string; readonly text: string }
  /** Says what the lines below it are; or that there are none at all. */
  | { readonly type: 'heading'; readonly text: string }
  /** A line of a longer text. */
  | { readonly type: 'text'; readonly text: string };

/** No input that makes sense is nested more deeply. */
const MAX_DEPTH = 100;
/** Nobody reads more, and with long keys a small input could take any number. */
const MAX_CHARACTERS = 2_000_000;
/** A list of short values takes one line. */
const MAX_LIST = 60;
/** More empty lines are counted. */
const MAX_EMPTY_LINES = 3;

/**
 * An input as lines: `path.to.key: value` for each value, and one for each line of a longer text. No two inputs have the
 * same lines. `undefined`: it is too large or nested too deeply to be shown.
 */
export function inputLines(input: unknown): readonly InputLine[] | undefined {
  const lines: InputLine[] = [];
  let room = MAX_CHARACTERS;
  const waiting = [{ path: '', depth: 0, value: input }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth, value } = next;
    const own = linesOf(path, value);
    if (own === undefined && depth === MAX_DEPTH) return undefined;
    for (const inner of own === undefined ? innerValues(path, value).toReversed() : []) {
      waiting.push({ ...inner, depth: depth + 1 });
    }
    for (const line of own ?? []) {
      room -= (line.type === 'value' ? line.key.length : 0) + line.text.length + 1;
      if (room < 0) return undefined;
      lines.push(line);
    }
  }
  return lines;
}

/** The lines of a value that has no values in it, or only a few short ones. */
function linesOf(path: string, value: unknown): readonly InputLine[] | undefined {
  if (path === '' && isEmpty(value) && !Array.isArray(value)) return [{ type: 'heading', text: '(no input)' }];
  const key = path === '' ? '(input)' : path;
  if (typeof value === 'string' && value.includes('\n')) return textLines(key, value);
  const text = oneLine(value);
  return text === undefined ? undefined : [{ type: 'value', key, text }];
}

function innerValues(path: string, value: unknown): { readonly path: string; readonly value: unknown }[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, value: item }));
  const lead = path === '' ? '' : `${path}.`;
  return Object.entries(value as object).map(([key, inner]) => ({ path: lead + keyText(key), value: inner }));
}

const keyText = (key: string) => (/^[A-Za-z_$][\w$-]*$/.test(key) ? key : quoted(key));

function oneLine(value: unknown): string | undefined {
  if (typeof value === 'string') return LIKE_ANOTHER_TYPE.test(value) ? quoted(value) : visible(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isEmpty(value)) return Array.isArray(value) ? '[]' : '{}';
  return Array.isArray(value) ? shortList(value) : undefined;
}

/** Strings that could be taken for something else, if only by people. */
const LIKE_ANOTHER_TYPE = /^(?:|["[{].*|[+-]?\.?\d[\w.+-]*|true|false|null|undefined|nan|[+-]?infinity)$/is;

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function shortList(items: readonly unknown[]): string | undefined {
  if (items.length > MAX_LIST || items.some(isLong)) return undefined;
  const list = `[${items.map((item) => (typeof item === 'string' ? quoted(item) : String(item))).join(', ')}]`;
  return list.length > MAX_LIST ? undefined : list;
}

function isLong(item: unknown): boolean {
  if (typeof item === 'string') return item.length > MAX_LIST || item.includes('\n');
  return typeof item === 'object' && item !== null;
}

/** A text of several lines as a block. Whether it ends with a line break is said where that is unusual. */
function textLines(key: string, text: string): InputLine[] {
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  const amount = `${count(lines.length)} ${lines.length === 1 ? 'line' : 'lines'}`;
  const heading = `${key} (${amount}${isEnded ? '' : ', no line break at the end'}):`;
  return [
    { type: 'heading', text: heading },
    ...foldEmpty(lines).map((line) => ({ type: 'text', text: line }) as const),
  ];
}

/** Many empty lines could move what comes after them out of sight. */
function foldEmpty(lines: readonly string[]): string[] {
  const shown: string[] = [];
  let empty = 0;
  const endRun = () => {
    shown.push(...(empty > MAX_EMPTY_LINES ? [emptyLines(empty)] : Array.from({ length: empty }, () => '')));
    empty = 0;
  };
  for (const line of lines) {
    if (line === '') empty++;
    else {
      endRun();
      shown.push(visibleLine(line));
    }
  }
  endRun();
  return shown;
}
