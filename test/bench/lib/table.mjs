import { median, spread } from './statistics.mjs';

/**
 * One line of the table. With `theirs` the goal is a ratio of medians, without it a limit in the finding's unit.
 * @typedef {object} Finding
 * @property {string} what
 * @property {number[]} ours
 * @property {string} [against] the program that `theirs` belongs to
 * @property {number[]} [theirs]
 * @property {'ms' | 'MB'} unit
 * @property {number} [goal] absent: only for comparison
 */

const columns = ['', 'claude-stream', 'compared with', '', 'ratio', 'goal', ''];
const leftAligned = new Set([0, 2, 6]);

/** @param {Finding[]} findings */
export function table(findings) {
  const lines = [columns, ...findings.map(cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (leftAligned.has(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** @param {Finding} finding with a goal */
export function isMet({ ours, theirs, goal }) {
  return value(ours, theirs) <= goal;
}

/** Whether the runs differ enough that another run of the bench could give a different result. */
export function isNoisy({ ours, theirs = [] }) {
  return [ours, theirs].some((values) => spread(values) > median(values) * 0.15);
}

function cells(finding) {
  const { what, ours, against = '', theirs, unit, goal } = finding;
  return [
    what,
    amount(ours, unit),
    against,
    theirs ? amount(theirs, unit) : '',
    theirs ? `${value(ours, theirs).toFixed(2)}x` : '',
    goal === undefined ? '' : `<= ${theirs ? `${goal.toFixed(2)}x` : `${goal} ${unit}`}`,
    goal === undefined ? '' : `${isMet(finding) ? 'met' : 'MISSED'}${isNoisy(finding) ? ' (noisy)' : ''}`,
  ];
}

function value(ours, theirs) {
  return theirs ? median(ours) / median(theirs) : median(ours);
}

function amount(values, unit) {
  const digits = median(values) < 100 ? 1 : 0;
  return `${median(values).toFixed(digits)} ± ${spread(values).toFixed(digits)} ${unit}`;
}
