import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PNG } from '../helpers/attachments.ts';
import { BANNER, normalizeScreen, openRepl, serveChat, SUMMARY } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen, openShell } from '../helpers/screen.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');

function folder(): string {
  const at = tempFolder();
  writeIn(at, 'f.py', 'a\nb\nc\n');
  writeIn(at, 'cat.png', PNG);
  return at;
}

describe.skipIf(process.platform === 'win32')('what is attached', () => {
  test('with @path is said before the reply, and which paths are no files', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cwd: folder() });
    await repl.say('see @f.py, @cat.png and @nope.md, @alice\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> see @f.py, @cat.png and @nope.md, @alice',
        'f.py, 3 lines',
        'cat.png, image, 1 × 1',
        'no file nope.md: sent as text',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    expect(repl.bytes()).toContain('\u001b[2mf.py, 3 lines');
  });

  test('to the first prompt of a conversation is said below it', async () => {
    const repl = await openRepl({ server: await serveChat(), cwd: folder() }, ['-i', '-f', 'f.py', 'what is it?']);
    await repl.waitFor(/out.*\n\n>$/);
    expect(repl.shown()).toBe(screenOf(BANNER, '> what is it?', 'f.py, 3 lines', '', 'Hello', SUMMARY, '', '>'));
  });

  test.each([
    [[], ['f.py, 3 lines', 'cat.png, image, 1 × 1', '', 'Hello', SUMMARY]],
    [['-q'], ['Hello']],
  ])('to a prompt on the command line is said with %j on a terminal', async (args, rows) => {
    const options = { server: await serveChat(), cwd: folder() };
    const screen = openScreen([...args, '-f', 'f.py', '-f', 'cat.png', 'what is it?'], options);
    expect(await screen.exit).toBe(0);
    expect(normalizeScreen(screen.text())).toBe(screenOf(...rows));
  });

  test('is not said in a script', async () => {
    const at = folder();
    const run = openShell('claude-stream -f f.py "what is it?" 2> log', { server: await serveChat(), cwd: at });
    expect(await run.exit).toBe(0);
    expect(readFileSync(join(at, 'log'), 'utf8')).not.toContain('f.py');
  });
});
