import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyText } from '../../../src/terminal/programs/clipboard.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function openScreen() {
  let written = '';
  return {
    screen: { write: (text: string) => void (written += text) },
    written: () => written,
  };
}

/** A folder of tools that write what they are given into a file of their name. */
function tools(scripts: Readonly<Record<string, string>>): { folder: string; PATH: string } {
  const folder = tempFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeIn(folder, name, `#!/bin/sh\n${script.replaceAll('OUT', `'${join(folder, name)}.out'`)}\n`, 0o755);
  }
  return { folder, PATH: [folder, '/usr/bin', '/bin'].join(delimiter) };
}

describe.skipIf(process.platform === 'win32')('a text is copied', () => {
  async function copy(text: string, environment: Record<string, string>, platform: NodeJS.Platform = 'linux') {
    const { screen, written } = openScreen();
    const path = process.env['PATH'];
    if (environment['PATH'] !== undefined) process.env['PATH'] = environment['PATH'];
    try {
      return { how: await copyText(text, { environment, platform, screen }), written: written() };
    } finally {
      process.env['PATH'] = path;
    }
  }

  test.each([
    ['wl-copy', 'linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }],
    ['xclip', 'linux', { DISPLAY: ':0' }],
    ['pbcopy', 'darwin', {}],
    ['clip', 'win32', {}],
  ] as const)('with %s on %s', async (tool, platform, environment) => {
    const { folder, PATH } = tools({ [tool]: 'cat > OUT' });
    const { how, written } = await copy('日本\nx', { ...environment, PATH }, platform);
    expect(how).toBe(`copied 4 characters with ${tool}`);
    expect(readFileSync(join(folder, `${tool}.out`), 'utf8')).toBe('日本\nx');
    expect(written).toBe('');
  });

  test('with the next tool where one fails', async () => {
    const { folder, PATH } = tools({ xclip: 'exit 1', xsel: 'cat > OUT' });
    expect((await copy('x', { DISPLAY: ':0', PATH })).how).toBe('copied 1 character with xsel');
    expect(readFileSync(join(folder, 'xsel.out'), 'utf8')).toBe('x');
  });

  test('without waiting for a tool that never ends', async () => {
    const { PATH } = tools({ xclip: 'exec sleep 60' });
    const { how } = await copy('x', { DISPLAY: ':0', PATH });
    expect(how).toMatch(/^copied 1 character through the terminal/);
  });

  test('with a tool that does not read it', async () => {
    const { PATH } = tools({ xclip: 'exit 0' });
    expect((await copy('x'.repeat(1_000_000), { DISPLAY: ':0', PATH })).how).toBe(
      'copied 1000000 characters with xclip',
    );
  });

  test.each([
    ['where there is no tool', {}, `\u001b]52;c;${base64('über')}\u0007`],
    ['in tmux', { TMUX: '/tmp/x' }, `\u001bPtmux;\u001b\u001b]52;c;${base64('über')}\u0007\u001b\\`],
    ['in screen', { STY: 'x' }, `\u001bP\u001b]52;c;${base64('über')}\u0007\u001b\\`],
  ])('through the terminal %s', async (_, environment, bytes) => {
    const { how, written } = await copy('über', environment);
    expect(how).toBe('copied 4 characters through the terminal (OSC 52), if it allows that');
    expect(written).toBe(bytes);
  });

  test.each([{ SSH_TTY: '/dev/pts/1' }, { SSH_CONNECTION: '1.2.3.4' }])(
    'through the terminal over SSH, whose other end has the clipboard (%j)',
    async (environment) => {
      const { folder, PATH } = tools({ xclip: 'cat > OUT' });
      const { written } = await copy('x', { ...environment, DISPLAY: ':10', PATH });
      expect(written).toContain(base64('x'));
      expect(existsSync(join(folder, 'xclip.out'))).toBe(false);
    },
  );

  test('not through the terminal when it is too long for that', async () => {
    await copy('x'.repeat(56_000), {});
    await expect(copy('x'.repeat(57_000), {})).rejects.toMatchObject({
      problem: { type: 'usage', what: 'cannot copy 57000 characters: too long for the terminal' },
    });
  });
});
