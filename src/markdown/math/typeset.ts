import { aligned, beside, EMPTY, fenced, framed, isFlat, line, stacked, type Box } from './boxes.ts';
import { flatFraction, ONE_CHARACTER } from './fractions.ts';
import { lowered, raised } from './scripts.ts';
import { blankBetween, type Edge } from './spacing.ts';
import type { AtomClass } from './symbols.ts';
import type { List, Node } from './tex-nodes.ts';
import { Uncertain } from './tex-tokens.ts';
import { typesetTable } from './typeset-table.ts';

/** How a list is set: in one row or in several, and whether as a script, without blanks. */
export interface Style {
  readonly isFlat: boolean;
  readonly isScript: boolean;
}

/** A node, set. Its edges decide on the blanks around it. */
interface Item {
  readonly box: Box;
  readonly left: Edge;
  readonly right: Edge;
  /** A fraction in one row needs parentheses next to what it could be multiplied with. */
  readonly isFraction?: boolean;
}

const SCRIPT: Style = { isFlat: true, isScript: true };

/** Sets nodes beside each other. Throws `Uncertain` if there is no certain form. */
export function typeset(list: List, style: Style): Box {
  const items = flattened(list).map((node) => item(node, style));
  const boxes: Box[] = [];
  let before: Item | undefined;
  let bars = 0;
  for (const [at, one] of items.entries()) {
    // A sign is no operator between two operands; one bar of two opens, the other closes.
    const isSign =
      one.left === 'bin' && (before === undefined || /^(?:bin|rel|open|op|limited|punct)$/.test(before.right));
    const isLast = at === items.length - 1;
    let { left, right } = one;
    if (one.left === 'bin' && (isSign || isLast)) [left, right] = ['ord', 'open'];
    if (one.box.rows[0] === '|' || one.box.rows[0] === '‖') {
      bars++;
      right = bars % 2 === 1 ? 'open' : 'close';
    }
    // TeX has a thin space before `log` in `1/log n`, a whole one would split the quotient.
    const blank =
      before === undefined || before.box.rows[0] === '/' ? '' : blankBetween(before.right, left, style.isScript);
    // A sign would look like a part of the bar.
    const isAtBar = one.left === 'fraction' && !isFlat(one.box) && before?.left === 'ord' && before.right === 'open';
    if (isAtBar || (blank !== '' && !endsBlank(boxes.at(-1)))) boxes.push(line(' '));
    boxes.push(enclosed(one, before, items[at + 1]));
    before = { ...one, left, right };
  }
  return boxes.length === 0 ? EMPTY : beside(boxes);
}

const endsBlank = (box: Box | undefined) => box === undefined || (isFlat(box) && /(?:^| )$/.test(box.rows[0]!));

/** Groups show only as the base of scripts and in arguments: elsewhere what is in them stands beside the rest. */
function flattened(list: List): Node[] {
  return list.flatMap((node) => (node.type === 'group' ? flattened(node.body) : [node]));
}

/** A fraction in one row, in parentheses if it would otherwise take in its neighbour. */
function enclosed({ box, isFraction }: Item, before: Item | undefined, next: Item | undefined): Box {
  if (isFraction !== true) return box;
  const isFactor =
    /^(?:ord|close|op|fraction)$/.test(before?.right ?? '') || /^(?:ord|open|op|fraction)$/.test(next?.left ?? '');
  return isFactor ? parenthesized(box) : box;
}

const parenthesized = (box: Box) => beside([line('('), box, line(')')]);

function item(node: Node, style: Style): Item {
  switch (node.type) {
    case 'symbol': {
      return { box: line(node.text), ...edgesOf(node.kind) };
    }
    case 'text':
      return ord(line(node.text));
    case 'space':
      return {
        box: line(' '.repeat(style.isScript ? Math.min(1, node.columns) : node.columns)),
        left: 'space',
        right: 'space',
      };
    case 'group':
      return ord(typeset(node.body, style));
    case 'scripts':
      return scripts(node, style);
    case 'fraction':
      return fraction(node.top, node.bottom, style);
    case 'binomial':
      return ord(binomial(node.top, node.bottom, style));
    case 'root':
      return ord(root(node.index, node.body, style));
    case 'accent':
      return ord(accented(node.mark, node.isWide, node.body));
    case 'boxed': {
      const box = typeset(node.body, style);
      return style.isFlat ? ord(box) : ord(framed(box));
    }
    case 'arrow': {
      const above = flat(node.above);
      return { box: line(above === '' ? node.arrow : `─${above}${node.arrow}`), left: 'rel', right: 'rel' };
    }
    case 'fenced':
      return { box: fenced(node.open, typeset(node.body, style), node.close), left: 'open', right: 'close' };
    default:
      return ord(typesetTable(node.table, style.isFlat, (cell) => typeset(cell, style)));
  }
}

