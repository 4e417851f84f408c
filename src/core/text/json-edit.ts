/** A member of the outermost object of a JSON text. */
interface Member {
  readonly key: string;
  /** Where its key begins, its value begins, and it ends. */
  readonly from: number;
  readonly value: number;
  readonly to: number;
}

/** Strings, single characters of punctuation, and all else between blanks. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Sets a member of the object in a JSON text, which has to be valid, and leaves all else as it is written. */
export function setMember(json: string, key: string, value: unknown): string {
  const members = membersOf(json);
  // Of the same key twice, the last one counts.
  const same = members.findLast((member) => member.key === key);
  if (same !== undefined) {
    const text = valueText(value, indentOf(json, same.from));
    return json.slice(0, same.value) + text + json.slice(same.to);
  }
  const last = members.at(-1);
  if (last === undefined) {
    const open = json.indexOf('{');
    const member = `\n  ${JSON.stringify(key)}: ${valueText(value, '  ')}\n`;
    return json.slice(0, open + 1) + member + json.slice(json.lastIndexOf('}'));
  }
  const blanks = /\s*$/.exec(json.slice(0, last.from))![0];
  const text = valueText(value, indentOf(json, last.from));
  // A member that begins on the line of its brace has no blanks before it that another could begin with.
  const before = members.length === 1 && blanks === '' ? ' ' : blanks;
  return `${json.slice(0, last.to)},${before}${JSON.stringify(key)}: ${text}${json.slice(last.to)}`;
}

/** Removes a member, however often it is there, with the comma and the blanks that belong to it. */
export function removeMember(json: string, key: string): string {
  const members = membersOf(json);
  const index = members.findLastIndex((member) => member.key === key);
  if (index === -1) return json;
  const [before, member, after] = [members[index - 1], members[index]!, members[index + 1]];
  const alone = { from: json.indexOf('{') + 1, to: json.lastIndexOf('}') };
  const first = after === undefined ? alone : { from: member.from, to: after.from };
  const { from, to } = before === undefined ? first : { from: before.to, to: member.to };
  return removeMember(json.slice(0, from) + json.slice(to), key);
}

function membersOf(json: string): readonly Member[] {
  /** By where they begin. */
  const members = new Map<number, Member>();
  let depth = 0;
  let key: RegExpExecArray | undefined;
  for (const token of json.matchAll(TOKEN)) {
    const [text] = token;
    if (text === '}' || text === ']') depth--;
    if (depth === 1 && text === ',') key = undefined;
    else if (depth === 1 && key === undefined) key = token;
    else if (depth === 1 && key !== undefined && text !== ':') {
      // Of an object or array, the first and the last token.
      const { index: from, 0: quoted } = key;
      const value = members.get(from)?.value ?? token.index;
      members.set(from, { key: JSON.parse(quoted) as string, from, value, to: token.index + text.length });
    }
    if (text === '{' || text === '[') depth++;
  }
  return [...members.values()];
}

/** The blanks at the start of the line, if nothing else is before the place; `undefined`: something is. */
function indentOf(json: string, place: number): string | undefined {
  return /\n([ \t]*)$/.exec(json.slice(0, place))?.[1];
}

/** On one line, where the text around it is. */
function valueText(value: unknown, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value);
  return JSON.stringify(value, undefined, indent).replaceAll('\n', `\n${indent}`);
}
