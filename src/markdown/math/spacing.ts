import type { SYMBOL_TABLE } from './symbol-table.ts';

/** What one side of a node is to its neighbour; `limited` is an operator behind its limits. */
export type Edge = Exclude<keyof typeof SYMBOL_TABLE, 'big' | 'integral'> | 'op' | 'limited' | 'space' | 'fraction';

/** The blank between two nodes, by TeX's rules; a script has none but behind operators with names. */
export function blankBetween(left: Edge, right: Edge, isScript: boolean): '' | ' ' {
  const isBlank = isScript ? inScript(left, right) : onLine(left, right);
  return isBlank ? ' ' : '';
}

function onLine(left: Edge, right: Edge): boolean {
  if (left === 'space' || right === 'space') return false;
  if (left === 'rel' || right === 'rel') return left !== right;
  if (left === 'bin' || right === 'bin') return true;
  if (left === 'punct') return true;
  if (right === 'op') return /^(?:ord|close|op|inner|fraction)$/.test(left);
  if (left === 'limited') return /^(?:ord|inner|fraction|open|op)$/.test(right);
  if (left === 'op') return /^(?:ord|inner|fraction)$/.test(right);
  if (left === 'inner' || right === 'inner') return right !== 'punct' && right !== 'close' && left !== 'open';
  return left === 'fraction'
    ? /^(?:ord|open|fraction)$/.test(right)
    : right === 'fraction' && /^(?:ord|close)$/.test(left);
}

function inScript(left: Edge, right: Edge): boolean {
  return (/^(?:op|limited)$/.test(left) && right === 'ord') || (left === 'ord' && right === 'op');
}