const ord = (box: Box): Item => ({ box, left: 'ord', right: 'ord' });
const flat = (list: List) => typeset(list, SCRIPT).rows[0]!;

function edgesOf(kind: AtomClass): { readonly left: Edge; readonly right: Edge } {
  if (kind === 'big' || kind === 'integral') return { left: 'op', right: 'limited' };
  return kind === 'function' ? { left: 'op', right: 'op' } : { left: kind, right: kind };
}

function scripts({ base, sub, sup }: Extract<Node, { type: 'scripts' }>, style: Style): Item {
  const below = sub && flat(sub);
  const above = sup && flat(sup);
  const low = below === undefined ? '' : lowered(below);
  const high = above === undefined ? '' : raised(above);
  const set = item(base, style);
  const isOperator = base.type === 'symbol' && /^(?:big|integral|function)$/.test(base.kind);
  const areMapped = low !== undefined && high !== undefined;
  if (isOperator && !areMapped && !style.isFlat) {
    const limits = [above, base.text, below].filter((text) => text !== undefined);
    return { left: 'op', right: 'limited', box: stacked(limits.map(line), above === undefined ? 0 : 1) };
  }
  if (!isFlat(set.box))
    return { ...set, box: beside([set.box, corners(set.box, high ?? above ?? '', low ?? below ?? '')]) };
  // Of two scripts, one is not set in small characters and the other on the line.
  const end = areMapped
    ? low + high
    : (below === undefined ? '' : `_${grouped(below)}`) + (above === undefined ? '' : `^${grouped(above)}`);
  const right = set.right === 'bin' ? 'ord' : set.right === 'op' && end.endsWith(')') ? 'limited' : set.right;
  return { left: set.left, right, box: beside([based(base, set), line(end)]) };
}

/** Scripts at the corners of a tall base. */
function corners({ rows, base }: Box, above: string, below: string): Box {
  const [high, low] = [line(above), line(below)];
  const width = Math.max(high.width, low.width);
  const last = rows.length - 1;
  const cell = (row: number) => (row === 0 ? high : row === last ? low : EMPTY);
  return { rows: rows.map((_, row) => aligned(cell(row), width, 'left').rows[0]!), base, width };
}

/** The base of scripts, in parentheses where they would seem to belong to its end. */
function based(base: Node, { box, isFraction }: Item): Box {
  if (base.type === 'table' && box.rows[0]!.startsWith('{ ')) throw new Uncertain('scripts at an open brace');
  return isFraction === true || base.type === 'root' ? parenthesized(box) : box;
}

/** A script on the line, as in "nearly plain text" (Unicode Technical Note 28): `x_(a+b)`. */
function grouped(text: string): string {
  return /^(?:.|\([^()]*\))\p{M}*$/u.test(text) ? text : `(${text})`;
}

function fraction(top: List, bottom: List, style: Style): Item {
  const above = typeset(top, style);
  const below = typeset(bottom, style);
  const one = isFlat(above) && isFlat(below) ? ONE_CHARACTER[`${above.rows[0]}/${below.rows[0]}`] : undefined;
  if (one !== undefined) return ord(line(one));
  if (style.isFlat) {
    const text = flatFraction(top, above.rows[0]!, below.rows[0]!);
    return { box: line(text), left: 'fraction', right: 'fraction', isFraction: true };
  }
  const bar = line('─'.repeat(Math.max(above.width, below.width) + 2));
  return { box: stacked([above, bar, below], 1), left: 'fraction', right: 'fraction' };
}

function binomial(top: List, bottom: List, style: Style): Box {
  if (style.isFlat) return line(`C(${flat(top)}, ${flat(bottom)})`);
  const above = typeset(top, style);
  return fenced('(', stacked([above, typeset(bottom, style)], 0), ')');
}

function root(index: List | undefined, body: List, style: Style): Box {
  const inner = typeset(body, style);
  const sign = rootSign(index === undefined ? '' : flat(index));
  if (!isFlat(inner)) return beside([line(sign), fenced('(', inner, ')')]);
  return beside([line(sign), /^(?:\p{L}|[\d.]+)$/u.test(inner.rows[0]!) ? inner : parenthesized(inner)]);
}

function rootSign(degree: string): string {
  if (degree === '' || degree === '2') return '√';
  if (degree === '3') return '∛';
  if (degree === '4') return '∜';
  const index = raised(degree);
  if (index === undefined) throw new Uncertain('the degree of a root');
  return `${index}√`;
}

function accented(mark: string, isWide: boolean, body: List): Box {
  const text = flat(body).replace(/ı/g, 'i').replace(/ȷ/g, 'j');
  const characters = Array.from(text);
  if (characters.length === 0 || (!isWide && characters.length > 1))
    throw new Uncertain('a mark above several characters');
  return line(characters.map((character) => (character + mark).normalize()).join(''));
}
