import fc from 'fast-check';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runOneShot } from '../../../src/commands/chat/one-shot.ts';
import { exportSession } from '../../../src/commands/sessions/export.ts';
import { list } from '../../../src/commands/sessions/list.ts';
import { search } from '../../../src/commands/sessions/search.ts';
import { show } from '../../../src/commands/sessions/show.ts';
import { lineOf } from '../../../src/core/conversation/journal-lines.ts';
import { ProblemError } from '../../../src/core/problem/problem.ts';
import { fakeProvider } from '../../helpers/fake-provider.ts';
import { runInProcess, type InProcess, type Ran } from '../../helpers/in-process.ts';
import { SEED } from '../../helpers/random.ts';
import { tempFolder } from '../../helpers/sandbox.ts';
import { replyLine, writeSession } from '../../helpers/sessions.ts';
import { textBlock, thinkingBlock, toolResult, toolUse } from '../../helpers/tool-replies.ts';

const TIME = '2026-03-01T10:00:05.000Z';
const DEPTH = 3_000;

/** The lines of a journal that has something of everything. */
const LINES: readonly string[] = [
  lineOf({ type: 'session', version: 1, id: 'dmgd', time: TIME, model: 'm', system: 'Be brief.', name: 'damaged' }),
  lineOf({ type: 'prompt', time: TIME, content: 'find the needle' }),
  lineOf(
    replyLine(
      {
        content: [thinkingBlock('Hm'), textBlock('Looking.', [{ url: 'u' }]), toolUse('toolu_1', 'look', { a: [1] })],
        stop_reason: 'tool_use',
        stop_details: { explanation: 'x' },
        request_id: 'req_1',
        timings: { first_text_ms: 1, total_ms: 2 },
      },
      TIME,
    ),
  ),
  lineOf({ type: 'results', time: TIME, content: [toolResult('toolu_1', [textBlock('hay')])] }),
  lineOf(replyLine({ content: [textBlock('Found it.')], status: 'failed', why: 'the connection was lost' }, TIME)),
  lineOf({ type: 'retry', time: TIME }),
  lineOf({ type: 'name', time: TIME, name: 'renamed' }),
  lineOf({ type: 'settings', time: TIME, model: 'other', system: 'Be long.' }),
  lineOf({ type: 'prompt', time: TIME, content: [{ type: 'image', source: {} }, textBlock('and a picture')] }),
  lineOf({
    type: 'delta',
    parts: [
      { type: 'start', model: 'm' },
      { type: 'text', text: 'Half a' },
      { type: 'call', id: 'toolu_2', name: 'look', server: false },
      { type: 'input', id: 'toolu_2', json: '{' },
    ],
  }),
];

/** Every path to a value in a JSON. */
function pathsIn(json: unknown, path: readonly string[] = []): string[][] {
  if (typeof json !== 'object' || json === null) return [[...path]];
  return [[...path], ...Object.entries(json).flatMap(([key, value]) => pathsIn(value, [...path, key]))];
}

/** The JSON with another value in a place, or with one more key there. */
function changed(json: unknown, [key, ...path]: readonly string[], key2: string | undefined, value: unknown): unknown {
  if (key === undefined) return key2 === undefined ? value : withKey(json, key2, value);
  return withKey(json, key, changed((json as Record<string, unknown>)[key], path, key2, value));
}

function withKey(json: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(json)) return json.map((item: unknown, index) => (String(index) === key ? value : item));
  if (typeof json !== 'object' || json === null) return value;
  return Object.fromEntries([...Object.entries(json).filter(([name]) => name !== key), [key, value]]);
}

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'type',
  'content',
  'text',
];
const keys = fc.constantFrom(...KEYS);
const hole = 'a hole for what is deep';
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  keys,
  fc.constantFrom(hole, null, -1, 1e300, '', '\u001b[2J', '\ud800', '+275760-09-13T00:00:00.000Z', [], {}, [[]]),
  fc.dictionary(keys, fc.jsonValue()),
  fc.tuple(keys, fc.jsonValue()).map(([type, text]) => ({ type, text })),
);

const damages = fc.array(
  fc.record({
    line: fc.nat(LINES.length - 1),
    place: fc.nat(),
    key: fc.option(keys, { nil: undefined }),
    value: values,
  }),
  { minLength: 1, maxLength: 4 },
);

function journalWith(
  found: readonly { line: number; place: number; key: string | undefined; value: unknown }[],
): string {
  const lines = [...LINES];
  for (const { line, place, key, value } of found) {
    const json: unknown = JSON.parse(lines[line]!.replaceAll('"\\u0000"', '0'));
    const paths = pathsIn(json);
    lines[line] = `${JSON.stringify(changed(json, paths[place % paths.length]!, key, value))}\n`;
  }
  return lines.join('').replaceAll(JSON.stringify(hole), '[{"a":'.repeat(DEPTH) + '1' + '}]'.repeat(DEPTH));
}

