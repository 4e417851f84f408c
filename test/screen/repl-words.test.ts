import { describe, expect, test } from 'vitest';
import { BANNER, KEYS, openRepl, serveChat } from '../helpers/repl.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');

describe.skipIf(process.platform === 'win32')('typing a slash', () => {
  test('lists the commands with what they do, fewer with each letter, and none in the end', async () => {
    const repl = await openRepl({ server: await serveChat() });
    repl.type('/');
    await repl.waitFor(/\n {2}… \d+ more$/);
    expect(repl.rows().slice(1, 4)).toEqual([
      '> /',
      expect.stringMatching(/^ {2}\/help +list the commands and keys$/),
      expect.stringMatching(/^ {2}\/exit +exit /),
    ]);
    repl.type('re');
    await repl.waitFor(/> \/re\n[^]*rename/);
    await repl.waitFor(/name this conversation$/);
    expect(repl.rows().slice(1)).toEqual([
      '> /re',
      '  /retry    send the last prompt again',
      '  /resume   continue another conversation',
      '  /rename   name this conversation',
    ]);
    await repl.say('n\t moon\r');
    expect(repl.shown()).toBe(screenOf(BANNER, '> /rename  moon', 'renamed to moon', '>'));
  });

  test('at 40 columns clips what they do', async () => {
    const repl = await openRepl({ server: await serveChat(), cols: 40 });
    repl.type('/con');
    await repl.waitFor('/continue');
    expect(repl.rows().at(-1)).toBe('  /continue   continue the last reply…');
    repl.type(KEYS.escape);
    await repl.waitFor(/> \/con$/);
  });
});
