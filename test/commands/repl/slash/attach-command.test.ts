import { describe, expect, test } from 'vitest';
import { attachClipboard, attachFile } from '../../../../src/commands/repl/slash/attach-command.ts';
import type { ReplFiles, SlashDeps } from '../../../../src/commands/repl/slash/slash-command.ts';
import type { Printed } from '../../../../src/terminal/programs/user-shell.ts';
import { PNG } from '../../../helpers/attachments.ts';
import { fakeSlashDeps, replState } from '../../../helpers/fake-repl.ts';

/** The fake files, with parts replaced. */
const filesWith =
  (given: Partial<ReplFiles>): SlashDeps['files'] =>
  async () => ({ ...(await fakeSlashDeps().deps.files()), ...given });

async function attached(arguments_: readonly string[], given: Partial<SlashDeps> = {}) {
  const { deps, did } = fakeSlashDeps(given);
  const state = replState();
  for (const argument of arguments_) await attachFile(argument, state, deps);
  const contents = state.attached.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
  return { contents, notes: did.flatMap(([what, text]) => (what === 'note' ? [text] : [])), did };
}

describe('/file', () => {
  test('attaches files, however their paths are written, one after another', async () => {
    const { contents, notes } = await attached(['a.md', '@b.md', '"my c.md"', '@"my d.md"', 'e@f "g".md', '"h" i']);
    const names = ['a.md', 'b.md', 'my c.md', 'my d.md', 'e@f "g".md', '"h" i'];
    expect(contents.map(([name]) => name)).toEqual(names);
    expect(notes[0]).toBe('a.md, 1 line: goes with the next prompt');
  });

  test('reads a file again that is attached already', async () => {
    let version = 0;
    const files = filesWith({ read: (name) => ({ name, bytes: Buffer.from(`${++version}`) }) });
    expect((await attached(['a.md', 'b.md', 'a.md'], { files })).contents).toEqual([
      ['b.md', '2'],
      ['a.md', '3'],
    ]);
  });

  test('takes back what is attached', async () => {
    const { contents, notes } = await attached(['a.md', '-', '-']);
    expect(contents).toEqual([]);
    expect(notes.slice(1)).toEqual(['nothing is attached any more', 'nothing was attached']);
  });

  test('keeps what was attached where one more would be refused', async () => {
    const { deps } = fakeSlashDeps();
    const state = replState();
    await attachFile('a.md', state, deps);
    const files = filesWith({ read: (name) => ({ name, bytes: Buffer.alloc(0) }) });
    await expect(attachFile('b.md', state, { ...deps, files })).rejects.toMatchObject({
      problem: { what: 'b.md is empty' },
    });
    expect(state.attached.map(({ name }) => name)).toEqual(['a.md']);
  });

  test('without a path lets the user choose one, with words of it', async () => {
    const found: unknown[] = [];
    const files = filesWith({ find: () => ['src/a.ts', undefined, 'src/b.ts', 'doc/a.md'] });
    const pick: SlashDeps['pick'] = async ({ find }) => {
      found.push(...find('a SRC'));
      return [...find('')].at(-1);
    };
    expect((await attached([''], { files, pick })).contents).toEqual([['doc/a.md', 'inside\n']]);
    expect(found).toEqual([{ label: 'src/a.ts' }, undefined]);
    expect((await attached([''])).contents).toEqual([]);
  });
});

describe('/file !command', () => {
  const printing =
    (printed: Partial<Printed>): SlashDeps['readFromShell'] =>
    async () => ({ bytes: Buffer.from('one\ntwo\n'), isTooLong: false, code: 0, by: null, ...printed });

  test.each<[string, Partial<Printed>, string, string]>([
    ['what it prints', {}, 'output of make', 'one\ntwo\n'],
    ['how it failed', { code: 2 }, 'output of make, exit status 2', 'one\ntwo\n'],
    ['how it was ended', { code: null, by: 'SIGINT' }, 'output of make, ended by SIGINT', 'one\ntwo\n'],
    ['what it prints without colors', { bytes: Buffer.from('\u001b[31mred\u001b[m') }, 'output of make', 'red'],
  ])('attaches %s', async (_, printed, name, text) => {
    const { contents, notes } = await attached(['! make '], { readFromShell: printing(printed) });
    expect(contents).toEqual([[name, text]]);
    expect(notes).toEqual([expect.stringMatching(new RegExp(`^${name}, \\d lines?: goes with the next prompt$`))]);
  });

  test('attaches a picture or a PDF that it prints, as it is', async () => {
    const { notes } = await attached(['!grim -'], { readFromShell: printing({ bytes: PNG }) });
    expect(notes).toEqual(['output of grim -, image, 1 × 1: goes with the next prompt']);
    const pdf = Buffer.from('%PDF-1.4\rone\rtwo\n');
    expect((await attached(['!print'], { readFromShell: printing({ bytes: pdf }) })).contents[0]![1]).toBe(String(pdf));
  });

  test.each<[Partial<Printed>, object]>([
    [{ bytes: Buffer.alloc(0) }, { what: 'make printed nothing, so nothing is attached', hint: undefined }],
    [{ bytes: Buffer.alloc(0), code: 1 }, { hint: 'exit status 1' }],
    [{ isTooLong: true }, { hint: 'for example, attach the end of it: /file !make | tail -n 500' }],
  ])('is refused when the outcome is %j', async (printed, problem) => {
    await expect(attached(['!make'], { readFromShell: printing(printed) })).rejects.toMatchObject({ problem });
  });
});

test('/paste attaches what is in the clipboard, once more under another name', async () => {
  const { deps, did } = fakeSlashDeps();
  const state = replState();
  for (let n = 0; n < 3; n++) await attachClipboard(state, deps);
  expect(state.attached.map(({ name }) => name)).toEqual(['clipboard', 'clipboard 2', 'clipboard 3']);
  expect(did[0]).toEqual(['note', 'clipboard, 1 line: goes with the next prompt']);
});
