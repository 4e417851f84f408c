import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import {
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  openReply,
  sse,
  textDelta,
  textStart,
} from '../helpers/sse.ts';
import { until } from '../helpers/until.ts';

const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['name'],
  additionalProperties: false,
};
const schema = JSON.stringify(SCHEMA);
const summary = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

describe('--json-schema', () => {
  test('asks for JSON and prints it unchanged, followed by one newline', async () => {
    const text = ' {\n  "name": "\\u00e9" }\n\n';
    const server = await serve(reply({ thinking: 'Hm', deltas: text.split('') }));
    const result = await run(['--json-schema', schema, '--effort', 'low', 'q'], { server });
    expect(normalized(result)).toEqual({ code: 0, stdout: '{\n  "name": "\\u00e9" }\n', stderr: summary });
    expect(server.requests[0]!.json.output_config).toEqual({
      effort: 'low',
      format: { type: 'json_schema', schema: SCHEMA },
    });
  });

  test('reads the schema from a file', async () => {
    const server = await serve(reply({ text: '{"name":"a"}' }));
    const cwd = tempFolder();
    writeIn(cwd, 's.json', schema);
    expect(await run(['--json-schema', 's.json', 'q'], { server, cwd })).toMatchObject({ stdout: '{"name":"a"}\n' });
    expect(server.requests[0]!.json.output_config).toEqual({ format: { type: 'json_schema', schema: SCHEMA } });
  });

  test('prints only the JSON on a terminal too', async () => {
    const server = await serve(reply({ text: '{"name":"**a**"}' }));
    const screen = openScreen(['-q', '--json-schema', schema, 'q'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toBe('{"name":"**a**"}');
  });

  test('takes the text after the tool calls', async () => {
    const result = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
    const body = sse(
      messageStart(),
      textStart(0),
      textDelta('Let me look.', 0),
      blockStop(0),
      { type: 'content_block_start', index: 1, content_block: result },
      blockStop(1),
      textStart(2),
      textDelta('{"name":', 2),
      blockStop(2),
      textStart(3),
      textDelta('"a"}', 3),
      blockStop(3),
      messageDelta(),
      messageStop,
    );
    expect(await run(['--json-schema', schema, 'q'], { server: await serve({ body }) })).toMatchObject({
      code: 0,
      stdout: '{"name":"a"}\n',
    });
  });

  test.each([
    [
      'does not match',
      '{"tags":["a",1,true],"x":1}',
      problemText('the reply does not match the schema') +
        "  /: must have required property 'name'\n" +
        '  /: must NOT have additional properties ("x")\n' +
        '  /tags/1: must be string\n' +
        '  /tags/2: must be string\n' +
        '{"tags":["a",1,true],"x":1}\n',
    ],
    [
      'has many mismatches',
      JSON.stringify({ name: 'a', tags: [1, 2, 3, 4, 5, 6, 7] }),
      problemText('the reply does not match the schema') +
        [0, 1, 2, 3, 4].map((n) => `  /tags/${n}: must be string\n`).join('') +
        '  and 2 more\n{"name":"a","tags":[1,2,3,4,5,6,7]}\n',
    ],
    [
      'is not JSON',
      'I cannot\u001b[2J do that.\n\n',
      problemText('the reply is not valid JSON') +
        '  Unexpected token \'I\', "I cannot["... is not valid JSON\nI cannot[2J do that.\n',
    ],
  ])('exits with 1 when the reply %s, with the reason and the reply on stderr', async (_, text, stderr) => {
    const server = await serve(reply({ text }));
    expect(normalized(await run(['--json-schema', schema, 'q'], { server }))).toEqual({
      code: 1,
      stdout: '',
      stderr: summary + stderr,
    });
  });

  test.each([
    ['reached its token limit', 'max_tokens', [], 1],
    ['reached its token limit, with --strict', 'max_tokens', ['--strict'], 10],
    ['was refused', 'refusal', [], 1],
  ])('prints nothing of a reply that %s, even if it matches', async (_, stopReason, args, code) => {
    const server = await serve(reply({ text: '{"name":"a"}', stopReason }));
    const result = await run(['-q', '--json-schema', schema, ...args, 'q'], { server });
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(
      new RegExp(`^claude-stream: ${stopReason}: .*\n${problemText('the reply was cut off')}{"name":"a"}\n$`),
    );
  });

  test('prints the partial text of a reply that failed, with its exit code', async () => {
    const lost = await run(['--json-schema', schema, '--max-retries', '0', 'q'], {
      server: await serve({ body: sse(...openReply({ text: '{"na' })) }),
    });
    expect(normalized(lost)).toEqual({
      code: 69,
      stdout: '',
      stderr: `${problemText('the reply was cut off: the connection closed before the reply was complete (request req_test)', '--auto-continue 3 continues such replies automatically')}{"na\n`,
    });
    const refused = await run(['--json-schema', schema, 'q'], {
      server: await serve(apiError(400, 'invalid_request_error', 'output_config.format.schema: no')),
    });
    expect(normalized(refused)).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText('the API rejected the request: output_config.format.schema: no (request req_test)'),
    });
  });

  test.each([['json'], ['stream-json']])('adds the parsed value with --output-format %s', async (format) => {
    const ask = async (text: string, ...args: string[]) => {
      const server = await serve(reply({ text, ...(args.length > 0 && { stopReason: 'max_tokens' }) }));
      const { stdout, code } = await run(['--json-schema', schema, '--output-format', format, ...args, 'q'], {
        server,
      });
      return { code, result: JSON.parse(stdout.trimEnd().split('\n').at(-1)!) };
    };
    const good = await ask('{"name":"a"}');
    expect(good).toMatchObject({ code: 0, result: { text: '{"name":"a"}', json: { name: 'a' } } });
    expect(good.result).not.toHaveProperty('error');
    const bad = await ask('{"name":1}');
    expect(bad).toMatchObject({
      code: 1,
      result: {
        text: '{"name":1}',
        error: {
          type: 'schema_mismatch',
          message: 'the reply does not match the schema\n/name: must be string',
          exit_code: 1,
        },
      },
    });
    expect(bad.result).not.toHaveProperty('json');
    expect(await ask('{"name":"a"}', '--strict')).toMatchObject({
      code: 10,
      result: { error: { type: 'schema_mismatch', exit_code: 10 } },
    });
  });
});

