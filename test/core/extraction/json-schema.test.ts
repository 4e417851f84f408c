import { describe, expect, test } from 'vitest';
import { checkSchema } from '../../../src/core/extraction/json-schema.ts';
import { noReply, type Block, type Outcome, type Reply } from '../../../src/core/reply/reply.ts';

const DRAFT_7 = 'http://json-schema.org/draft-07/schema';
const DRAFT_2020 = 'https://json-schema.org/draft/2020-12/schema';
const age = { type: 'object', properties: { age: { type: 'integer' } }, additionalProperties: false };
const text = (content: string): Block => ({ type: 'text', text: content });
const replyOf = (...content: Block[]): Reply => ({
  ...noReply({ status: 'complete' }),
  stopReason: 'end_turn',
  content,
});
const take = (schema: object, reply: Reply) => checkSchema(JSON.stringify(schema), 's.json').extract(reply);

describe('a schema', () => {
  test.each([undefined, ...[DRAFT_7, `${DRAFT_7}#`, DRAFT_7.replace('http:', 'https:'), DRAFT_2020, `${DRAFT_2020}#`]])(
    'of the draft %s is taken as it is',
    ($schema) => {
      const schema = { ...($schema !== undefined && { $schema }), type: 'object' };
      expect(checkSchema(JSON.stringify(schema), 's.json').schema).toEqual(schema);
    },
  );

  test.each([
    ['http://json-schema.org/draft-04/schema'],
    [`see ${DRAFT_7}`],
    [`${DRAFT_7}#x`],
    [`see ${DRAFT_2020}`],
    [`${DRAFT_2020}#x`],
    [7],
  ])('of the draft %j is refused', ($schema) => {
    expect(() => checkSchema(JSON.stringify({ $schema }), 's.json')).toThrow(/^s\.json: \/\$schema /);
  });

  test('means what its draft says', () => {
    const reply = replyOf(text('[1]'));
    const tuple = { items: [{ type: 'string' }] };
    expect(take({ $schema: DRAFT_7, ...tuple }, reply)).toHaveProperty('problem.exit', 'failed');
    expect(() => take({ $schema: DRAFT_2020, ...tuple }, reply)).toThrow(/^s\.json /);
    expect(take({ prefixItems: [{ type: 'string' }] }, reply)).toHaveProperty('problem.exit', 'failed');
  });

  test.each(['', '{', 'null', '1', '"a"', '[]'])('that is %j is refused', (json) => {
    expect(() => checkSchema(json, 's.json')).toThrow(/^s\.json is not /);
  });

  test('that is not JSON is refused, with the reason', () => {
    expect(() => checkSchema('{"a": x}', 's.json')).toThrow(/^s\.json is not\b.*JSON\b.*"?x"?/);
  });

  test.each([
    [{ type: 'objekt' }, '/type'],
    [{ properties: { a: { minimum: 'x' } } }, '/properties/a/minimum'],
    [{ $ref: '#/nowhere' }, '#/nowhere'],
  ])('that makes no sense is refused: %j', (schema, where) => {
    expect(() => checkSchema(JSON.stringify(schema), 's.json')).toThrow(where);
  });

  test('may hold what is not known here', () => {
    expect(take({ 'x-own': true, format: 'x-own' }, replyOf(text('1')))).toEqual({ text: '1\n', fields: { json: 1 } });
  });
});

describe('a reply', () => {
  test('that matches is its JSON, on lines of its own', () => {
    expect(take(age, replyOf(text('\n{"age":'), text(' 5}\n\n')))).toEqual({
      text: '{"age": 5}\n',
      fields: { json: { age: 5 } },
    });
  });

  test('is what stands behind the calls of tools', () => {
    const calls = [text('I look.'), { type: 'server_tool_use' }, { type: 'web_search_tool_result' }];
    expect(take(age, replyOf(...calls, { type: 'thinking' }, text('{}')))).toHaveProperty('text', '{}\n');
    expect(take(age, replyOf(text('{}'), { type: 'tool_use' }))).toHaveProperty('raw', '');
  });

  test('that does not match is shown, with where it is wrong', () => {
    expect(take(age, replyOf(text('{"age":"5","x":1}')))).toEqual({
      problem: {
        type: 'schema_mismatch',
        what: expect.any(String),
        details: [expect.stringMatching(/^\/: .* \("x"\)$/), expect.stringMatching(/^\/age: .*integer$/)],
        exit: 'failed',
      },
      raw: '{"age":"5","x":1}',
    });
  });

  test('with many mistakes lists five, and counts the others', () => {
    const details = (wrong: number) => {
      const taken = take({ items: { type: 'string' } }, replyOf(text(JSON.stringify(Array(wrong).fill(1)))));
      return 'problem' in taken ? taken.problem?.details : undefined;
    };
    expect(details(5)).toEqual([0, 1, 2, 3, 4].map((index) => expect.stringMatching(`^/${index}: `)));
    expect(details(7)).toHaveLength(6);
    expect(details(7)?.at(-1)).toMatch(/\b2 more/);
  });

  test('that is not JSON is shown, with the parser’s reason', () => {
    expect(take(age, replyOf(text('{"age": five}')))).toMatchObject({
      problem: { type: 'schema_mismatch', details: [expect.stringContaining('JSON')], exit: 'failed' },
      raw: '{"age": five}',
    });
  });

  test('is checked against formats', () => {
    expect(take({ format: 'date' }, replyOf(text('"2026-02-31"')))).toHaveProperty('problem.exit', 'failed');
    expect(take({ format: 'date' }, replyOf(text('"2026-02-28"')))).toHaveProperty('fields.json', '2026-02-28');
  });

  test('that was cut does not count, even if it matches', () => {
    const cut = { ...replyOf(text('{}')), stopReason: 'max_tokens' };
    expect(take(age, cut)).toMatchObject({ problem: { type: 'schema_mismatch', details: [] }, raw: '{}' });
  });

  test.each<[Outcome, object]>([
    [{ status: 'interrupted', by: 'SIGINT' }, { problem: undefined }],
    [
      { status: 'failed', problem: { type: 'x', what: 'x', exit: 'failed' } },
      { problem: undefined, raw: '{}' },
    ],
  ])('that did not end is reported elsewhere: %j', (outcome, expected) => {
    expect(take(age, { ...replyOf(text('{}')), outcome })).toEqual(expected);
  });
});
