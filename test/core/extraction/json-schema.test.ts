import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../src/core/extraction/compile-schema.ts';
import { createSchemaExtract, readSchema } from '../../../src/core/extraction/json-schema.ts';
import { Interrupted } from '../../../src/core/problem/interruption.ts';
import { usageProblem } from '../../../src/core/problem/problem.ts';
import { MAX_DEPTH, TOO_DEEP } from '../../../src/core/text/json.ts';
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
const compile = (json: string) => compileSchema(readSchema(json, 's.json'), 's.json');
const take = async (schema: object, reply: Reply) => {
  const check = compile(JSON.stringify(schema));
  return createSchemaExtract(async (json) => check(json))(reply);
};

describe('a schema', () => {
  test.each([undefined, ...[DRAFT_7, `${DRAFT_7}#`, DRAFT_7.replace('http:', 'https:'), DRAFT_2020, `${DRAFT_2020}#`]])(
    'of the draft %s is taken as it is',
    ($schema) => {
      const schema = { ...($schema !== undefined && { $schema }), type: 'object' };
      expect(readSchema(JSON.stringify(schema), 's.json')).toEqual(schema);
      expect(compile(JSON.stringify(schema))('{}')).toEqual([]);
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
    expect(() => compile(JSON.stringify({ $schema }))).toThrow(/^s\.json: \/\$schema /);
  });

  test('means what its draft says', async () => {
    const reply = replyOf(text('[1]'));
    const tuple = { items: [{ type: 'string' }] };
    expect(await take({ $schema: DRAFT_7, ...tuple }, reply)).toHaveProperty('problem.exit', 'failed');
    await expect(take({ $schema: DRAFT_2020, ...tuple }, reply)).rejects.toThrow(/^s\.json /);
    expect(await take({ prefixItems: [{ type: 'string' }] }, reply)).toHaveProperty('problem.exit', 'failed');
  });

  test.each(['', '{', 'null', '1', '"a"', '[]'])('that is %j is refused', (json) => {
    expect(() => readSchema(json, 's.json')).toThrow(/^s\.json is not /);
  });

  test('that is not JSON is refused, with the reason', () => {
    expect(() => readSchema('{"a": x}', 's.json')).toThrow(/^s\.json is not\b.*JSON\b.*"?x"?/);
  });

  test.each([
    [{ type: 'objekt' }, '/type'],
    [{ properties: { a: { minimum: 'x' } } }, '/properties/a/minimum'],
    [{ $ref: '#/nowhere' }, '#/nowhere'],
  ])('that makes no sense is refused: %j', (schema, where) => {
    expect(() => compile(JSON.stringify(schema))).toThrow(where);
  });

  test('may hold what is not known here', async () => {
    expect(await take({ 'x-own': true, format: 'x-own' }, replyOf(text('1')))).toEqual({
      text: '1\n',
      fields: { json: 1 },
    });
  });
});

