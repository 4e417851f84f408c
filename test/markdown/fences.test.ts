import { expect, it } from 'vitest';
import { fencesOf } from '../../src/markdown/fences.ts';

it.each([
  ['```js\na\n\nb\n```\n', [['js', 'a\n\nb\n']]],
  ['```js {1,2}\na\n```', [['js', 'a\n']]],
  ['~~~\na', [['', 'a']]],
  ['~~~\n~~~', [['', '']]],
  ['> ```js\n> a\nb', [['js', 'a\n']]],
  ['- ```\n  a\r\n  ```', [['', 'a\r\n']]],
  [
    '```a\n1\n```\ntext\n```b\n2\n```',
    [
      ['a', '1\n'],
      ['b', '2\n'],
    ],
  ],
  [
    '```a\n```\n```b\n2',
    [
      ['a', ''],
      ['b', '2'],
    ],
  ],
  ['    code\n\n```\n    a\n```', [['', '    a\n']]],
  ['text ``` text', []],
  ['', []],
])('the fences of %j', (text, fences) => {
  expect(fencesOf(text)).toEqual(fences.map(([language, code]) => ({ language, code })));
});
