import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { run, type RunOptions } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

const TEXT = 'So $x_{i}^{*}$ costs $5 and $6:\n\n$$\n\\frac{a+b}{c}\n$$\n';
const UNICODE = 'So xᵢ* costs $5 and $6:\n\n   a + b\n  ───────\n     c\n';

const rendered = async (flags: readonly string[] = [], options: RunOptions = {}) => {
  const { code, stdout, stderr } = await run(['render', ...flags], { stdin: TEXT, ...options });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

describe('formulas', () => {
  test('are shown as Unicode, or as their source by a flag, a variable or the config file', async () => {
    expect(await rendered()).toBe(UNICODE);
    expect(await rendered(['--math', 'source'])).toBe(TEXT);
    expect(await rendered([], { env: { CLAUDE_STREAM_MATH: 'source' } })).toBe(TEXT);
    expect(await rendered([], { config: { math: 'source' } })).toBe(TEXT);
    expect(await rendered(['--math', 'unicode'], { config: { math: 'source' } })).toBe(UNICODE);
  });

  test('are rendered into a pipe with --markdown always', async () => {
    const server = await serve(reply({ deltas: TEXT.match(/[^]{1,3}/g)! }));
    expect((await run(['-q', '--markdown', 'always', 'hi'], { server })).stdout).toBe(UNICODE);
  });

  test('stay TeX in all that is not rendered: pipes, -o and JSON', async () => {
    const server = await serve(reply({ text: TEXT }));
    const file = join(tempFolder(), 'reply.md');
    const { stdout } = await run(['-q', '-o', file, 'hi'], { server });
    expect(stdout).toBe(TEXT);
    expect(readFileSync(file, 'utf8')).toBe(TEXT);
    expect(JSON.parse((await run(['--json', 'hi'], { server })).stdout)).toMatchObject({ text: TEXT });
  });

  test('have two forms', async () => {
    expect(await run(['render', '--math', 'latex'], { stdin: '' })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'claude-stream: --math must be unicode or source, not "latex"\n',
    });
  });
});
