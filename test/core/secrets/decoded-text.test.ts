import { expect, test } from 'vitest';
import { compact, compactText, decodings, type DecodedText } from '../../../src/core/secrets/decoded-text.ts';

/** Each code unit with the part of the original that it stands for. */
const spelled = (original: string, { text, from, to }: DecodedText) =>
  text.split('').map((char, i) => [char, original.slice(from[i], to[i])]);

const texts = (text: string) => decodings(text).map((decoded) => decoded.text);

test('a text that is not encoded is read once', () => {
  expect(texts('plain / text')).toEqual(['plain / text']);
  expect(spelled('ab', decodings('ab')[0]!)).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  expect(texts('')).toEqual(['']);
});

test.each([
  [String.raw`a\"b\\c\/d`, 'a"b\\c/d'],
  [String.raw`\b\f\n\r\t`, '\b\f\n\r\t'],
  [String.raw`\u0041\u00e9\uD83D\uDE00`, 'Aé😀'],
  [String.raw`\x41\'\0`, "A'0"],
  [String.raw`\u12\xz`, 'u12xz'],
  ['\\\n', '\n'],
])('%j is read as JSON too', (text, decoded) => {
  expect(texts(text)[1]).toBe(decoded);
});

test('JSON in JSON is decoded twice', () => {
  const text = JSON.stringify(JSON.stringify('a"b'));
  expect(texts(text).slice(1)).toEqual(['""a\\"b""', '""a"b""']);
});

test.each([
  ['a%20b%2Fc', 'a b/c'],
  ['%c3%A9%E2%82%AC%f0%9F%98%80', 'é€😀'],
  ['%41%42', 'AB'],
  ['%ED%A0%80%41', '%ED%A0%80A'],
])('%j is read as percent-encoded too', (text, decoded) => {
  expect(texts(text)).toEqual([text, decoded]);
});

test.each(['100%', '%zz', '%8', '%80', '%c3%41', '%e2%82', '%f8%80%80%80'])('%j is not percent-encoded', (text) => {
  const [, decoded = text] = texts(text);
  expect(decoded).toBe(text.replace('%41', 'A'));
});

test('each code unit knows what it stands for', () => {
  const text = String.raw`x\u0041%`;
  expect(spelled(text, decodings(text)[1]!)).toEqual([
    ['x', 'x'],
    ['A', String.raw`\u0041`],
    ['%', '%'],
  ]);
  const twice = String.raw`\\u0041b`;
  expect(spelled(twice, decodings(twice)[2]!)).toEqual([
    ['A', String.raw`\\u0041`],
    ['b', 'b'],
  ]);
  expect(spelled('%F0%9F%98%80', decodings('%F0%9F%98%80')[1]!)).toEqual([
    ['\ud83d', '%F0%9F%98%80'],
    ['\ude00', '%F0%9F%98%80'],
  ]);
});

test('separators are left out: blanks, line breaks, bars, and what no terminal gets to see', () => {
  const text = 'a \t\n| b\u0000\u001b\u009b\u202e\u2066\u00a0c';
  expect(compactText(text)).toBe('abc');
  expect(spelled(text, compact(decodings(text)[0]!))).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ]);
  expect(compactText('-_~\u00e9\u2065\u2029')).toBe('-_~\u00e9\u2065');
});
