import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../helpers/program.ts';
import { projectRoot, tempFolder } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { reply } from '../helpers/answers.ts';

const preload = join(projectRoot, 'test', 'helpers', 'loaded-preload.cjs');

/** Makes the program record the files it loads, up to the output of the text `at`. */
function watched(at = '') {
  const file = join(tempFolder(), 'loaded');
  const env = { NODE_OPTIONS: `--require "${preload}"`, LOADED_FILE: file, LOADED_AT: at };
  return { env, loaded: () => readFileSync(file, 'utf8').split('\n').toSorted() };
}

// No command must wait for code that only others need: each file below costs time before the first byte.
test.each([['--help'], ['-h'], ['--version'], ['-v']])('%s loads only the code that prints it', async (flag) => {
  const { env, loaded } = watched();
  await run([flag], { env });
  expect(loaded()).toEqual(['main', 'start']);
});

test('a one-shot into a pipe loads the command line and the API, but no terminal code', async () => {
  const { env, loaded } = watched();
  await run(['hello'], { env, server: await serve(reply({ text: 'Hi' })) });
  expect(loaded()).toEqual([
    'api',
    'command-line',
    'main',
    'markdown-view',
    'one-shot',
    'program',
    'reply-view',
    'rolldown-runtime',
    'start',
  ]);
});

test("the REPL's prompt does not wait for the command line, the API or Markdown", async () => {
  const { env, loaded } = watched('/help');
  const screen = openScreen([], { env });
  await screen.waitFor('>');
  screen.type('\u0004');
  await screen.exit;
  expect(loaded()).toEqual([
    'line-editor',
    'main',
    'markdown-view',
    'program',
    'repl',
    'reply-view',
    'rolldown-runtime',
    'start',
  ]);
});

test('render loads the Markdown engine but not the API', async () => {
  const { env, loaded } = watched();
  await run(['render'], { env, stdin: '# Hello' });
  expect(loaded()).toEqual([
    'command-line',
    'engine',
    'main',
    'markdown-view',
    'markdown-writer',
    'program',
    'rolldown-runtime',
    'start',
    'style',
    'width',
  ]);
});
