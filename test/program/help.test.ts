import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../helpers/program.ts';
import { projectRoot } from '../helpers/sandbox.ts';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

test.each(['-v', '--version'])('%s prints the version', async (flag) => {
  const { code, stdout, stderr } = await run([flag]);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expect.stringContaining(version), stderr: '' });
});

test.each(['-h', '--help'])('%s prints every flag, and examples', async (flag) => {
  const { code, stdout, stderr } = await run([flag]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const word of [
    '--model',
    '--system',
    '--max-tokens',
    '--json',
    '--replay',
    '--demo',
    '--stall-timeout',
    'models',
  ]) {
    expect(stdout).toContain(word);
  }
  expect(stdout).toMatch(/examples?/i);
  expect(stdout).not.toMatch(/--temperature|--api-key/);
});

test('--help and --version need no valid config file or environment', async () => {
  const broken = { config: '{', env: { CLAUDE_STREAM_MAX_TOKENS: 'many' } };
  expect(await run(['--help'], broken)).toMatchObject({ code: 0, stderr: '' });
  expect(await run(['--version'], broken)).toMatchObject({ code: 0, stderr: '' });
});

test('--help fits into 80 columns', async () => {
  const { stdout } = await run(['--help']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a term that is too long for its column stands on a row of its own, and moves no other', async () => {
  const { stdout } = await run(['sessions', '--help']);
  expect(stdout).toContain(
    [
      '  show [options] [id]        print a conversation',
      '  search [options] <words...>',
      '                             find conversations that contain all the words; exit',
      '                             with 1 if none do',
      '  export [options] [id]      print a conversation as a document',
    ].join('\n'),
  );
});
