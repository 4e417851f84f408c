import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { promptOf } from '../helpers/requests.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';

describe('the prompt', () => {
  test('is the words on the command line, joined by a space', async () => {
    const server = await serve(reply());
    await run(['why', 'is', 'the sky', 'blue?'], { server });
    expect(promptOf(server)).toBe('why is the sky blue?');
  });

  test('is exactly the piped input when no words are given', async () => {
    const server = await serve(reply());
    await run([], { server, stdin: '  first line\r\nsecond\r\n' });
    expect(promptOf(server)).toBe('  first line\r\nsecond\r\n');
  });

  test('starts with piped input in a labelled block and ends with the question', async () => {
    const server = await serve(reply());
    await run(['what', 'is this?'], { server, stdin: 'some data\n' });
    expect(promptOf(server)).toBe('<stdin>\nsome data\n</stdin>\n\nwhat is this?');
  });

  test('closes the block properly when the input does not end with a newline', async () => {
    const server = await serve(reply());
    await run(['what is this?'], { server, stdin: 'some data' });
    expect(promptOf(server)).toBe('<stdin>\nsome data\n</stdin>\n\nwhat is this?');
  });

  test('is only the words when stdin is empty', async () => {
    const server = await serve(reply());
    await run(['hello'], { server, stdin: '' });
    expect(promptOf(server)).toBe('hello');
  });

  test.each([
    ['after --', ['--', 'models']],
    ['with -p', ['-p', 'models']],
    ['with --print', ['--print', 'models']],
  ])('may be the name of a subcommand %s', async (_, args) => {
    const server = await serve(reply());
    const result = await run(args, { server });
    expect(result.stdout).toBe('Hello');
    expect(promptOf(server)).toBe('models');
  });

  test('may contain words that look like flags after --', async () => {
    const server = await serve(reply());
    await run(['--', 'what', 'does', '--json', 'do?'], { server });
    expect(promptOf(server)).toBe('what does --json do?');
  });

  test('may come before and after flags', async () => {
    const server = await serve(reply());
    await run(['tell', '-m', 'haiku', 'me'], { server });
    expect(promptOf(server)).toBe('tell me');
  });
});

describe('without a prompt', () => {
  test('an empty stdin is a usage error, and nothing is sent', async () => {
    const server = await serve(reply());
    expect(normalized(await run([], { server }))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        'no prompt given',
        'pass one as arguments, or pipe it in: claude-stream "why is the sky blue?"',
      ),
    });
    expect(server.requests).toEqual([]);
  });

  test('a stdin of only white space is a usage error', async () => {
    expect(await run([], { stdin: ' \n\n' })).toMatchObject({ code: 2, stdout: '' });
  });

  test('a terminal gets a clear message and exit code 2', async () => {
    const screen = openScreen(['-p']);
    expect(await screen.exit).toBe(2);
    expect(screen.text()).toMatch(/^claude-stream: .*prompt/);
  });
});