describe('a schema', () => {
  const meta = (draft: string) =>
    `{"$schema":"${draft}","type":"array","prefixItems":[{"type":"string"}],"items":{"type":"number"}}`;

  test.each([
    ['without a draft', '{"prefixItems":[{"const":1}]}', '[1]', 0],
    ['without a draft, not matched', '{"prefixItems":[{"const":1}]}', '[2]', 1],
    ['in draft 2020-12', meta('https://json-schema.org/draft/2020-12/schema'), '["a",1]', 0],
    ['in draft-07, which has no prefixItems', meta('http://json-schema.org/draft-07/schema#'), '["a",1]', 1],
    [
      'in draft-07, with a reference',
      '{"$schema":"http://json-schema.org/draft-07/schema","definitions":{"a":{"type":"null"}},"$ref":"#/definitions/a"}',
      'null',
      0,
    ],
    ['with a format', '{"type":"string","format":"date"}', '"2026-03-01"', 0],
    ['with a format, not matched', '{"type":"string","format":"date"}', '"March"', 1],
    ['with unknown keywords', '{"format":"colour","x-made-up":1}', '1', 0],
  ])('%s is checked', async (_, given, text, code) => {
    const server = await serve(reply({ text }));
    expect(await run(['-q', '--json-schema', given, 'q'], { server })).toMatchObject({
      code,
      stdout: code === 0 ? `${text}\n` : '',
    });
  });

  test.each([
    ['missing', 'no.json', 'no.json: no such file', undefined],
    ['too large', 'large.json', 'large.json is too large: the limit is 1 MB', undefined],
    ['too deep', 'deep.json', 'deep.json is not valid JSON: nested more than 500 levels deep', undefined],
    ['endless', '{"$ref":"#"}', 'the JSON Schema refers to itself endlessly', undefined],
    ['no JSON', '{"type":', 'the JSON Schema is not valid JSON: Unexpected end of JSON input', undefined],
    [
      'not an object',
      'list.json',
      'list.json is not a JSON object',
      'for example {"type": "object", "properties": {...}}',
    ],
    [
      'not a schema',
      '{"properties":{"a":{"type":"text"}}}',
      'the JSON Schema is not a valid JSON Schema: /properties/a/type: must be equal to one of the allowed values',
      '/properties/a/type: must be array',
    ],
    [
      'a reference to nothing',
      '{"$ref":"#/definitions/a"}',
      "the JSON Schema is not a valid JSON Schema: can't resolve reference #/definitions/a from id #",
      undefined,
    ],
    [
      'in an obsolete draft',
      '{"$schema":"http://json-schema.org/draft-04/schema#"}',
      'the JSON Schema: /$schema names an unsupported draft',
      'use draft 2020-12 or draft-07',
    ],
  ])('that is %s is refused before anything is sent', async (_, given, what, hint) => {
    const cwd = tempFolder();
    writeIn(cwd, 'list.json', '[1]');
    writeIn(cwd, 'deep.json', `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`);
    const properties = Array.from({ length: 200_000 }, (_value, index) => [`name${index}`, {}]);
    writeIn(cwd, 'large.json', JSON.stringify({ properties: Object.fromEntries(properties) }));
    const server = await serve(reply());
    expect(normalized(await run(['--json-schema', given, 'q'], { server, cwd }))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(what, hint),
    });
    expect(server.requests).toEqual([]);
  });

  test('cannot be used in an interactive session', async () => {
    expect(normalized(await run(['-i', '--json-schema', '{}', 'q']))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText('--interactive and --json-schema cannot be used together: a schema is for a single reply'),
    });
  });
});

describe('a reply with which the check against its schema never ends', () => {
  const text = `"${'a'.repeat(100)}!"`;
  const args = ['-q', '--json-schema', '{"pattern":"^(a+)+$"}', 'q'];

  /** Starts the program, up to the check. */
  async function check() {
    const [clock, server] = [await openClock(), await serve(reply({ text }))];
    const program = start(args, { clock, server });
    await until(() => server.requests.length === 1);
    // By then the timer of the check of the schema itself has gone.
    await clock.advance(0);
    await clock.timer(10_000);
    return { clock, program };
  }

  test('fails after a while, and is shown', async () => {
    const { clock, program } = await check();
    await clock.advance(10_000);
    expect(await program.done).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `${problemText('cannot check the reply: the schema is too complex (it took more than 10 s)')}${text}\n`,
    });
  });

  test('is shown on Ctrl-C', async () => {
    const { program } = await check();
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({
      code: 130,
      stdout: '',
      stderr: `${problemText('interrupted while the reply was checked against the schema')}${text}\n`,
    });
  });
});
