import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { typedPrompt } from '../../../src/runtime/attachments/open-attachments.ts';
import { GIF, PNG } from '../../helpers/attachments.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

/** A home with files, which is also where the program is. */
function inFolder(): string {
  const folder = tempFolder();
  writeIn(folder, 'notes.md', '# Notes\n');
  writeIn(folder, 'two words.png', PNG);
  writeIn(folder, 'b.gif', GIF);
  writeIn(folder, 'empty', '');
  mkdirSync(join(folder, 'dir'));
  const { HOME } = process.env;
  process.env['HOME'] = folder;
  onTestFinished(() => void (process.env['HOME'] = HOME));
  return folder;
}

const image = (type: string, bytes: Buffer) => ({
  type: 'image',
  source: { type: 'base64', media_type: `image/${type}`, data: bytes.toString('base64') },
});
const file = (path: string) => ({ type: 'text', text: `<file path="${path}">\n# Notes\n</file>` });

test('a prompt attaches the files that it names, and its text does not change', async () => {
  const at = inFolder();
  const typed = `compare @${at}/notes.md, (@${at}/b.gif) and @"${at}/two words.png"!`;
  expect((await typedPrompt(typed)).content).toEqual([
    file(`${at}/notes.md`),
    { type: 'text', text: `<image path="${at}/b.gif" />` },
    image('gif', GIF),
    { type: 'text', text: `<image path="${at}/two words.png" />` },
    image('png', PNG),
    { type: 'text', text: typed },
  ]);
});

test.skipIf(process.platform === 'win32')('a prompt may name a file from home, and the same file twice', async () => {
  const at = inFolder();
  const typed = `@~/notes.md @${at}/notes.md`;
  expect((await typedPrompt(typed)).content).toEqual([file(`${at}/notes.md`), { type: 'text', text: typed }]);
});

test('a prompt that names no file is left alone', async () => {
  const at = inFolder();
  for (const typed of ['hi @someone', `look in @${at}/dir`, `mail me@${at}/notes.md`, '@', `@${at}/nothing.md`]) {
    expect((await typedPrompt(typed)).content).toBe(typed);
  }
});

test('a prompt says what it attaches, and which paths are no files', async () => {
  const at = inFolder();
  const described = async (typed: string) => (await typedPrompt(typed)).describe();
  expect(await described(`@${at}/notes.md, @nope.md and @"my notes". @${at}/b.gif @nope.md`)).toEqual([
    `${at}/notes.md, 1 line`,
    `${at}/b.gif, image, 1 × 1`,
    'no file nope.md, my notes: sent as text',
  ]);
  expect(await described('@alice, use @app.get("/x") and mail me@nope.md')).toEqual([]);
  expect(await described(`look in @${at}/dir`)).toEqual([`no file ${at}/dir: sent as text`]);
  expect(await described('@1.md @2.md @3.md @4.md @5.md @6.md @7.md')).toEqual([
    'no file 1.md, 2.md, 3.md, 4.md, 5.md, and 2 more: sent as text',
  ]);
});

test('a file that cannot be attached is reported', async () => {
  const at = inFolder();
  await expect(typedPrompt(`see @${at}/empty`)).rejects.toThrow(`${at}/empty is empty`);
});
