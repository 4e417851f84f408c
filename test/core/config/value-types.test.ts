import { describe, expect, test } from 'vitest';
import {
  listOf,
  mcpConfig,
  modelId,
  oneOf,
  onOff,
  path,
  positiveWholeNumber,
  seconds,
  sessionName,
  sessionRef,
  speed,
  systemPrompt,
  text,
  theme,
  url,
  wholeNumber,
  wrap,
  type ValueType,
} from '../../../src/core/config/value-types.ts';

const effort = oneOf('low', 'medium', 'high');
const files = listOf(path);

const texts: [ValueType<unknown>, string, unknown][] = [
  [text, ' a ', ' a '],
  [text, '', undefined],
  [text, ' \t', undefined],
  [path, ' ', ' '],
  [path, '', undefined],
  [systemPrompt, '', ''],
  [systemPrompt, '@a', '@a'],
  [systemPrompt, '@', undefined],
  [modelId, ' haiku ', 'claude-haiku-5-5'],
  [modelId, ' ', undefined],
  [sessionName, ' one  two ', 'one two'],
  [sessionRef, ' 2026 ', '2026'],
  [sessionRef, ' ', undefined],
  [url, 'http://a.test', 'http://a.test'],
  [url, 'HTTPS://a.test:8080/b', 'HTTPS://a.test:8080/b'],
  [url, 'http://a.test/b//', 'http://a.test/b'],
  [url, 'http://a.test/v1/', 'http://a.test'],
  [url, 'http://a.test/v1/b', 'http://a.test/v1/b'],
  [url, 'http://a.test/b/v12', 'http://a.test/b/v12'],
  [url, 'localhost:1', undefined],
  [url, 'http://a.test?x=1', undefined],
  [url, 'http://a.test/b?', undefined],
  [url, 'http://a.test/#top', undefined],
  [url, 'ftp://a.test', undefined],
  [url, 'xhttp://a.test', undefined],
  [url, 'http://', undefined],
  [url, 'http:///a', undefined],
  [url, 'http:// a', undefined],
  [url, 'http://a b.test', undefined],
  [mcpConfig, 'a.json', 'a.json'],
  [mcpConfig, ' ', undefined],
  [files, 'a', ['a']],
  [files, '', undefined],
  [onOff, '1', true],
  [onOff, 'true', true],
  [onOff, 'Yes', true],
  [onOff, 'ON', true],
  [onOff, '0', false],
  [onOff, 'false', false],
  [onOff, 'No', false],
  [onOff, 'off', false],
  [onOff, 'si', undefined],
  [wholeNumber, '0', 0],
  [wholeNumber, '12', 12],
  [wholeNumber, '1.5', undefined],
  [wholeNumber, '-1', undefined],
  [wholeNumber, '1e3', undefined],
  [wholeNumber, '0x10', undefined],
  [wholeNumber, 'x1', undefined],
  [wholeNumber, '1x', undefined],
  [wholeNumber, '', undefined],
  [wholeNumber, '9007199254740991', 9_007_199_254_740_991],
  [wholeNumber, '9007199254740992', undefined],
  [positiveWholeNumber, '1', 1],
  [positiveWholeNumber, '0', undefined],
  [positiveWholeNumber, '1.5', undefined],
  [positiveWholeNumber, '9007199254740992', undefined],
  [seconds, '0.25', 0.25],
  [seconds, '10.75', 10.75],
  [seconds, '1.', undefined],
  [seconds, '.5', undefined],
  [seconds, '0', undefined],
  [seconds, '2147483', 2_147_483],
  [seconds, '2147484', undefined],
  [speed, '0', 0],
  [speed, '2.5', 2.5],
  [speed, '-1', undefined],
  [wrap, 'auto', 'auto'],
  [wrap, 'none', 'none'],
  [wrap, '72', 72],
  [wrap, '0', undefined],
  [wrap, 'never', undefined],
  [effort, 'low', 'low'],
  [effort, 'high', 'high'],
  [effort, 'LOW', undefined],
  [theme, '{}', undefined],
];

test.each(texts.map(([type, typed, value]) => ({ type, typed, value })))(
  '$type.name: the text $typed is $value',
  ({ type, typed, value }) => {
    expect(type.parse(typed)).toEqual(value);
  },
);

const jsons: [ValueType<unknown>, unknown, unknown][] = [
  [text, 'a', 'a'],
  [text, ' ', undefined],
  [text, 1, undefined],
  [path, null, undefined],
  [systemPrompt, '@', undefined],
  [modelId, 'opus', 'claude-opus-5-5'],
  [modelId, 7, undefined],
  [url, 'http://a.test/', 'http://a.test'],
  [url, true, undefined],
  [mcpConfig, 'a.json', 'a.json'],
  [mcpConfig, { mcpServers: {} }, '{"mcpServers":{}}'],
  [mcpConfig, null, undefined],
  [mcpConfig, 1, undefined],
  [files, ['a', 'b'], ['a', 'b']],
  [files, 'a', ['a']],
  [files, [], []],
  [files, ['a', 1], undefined],
  [files, 1, undefined],
  [onOff, true, true],
  [onOff, false, false],
  [onOff, 'true', undefined],
  [onOff, 1, undefined],
  [wholeNumber, 0, 0],
  [wholeNumber, -1, undefined],
  [wholeNumber, 1.5, undefined],
  [wholeNumber, '1', undefined],
  [positiveWholeNumber, 1, 1],
  [positiveWholeNumber, 0, undefined],
  [seconds, 0.5, 0.5],
  [seconds, 0, undefined],
  [seconds, -1, undefined],
  [speed, 0, 0],
  [speed, -0.1, undefined],
  [speed, Infinity, undefined],
  [speed, '1', undefined],
  [wrap, 'auto', 'auto'],
  [wrap, 'none', 'none'],
  [wrap, 72, 72],
  [wrap, '72', undefined],
  [effort, 'medium', 'medium'],
  [effort, 'huge', undefined],
  [effort, 1, undefined],
  [theme, { code: 'red' }, { code: 'red' }],
  [theme, { code: 'rde' }, undefined],
];

test.each(jsons.map(([type, json, value]) => ({ type, json, value })))(
  '$type.name: the JSON $json is $value',
  ({ type, json, value }) => {
    expect(type.fromJson(json)).toEqual(value);
  },
);

describe('the name of a value type', () => {
  test('lists the choices', () => {
    expect(effort).toMatchObject({ name: 'low, medium or high', choices: ['low', 'medium', 'high'] });
    expect(oneOf('a', 'b').name).toBe('a or b');
  });

  test('of a list is the name of one', () => {
    expect(files).toMatchObject({ name: 'a file name', isList: true });
  });

  test('of a theme lists what can be styled', () => {
    expect(theme.name).toMatch(/ for heading1, heading, .*, addition or deletion$/);
  });
});
