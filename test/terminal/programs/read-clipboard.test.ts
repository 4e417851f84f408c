import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClipboard } from '../../../src/terminal/programs/read-clipboard.ts';
import { JPEG, PNG } from '../../helpers/attachments.ts';
import { tempFolder, writeIn } from '../../helpers/sandbox.ts';

/** A folder with fake tools, and with a picture for them. */
function tools(scripts: Readonly<Record<string, string>>): { PATH: string } {
  const folder = tempFolder();
  writeIn(folder, 'a.png', PNG);
  writeIn(folder, 'a.jpg', JPEG);
  for (const [name, script] of Object.entries(scripts)) {
    writeIn(folder, name, `#!/bin/sh\ncd '${folder}'\n${script}\n`, 0o755);
  }
  return { PATH: [folder, '/usr/bin', '/bin'].join(delimiter) };
}

/** A clipboard program in which `list` are the types, and each type has a command that prints it. */
const offering = (list: string, types: Readonly<Record<string, string>>, listed: string) =>
  `case "$*" in\n*${listed}*) printf '%b' '${list}';;\n${Object.entries(types)
    .map(([type, command]) => `*"${type}"*) ${command};;`)
    .join('\n')}\n*) exit 9;;\nesac`;
const wlPaste = (list: string, types: Readonly<Record<string, string>>) => offering(list, types, '--list-types');
const xclip = (list: string, types: Readonly<Record<string, string>>) => offering(list, types, 'TARGETS');

const WAYLAND = { WAYLAND_DISPLAY: 'wayland-0' };
const X11 = { DISPLAY: ':0' };
const MB = 1024 * 1024;

async function read(
  environment: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = 'linux',
): Promise<Buffer> {
  const { PATH } = tools(scripts);
  const before = process.env['PATH'];
  process.env['PATH'] = PATH;
  try {
    return await readClipboard({ environment, platform, maxBytes: MB });
  } finally {
    process.env['PATH'] = before;
  }
}

describe.skipIf(process.platform === 'win32')('the clipboard is read', () => {
  const png = { 'image/png': 'cat a.png' };

  test.each<[string, Record<string, string>, Record<string, string>, Buffer]>([
    ['a picture with wl-paste', WAYLAND, { 'wl-paste': wlPaste('text/html\nimage/png\n', png) }, PNG],
    ['a picture with xclip', X11, { xclip: xclip('TIMESTAMP\nTARGETS\nimage/png\n', png) }, PNG],
    [
      'the picture rather than the text',
      X11,
      { xclip: xclip('UTF8_STRING\nimage/png\n', { UTF8_STRING: 'echo text', ...png }) },
      PNG,
    ],
    [
      'the picture that the API accepts',
      X11,
      { xclip: xclip('image/bmp\nimage/jpeg\n', { 'image/bmp': 'echo bmp', 'image/jpeg': 'cat a.jpg' }) },
      JPEG,
    ],
    ['another picture', X11, { xclip: xclip('image/bmp\n', { 'image/bmp': 'printf BM' }) }, Buffer.from('BM')],
    [
      'text with wl-paste',
      WAYLAND,
      { 'wl-paste': wlPaste('text/plain;charset=utf-8\ntext/plain\n', { 'charset=utf-8': "printf 'über\\n'" }) },
      Buffer.from('über\n'),
    ],
    [
      'text with xclip',
      X11,
      { xclip: xclip('STRING\nUTF8_STRING\n', { UTF8_STRING: 'printf hi' }) },
      Buffer.from('hi'),
    ],
    ['text with xsel where xclip is missing', X11, { xsel: 'printf hi' }, Buffer.from('hi')],
    ['with xclip where wl-paste is missing', { ...WAYLAND, ...X11 }, { xclip: xclip('image/png', png) }, PNG],
  ])('%s', async (_, environment, scripts, bytes) => {
    expect(await read(environment, scripts)).toEqual(bytes);
  });

  test('a picture or text with osascript and pbpaste on macOS', async () => {
    const picture = `echo '«data PNGf${PNG.toString('hex').toUpperCase()}»'`;
    expect(await read({}, { osascript: picture, pbpaste: 'echo text' }, 'darwin')).toEqual(PNG);
    expect(await read({}, { osascript: 'exit 1', pbpaste: 'echo text' }, 'darwin')).toEqual(Buffer.from('text\n'));
  });

  test.each<[string, Record<string, string>, NodeJS.Platform]>([
    ['WSL', { WSL_DISTRO_NAME: 'Debian', ...WAYLAND }, 'linux'],
    ['Windows', {}, 'win32'],
  ])('with powershell.exe on %s', async (_, environment, platform) => {
    const script = `case "$*" in *GetImage*GetText*ToBase64String*) echo '${PNG.toString('base64')}';; esac`;
    expect(await read(environment, { 'powershell.exe': script }, platform)).toEqual(PNG);
  });

  test('no further than it may be long', async () => {
    const bytes = await read(X11, { xclip: xclip('image/png', { 'image/png': 'cat a.png; cat /dev/zero' }) });
    expect(bytes.length).toBeGreaterThan(MB);
    expect(bytes.length).toBeLessThan(4 * MB);
  });

  test('with no type that could be an option of the tool', async () => {
    const types = { '--help': 'echo wrong', 'image/': 'echo wrong' };
    await expect(read(X11, { xclip: xclip('image/--x y\n--help\n', types) })).rejects.toMatchObject({
      problem: { what: 'the clipboard holds neither a picture nor text' },
    });
  });

  test.each<[string, Record<string, string>, Record<string, string>, NodeJS.Platform, string, string | undefined]>([
    [
      'is empty',
      WAYLAND,
      { 'wl-paste': 'exit 1' },
      'linux',
      'the clipboard holds neither a picture nor text',
      undefined,
    ],
    [
      'has no tool on Wayland',
      WAYLAND,
      {},
      'linux',
      'wl-paste is not installed',
      'install wl-clipboard to read the clipboard',
    ],
    ['has no tool on X11', X11, {}, 'linux', 'xclip is not installed', 'install it to read the clipboard'],
    [
      'has no desktop',
      {},
      {},
      'linux',
      'there is no desktop, and so no clipboard',
      'neither WAYLAND_DISPLAY nor DISPLAY is set; /file attaches a file',
    ],
    [
      'is at the other end of SSH',
      { SSH_TTY: '/dev/pts/1', ...X11 },
      { xclip: xclip('image/png', png) },
      'linux',
      'the clipboard is out of reach over SSH',
      'paste text in the terminal; copy a picture to this machine and use /file',
    ],
    [
      'has no tool on WSL',
      { WSL_DISTRO_NAME: 'Debian' },
      {},
      'linux',
      'cannot run powershell.exe',
      'make sure that it is in the PATH',
    ],
  ])('or there is a problem when it %s', async (_, environment, scripts, platform, what, hint) => {
    await expect(read(environment, scripts, platform)).rejects.toMatchObject({
      problem: { type: 'usage', what, hint },
    });
  });
});
