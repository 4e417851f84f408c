import { describe, expect, it } from 'vitest';
import { parseStyled, plainText, renderRuns } from '../../../src/markdown/layout/styled.ts';

const run = (text: string, codes: readonly string[] = [], link = '') => ({ text, style: { codes, link } });
const link = (target: string, text: string) => `\u001b]8;${target}\u001b\\${text}\u001b]8;;\u001b\\`;

describe('styled text as runs', () => {
  it.each([
    ['', []],
    ['plain', [run('plain')]],
    ['\u001b[1ma\u001b[22m b', [run('a', ['1']), run(' b')]],
    ['\u001b[1m\u001b[3ma\u001b[23mb', [run('a', ['1', '3']), run('b', ['1'])]],
    ['\u001b[1m\u001b[1ma', [run('a', ['1'])]],
    ['\u001b[1m\u001b[2ma\u001b[22mb', [run('a', ['1', '2']), run('b')]],
    ['\u001b[4ma\u001b[24mb', [run('a', ['4']), run('b')]],
    ['\u001b[7ma\u001b[27mb', [run('a', ['7']), run('b')]],
    ['\u001b[8ma\u001b[28mb', [run('a', ['8']), run('b')]],
    ['\u001b[9ma\u001b[29mb', [run('a', ['9']), run('b')]],
    ['\u001b[53ma\u001b[55mb', [run('a', ['53']), run('b')]],
    ['\u001b[31m\u001b[42ma\u001b[39mb\u001b[49mc', [run('a', ['31', '42']), run('b', ['42']), run('c')]],
    ['\u001b[91m\u001b[102ma\u001b[39mb\u001b[49mc', [run('a', ['91', '102']), run('b', ['102']), run('c')]],
    ['\u001b[38;5;9ma\u001b[39mb', [run('a', ['38;5;9']), run('b')]],
    ['\u001b[48;2;1;2;3ma\u001b[49mb', [run('a', ['48;2;1;2;3']), run('b')]],
    ['\u001b[1m\u001b[31ma\u001b[0mb', [run('a', ['1', '31']), run('b')]],
    ['\u001b[1ma\u001b[mb', [run('a', ['1']), run('b')]],
    [link('id=1;http://a', 'b') + 'c', [run('b', [], 'id=1;http://a'), run('c')]],
    [link('id=1;http://a', '\u001b[1mb') + 'c', [run('b', ['1'], 'id=1;http://a'), run('c', ['1'])]],
  ])('%j', (text, runs) => {
    expect(parseStyled(text)).toEqual(runs);
    expect(plainText(text)).toBe(runs.map((one) => one.text).join(''));
  });
});

const OPEN = '1 2 3 4 7 8 9 53 30 37 38;5;8 38;2;1;2;3 90 97 40 47 48;5;9 100 107'.split(' ');

it.each([
  ['22', '1 2'],
  ['23', '3'],
  ['24', '4'],
  ['27', '7'],
  ['28', '8'],
  ['29', '9'],
  ['55', '53'],
  ['39', '30 37 38;5;8 38;2;1;2;3 90 97'],
  ['49', '40 47 48;5;9 100 107'],
])('the code %s ends %s, and nothing else', (code, ended) => {
  const all = OPEN.map((one) => `\u001b[${one}m`).join('');
  const left = OPEN.filter((one) => !ended.split(' ').includes(one));
  expect(parseStyled(`${all}\u001b[${code}ma`)).toEqual([run('a', left)]);
});

describe('runs as a row', () => {
  it.each([
    [[], ''],
    [[run('a')], 'a'],
    [[run('a', ['1'])], '\u001b[1ma\u001b[0m'],
    [[run('a', ['1']), run('b', ['1'])], '\u001b[1mab\u001b[0m'],
    [[run('a', ['1']), run('b', ['1', '3'])], '\u001b[1ma\u001b[3mb\u001b[0m'],
    [[run('a', ['1', '3']), run('b', ['1'])], '\u001b[1m\u001b[3ma\u001b[0m\u001b[1mb\u001b[0m'],
    [[run('a', ['1']), run('b', ['3'])], '\u001b[1ma\u001b[0m\u001b[3mb\u001b[0m'],
    [[run('a', [], 'id=1;x'), run('b')], `${link('id=1;x', 'a')}b`],
    [[run('a', [], 'id=1;x'), run('b', [], 'id=1;x')], link('id=1;x', 'ab')],
    [[run('a', [], 'id=1;x'), run('b', [], 'id=2;y')], link('id=1;x', 'a') + link('id=2;y', 'b')],
    [
      [run('a', ['1'], 'id=1;x'), run('b', ['3'], 'id=1;x')],
      '\u001b[1m\u001b]8;id=1;x\u001b\\a\u001b[0m\u001b[3mb\u001b]8;;\u001b\\\u001b[0m',
    ],
    [[run('a', ['1'], 'id=1;x')], '\u001b[1m\u001b]8;id=1;x\u001b\\a\u001b]8;;\u001b\\\u001b[0m'],
  ])('%j', (runs, row) => {
    expect(renderRuns(runs)).toBe(row);
  });
});