describe('a reply', () => {
  test('that matches is its JSON, on lines of its own', async () => {
    expect(await take(age, replyOf(text('\n{"age":'), text(' 5}\n\n')))).toEqual({
      text: '{"age": 5}\n',
      fields: { json: { age: 5 } },
    });
  });

  test('is what stands behind the calls of tools', async () => {
    const calls = [text('I look.'), { type: 'server_tool_use' }, { type: 'web_search_tool_result' }];
    expect(await take(age, replyOf(...calls, { type: 'thinking' }, text('{}')))).toHaveProperty('text', '{}\n');
    expect(await take(age, replyOf(text('{}'), { type: 'tool_use' }))).toHaveProperty('raw', '');
  });

  test('that does not match is shown, with where it is wrong', async () => {
    expect(await take(age, replyOf(text('{"age":"5","x":1}')))).toEqual({
      problem: {
        type: 'schema_mismatch',
        what: expect.any(String),
        details: [expect.stringMatching(/^\/: .* \("x"\)$/), expect.stringMatching(/^\/age: .*integer$/)],
        exit: 'failed',
      },
      raw: '{"age":"5","x":1}',
    });
  });

  test('with many mistakes lists five, and counts the others', async () => {
    const details = async (wrong: number) => {
      const taken = await take({ items: { type: 'string' } }, replyOf(text(JSON.stringify(Array(wrong).fill(1)))));
      return 'problem' in taken ? taken.problem?.details : undefined;
    };
    expect(await details(5)).toEqual([0, 1, 2, 3, 4].map((index) => expect.stringMatching(`^/${index}: `)));
    expect(await details(7)).toHaveLength(6);
    expect((await details(7))?.at(-1)).toMatch(/\b2 more/);
  });

  test('that is not JSON is shown, with the parser’s reason', async () => {
    expect(await take(age, replyOf(text('{"age": five}')))).toMatchObject({
      problem: { type: 'schema_mismatch', details: [expect.stringContaining('JSON')], exit: 'failed' },
      raw: '{"age": five}',
    });
  });

  test('is checked against formats', async () => {
    expect(await take({ format: 'date' }, replyOf(text('"2026-02-31"')))).toHaveProperty('problem.exit', 'failed');
    expect(await take({ format: 'date' }, replyOf(text('"2026-02-28"')))).toHaveProperty('fields.json', '2026-02-28');
  });

  test('that was cut does not count, even if it matches', async () => {
    const cut = { ...replyOf(text('{}')), stopReason: 'max_tokens' };
    expect(await take(age, cut)).toMatchObject({ problem: { type: 'schema_mismatch', details: [] }, raw: '{}' });
  });

  test.each<[Outcome, object]>([
    [{ status: 'interrupted', by: 'SIGINT' }, { problem: undefined }],
    [
      { status: 'failed', problem: { type: 'x', what: 'x', exit: 'failed' } },
      { problem: undefined, raw: '{}' },
    ],
  ])('that did not end is reported elsewhere: %j', async (outcome, expected) => {
    expect(await take(age, { ...replyOf(text('{}')), outcome })).toEqual(expected);
  });
});

describe('a schema that would take the program down', () => {
  test.each([
    ['refers to itself endlessly', { $ref: '#' }],
    ['refers to itself endlessly for some values', { type: 'object', not: { $ref: '#' } }],
    ['refers to itself endlessly below the top', { $defs: { x: { $ref: '#/$defs/x' } }, $ref: '#/$defs/x' }],
  ])('is refused if it %s', (_, schema) => {
    expect(() => compile(JSON.stringify(schema))).toThrow(/^s\.json .*refers to itself endlessly$/);
  });

  test('may refer to itself for what is inside the value', async () => {
    const list = { properties: { next: { $ref: '#' } }, additionalProperties: false };
    expect(await take(list, replyOf(text('{"next":{"next":{}}}')))).toHaveProperty('fields');
    expect(await take(list, replyOf(text('{"next":{"next":{"x":1}}}')))).toHaveProperty('problem.details.length', 1);
  });

  test('fails the reply if it is endless only for that', async () => {
    const schema = { properties: { a: { type: 'object', not: { $ref: '#/properties/a' } } } };
    expect(await take(schema, replyOf(text('{"a":{}}')))).toEqual({
      problem: expect.objectContaining({ type: 'schema_failed', exit: 'failed' }),
      raw: '{"a":{}}',
    });
  });

  test.each([
    [MAX_DEPTH, true],
    [MAX_DEPTH + 1, false],
  ])('is read if it is nested %i levels deep: %s', (depth, fits) => {
    const json = `${'{"not":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
    if (fits) expect(readSchema(json, 's.json')).toHaveProperty('not');
    else expect(() => readSchema(json, 's.json')).toThrow(`s.json is not valid JSON: ${TOO_DEEP}`);
  });
});

test('a reply that is nested too deep does not match any schema', async () => {
  const raw = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(await take({}, replyOf(text(raw)))).toEqual({
    problem: expect.objectContaining({ type: 'schema_mismatch', details: [TOO_DEEP] }),
    raw,
  });
});

describe('a reply that could not be checked is kept', () => {
  const failing = (error: Error) => {
    const fail = async () => {
      throw error;
    };
    return createSchemaExtract(fail)(replyOf(text('{}')));
  };

  test('with the reason', async () => {
    expect(await failing(usageProblem('too slow'))).toMatchObject({ problem: { what: 'too slow' }, raw: '{}' });
  });

  test('when a signal came, with its exit code', async () => {
    expect(await failing(new Interrupted('SIGTERM'))).toMatchObject({ problem: { exit: 'SIGTERM' }, raw: '{}' });
  });

  test('without a word when the reader has gone', async () => {
    expect(await failing(new Interrupted('reader-gone'))).toEqual({ problem: undefined, raw: '{}' });
  });
});
