import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KEYS, openRepl, serveChat, userFolders, type Repl } from '../helpers/repl.ts';
import { writeSession } from '../helpers/sessions.ts';

/** The id in the hint at the end. */
const idIn = (text: string) => /\nclaude-stream -r (\w{8}) resumes this conversation$/.exec(text)?.[1];

describe.skipIf(process.platform === 'win32')('leaving a conversation', () => {
  test.each<[string, (repl: Repl) => void, number]>([
    ['Ctrl-D', (repl) => repl.type(KEYS.ctrlD), 0],
    ['/exit', (repl) => repl.type('/exit\r'), 0],
    ['SIGTERM', (repl) => repl.kill('SIGTERM'), 143],
  ])('with %s prints how to resume it', async (_, leave, code) => {
    const { env } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env });
    await repl.say('why?\r');
    leave(repl);
    expect(await repl.exit).toBe(code);
    const id = idIn(repl.text());
    expect(id).toBeDefined();
    expect(repl.bytes()).toContain(`\u001b[2mclaude-stream -r ${id} resumes this conversation`);
    const again = await openRepl({ server: chat, env }, ['-r', id!]);
    await again.say('and?\r');
    expect(chat.said(1)).toEqual(['user: why?', 'assistant: Hello', 'user: and?']);
  });

  test('with Ctrl-C pressed twice prints it, too', async () => {
    const { env, data } = userFolders();
    writeSession(join(data, 'claude-stream/sessions'), { turns: [{ prompt: 'moon', reply: 'round' }] });
    const repl = await openRepl({ server: await serveChat(), env }, ['-c']);
    await repl.say(KEYS.ctrlC);
    repl.type(KEYS.ctrlC);
    await repl.exit;
    expect(idIn(repl.text())).toBe('bcdfghjk');
  });

  test('prints the name of one that has one, ready for the shell', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env }, ['-n', 'moon and tides']);
    await repl.say('why?\r');
    repl.type(KEYS.ctrlD);
    await repl.exit;
    expect(repl.rows().at(-1)).toBe("claude-stream -r 'moon and tides' resumes this conversation");
  });

  test('prints the id where the name would find another conversation, or is taken for a flag', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    for (const name of ['tides', 'tides', '-c']) {
      const repl = await openRepl({ server: chat, env });
      await repl.say('why?\r');
      await repl.say(`/rename ${name}\r`);
      repl.type(KEYS.ctrlD);
      await repl.exit;
      if (chat.asked().length === 1) expect(repl.text()).toMatch(/ -r tides resumes/);
      else expect(idIn(repl.text())).toBeDefined();
    }
  });

  test('is about the conversation that was open last', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say('why?\r');
    await repl.say('/new\r');
    repl.type(KEYS.ctrlD);
    await repl.exit;
    expect(repl.rows().at(-1)).toBe('started a new conversation');
  });

  test.each([
    ['nothing was said', [], []],
    ['nothing is saved', ['--no-save'], ['why?\r']],
    ['it is a demo', ['--demo', '--speed', '0'], ['thinking\r']],
    ['the user wants quiet', ['-q'], ['why?\r']],
  ])('prints nothing where %s', async (_, args, lines) => {
    const repl = await openRepl({ server: await serveChat() }, args);
    for (const line of lines) await repl.say(line);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
    expect(repl.text()).not.toContain('resumes this');
  });
});