/** A home with an intact conversation, and one that was written later. */
function homeWith(journal: string) {
  const data = tempFolder();
  const folder = join(data, 'claude-stream', 'sessions');
  const intact = writeSession(folder, { id: 'whole', turns: [{ prompt: 'find the needle', reply: 'Here.' }] });
  const path = join(folder, '20260302T100000-dmgd.jsonl');
  writeFileSync(path, journal);
  vi.stubEnv('XDG_DATA_HOME', data);
  return { intact, path, leave: () => rmSync(data, { recursive: true }) };
}

const listeners = process.listeners('exit');

/** Each run would close its journal when the process ends. */
function forgetJournals(): void {
  for (const listener of process.listeners('exit')) if (!listeners.includes(listener)) process.off('exit', listener);
}

afterEach(() => {
  vi.unstubAllEnvs();
  forgetJournals();
});

/** What it printed; `undefined`: it was refused as what the user got wrong. Any other failure is a bug. */
async function attempt(run: Parameters<typeof runInProcess>[0], given: InProcess): Promise<Ran | undefined> {
  try {
    return await runInProcess(run, given);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.exit === 'usage') return undefined;
    throw error;
  }
}

async function useAll(intact: string): Promise<void> {
  for (const options of [{}, { json: true }]) {
    expect(await runInProcess(list.run, { options })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(intact),
    });
    const found = await runInProcess(search.run, { words: ['needle'], options });
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining(intact) });
  }
  for (const id of ['dmgd', 'whole']) {
    const shown = [{}, { json: true }, { markdown: 'always' }].map((options) =>
      attempt(show.run, { words: [id], options }),
    );
    const exported = ['md', 'html', 'json'].map((format) =>
      attempt(exportSession.run, { words: [id], own: { format } }),
    );
    const codes = (await Promise.all([...shown, ...exported])).map((ran) => ran?.code);
    expect(new Set(codes)).toEqual(new Set([id === 'whole' ? 0 : codes[0]]));
  }
  const provider = fakeProvider(['Next.']);
  const next = await attempt(runOneShot, { words: ['and now?'], options: { continue: true }, provider });
  if (next !== undefined) expect(next).toMatchObject({ code: 0, stdout: 'Next.' });
  JSON.stringify(provider.requests);
}

describe('a damaged journal', () => {
  test('never keeps a command from the other conversations, nor from what is left of it', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (found) => {
        const { intact, leave } = homeWith(journalWith(found));
        await useAll(intact.id);
        leave();
        forgetJournals();
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  test.each([
    ['a line of the type __proto__', '{"type":"__proto__","time":""}\n'],
    ['a line of the type constructor', '{"type":"constructor","time":""}\n'],
    ['a part of the type __proto__', '{"type":"delta","parts":[{"type":"__proto__"},{"type":"constructor"}]}\n'],
    [
      'a reply whose model is a number',
      `{"type":"end","time":"","status":"complete","content":[{"type":"text","text":"Half a"}],"usage":{},"model":5}\n`,
    ],
    ['the latest time that there is', '{"type":"prompt","time":"+275760-09-13T00:00:00.000Z","content":"late"}\n'],
  ])('may have %s', async (_, line) => {
    const { intact } = homeWith(LINES.join('') + line);
    await useAll(intact.id);
    const shown = await runInProcess(show.run, { words: ['dmgd'] });
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('Half a') });
  });

  test('that no string could hold is named, and keeps nothing from the others', async () => {
    const { intact, path } = homeWith('');
    truncateSync(path, 600 * 1024 * 1024);
    await useAll(intact.id);
    const { stderr } = await runInProcess(list.run);
    expect(stderr).toBe('claude-stream: conversation dmgd is too large: the limit is 500 MB\n');
  });

  test('loses only the facts about a reply that are of a wrong type', async () => {
    const facts = { why: 1, asked: {}, id: [], model: 5, stop_reason: false, request_id: 0, retries: 'x', timings: '' };
    const line = {
      type: 'end',
      time: TIME,
      status: 'failed',
      content: [textBlock('kept')],
      usage: {},
      ...facts,
      stop_details: 1,
    };
    homeWith(`${LINES[0]!}${JSON.stringify(line)}\n`);
    const { stdout } = await runInProcess(show.run, { words: ['dmgd'], options: { json: true } });
    const { entries } = JSON.parse(stdout) as { entries: unknown[] };
    const kept = { status: 'failed', content: [textBlock('kept')], usage: {} };
    expect(entries).toEqual([{ type: 'reply', time: TIME, ...kept, cost_usd: null }]);
  });
});
