import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { run } from '../helpers/program.ts';
import { promptOf } from '../helpers/requests.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';

const question = (name: string) => `claude-stream: did you mean the command ${name}? [y/N]`;

describe('a lone word one edit away from the name of a command', () => {
  test.each([
    ['sesions', 'sessions'],
    ['modles', 'models'],
    ['Tools', 'tools'],
    ['versoin', 'version'],
  ])('%s: asks on a terminal whether %s is meant', async (word, name) => {
    const server = await serve(reply());
    const screen = openScreen([word], { server });
    await screen.waitFor(question(name));
    screen.kill('SIGTERM');
    await screen.exit;
    expect(server.requests).toEqual([]);
  });

  test('runs the command on yes, with the flags that were typed', async () => {
    const server = await serve(reply());
    const env = { XDG_DATA_HOME: tempFolder() };
    const screen = openScreen(['-q', 'versoin'], { server, env });
    await screen.waitFor(question('version'));
    screen.type('y\r');
    expect(await screen.exit).toBe(0);
    expect(screen.rows().slice(1)).toEqual([(await run(['--version'])).stdout.trimEnd()]);
    expect(server.requests).toEqual([]);
  });

  test.each(['n\r', '\r'])('is sent as a prompt on %j', async (answer) => {
    const server = await serve(reply());
    const screen = openScreen(['modles'], { server });
    await screen.waitFor(question('models'));
    screen.type(answer);
    expect(await screen.exit).toBe(0);
    expect(promptOf(server)).toBe('modles');
  });

  test.each([
    ['Ctrl-D', '\u0004', 2],
    ['Ctrl-C', '\u0003', 130],
  ])('is not sent on %s', async (_, key, code) => {
    const server = await serve(reply());
    const screen = openScreen(['modles'], { server });
    await screen.waitFor(question('models'));
    screen.type(key);
    expect(await screen.exit).toBe(code);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['after --', ['--', 'modles'], 'modles'],
    ['with -p', ['-p', 'modles'], 'modles'],
    ['with another word', ['modles', 'please'], 'modles please'],
    ['two edits away', ['modulles'], 'modulles'],
  ])('is a prompt %s', async (_, args, prompt) => {
    const server = await serve(reply());
    const screen = openScreen(args, { server });
    expect(await screen.exit).toBe(0);
    expect(screen.text()).not.toContain('did you mean');
    expect(promptOf(server)).toBe(prompt);
  });

  test('is a prompt where there is no terminal', async () => {
    const server = await serve(reply());
    expect(await run(['modles'], { server })).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(promptOf(server)).toBe('modles');
  });
});

test.each([
  [
    '--modle',
    ['--modle', 'q'],
    "unknown option '--modle'",
    'did you mean --model? quote a prompt that contains dashes, or put -- before it',
  ],
  ['--zzz', ['--zzz', 'q'], "unknown option '--zzz'", 'quote a prompt that contains dashes, or put -- before it'],
  [
    'sessions lst',
    ['sessions', 'lisst'],
    'unknown command "lisst"',
    'did you mean list? to send this as a prompt, put -- before it',
  ],
])('the hints for %s are sentences of their own', async (_, args, what, hint) => {
  expect(await run(args)).toMatchObject({ code: 2, stdout: '', stderr: `claude-stream: ${what}\n  ${hint}\n` });
});
