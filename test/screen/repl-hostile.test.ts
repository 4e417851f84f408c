import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { KEYS, openRepl, serveChat, userFolders, type Repl } from '../helpers/repl.ts';
import { writeSession } from '../helpers/sessions.ts';

/** Sets the window title, clears the screen, requests the cursor position, hides the cursor, and reverses the text. */
const EVIL = 'evil\u001b]0;owned\u0007\u001b[2J\u001b[6n\u001b[?25l\u009b31m\u202eback\rover\u0008';

/** None of it controls the terminal. */
function expectHarmless(repl: Repl): void {
  expect(repl.bytes()).not.toMatch(/\u001b\]0|\u001b\[2J|\u001b\[6n|\u009b|\u202e|\u0007|\u0008/);
  expect(repl.cursorVisible()).toBe(true);
}

describe.skipIf(process.platform === 'win32')('untrusted text does not control the terminal', () => {
  test.each([[[]], [['--raw']]])('in a reply (%j)', async (args) => {
    const chat = await serveChat([reply({ deltas: [`One ${EVIL}`, ' two \u001b', ']0;owned\u0007'] })]);
    const repl = await openRepl({ server: chat }, args);
    await repl.say('hi\r');
    expect(repl.text()).toContain('One evil');
    await repl.say('/usage\r');
    expectHarmless(repl);
  });

  test("in the server's own messages", async () => {
    const chat = await serveChat(
      [apiError(400, `type${EVIL}`, `message ${EVIL}`)],
      [{ id: `claude-${EVIL}` }, { id: 'claude-x' }],
    );
    const repl = await openRepl({ server: chat });
    await repl.say('hi\r');
    expect(repl.text().replaceAll(/\s+/g, ' ')).toContain('message evil');
    repl.type(`/model ${KEYS.tab}`);
    await repl.waitFor(/\/model claude-$/);
    repl.type(KEYS.tab);
    await repl.waitFor(/claude-x/);
    expectHarmless(repl);
  });

  test('in the names, texts and models of conversations', async () => {
    const { env, data } = userFolders();
    const folder = join(data, 'claude-stream/sessions');
    writeSession(folder, { id: 'bbbbbbbb', name: `name ${EVIL}`, turns: [{ prompt: 'one', reply: 'two' }] });
    writeSession(folder, {
      id: 'cccccccc',
      model: `model ${EVIL}`,
      system: `system ${EVIL}`,
      started: '2026-03-02T10:00:00.000Z',
      turns: [{ prompt: `prompt ${EVIL}`, reply: `reply ${EVIL}` }],
    });
    const repl = await openRepl({ server: await serveChat(), env }, ['-c']);
    expect(repl.text()).toContain('> prompt evil');
    expect(repl.text()).toContain('reply evil');
    await repl.say('/sessions evil\r');
    await repl.say('/system\r');
    repl.type('/model\r');
    await repl.waitFor('cancel');
    await repl.say(KEYS.escape);
    repl.type('/sessions\r');
    await repl.waitFor(/name evil.*turn\n/);
    repl.type(KEYS.down);
    await repl.waitFor('> name evil');
    await repl.say('\r');
    repl.type('/undo\r');
    await repl.waitFor(/> one$/);
    await repl.say(KEYS.ctrlC);
    expectHarmless(repl);
  });
});
