import { spawn } from 'node:child_process';
import type { Environment } from '../../core/config/settings.ts';
import { usageProblem } from '../../core/problem/problem.ts';

export interface ReadClipboardOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Reads little more than this. */
  readonly maxBytes: number;
}

/** Reads the clipboard of whoever sits at the screen: a picture if it holds one, or else text. Throws a problem. */
export async function readClipboard({ environment, platform, maxBytes }: ReadClipboardOptions): Promise<Buffer> {
  const place = placeOf(environment, platform);
  for (const read of place.readers) {
    let isMissing = false;
    const bytes = await read(async (tool, ...args) => {
      // As base64 or hexadecimal digits, a picture is up to twice as long.
      const output = await outputOf(tool, args, 2 * maxBytes + 1000);
      isMissing = output === 'missing';
      return output === 'missing' ? undefined : output;
    });
    if (isMissing) continue;
    if (bytes !== undefined && bytes.length > 0) return bytes;
    throw usageProblem('the clipboard holds neither a picture nor text');
  }
  throw usageProblem(place.without, place.hint);
}

/** Runs a tool; `undefined`: it failed. */
type Run = (tool: string, ...args: string[]) => Promise<Buffer | undefined>;
/** One way to read a clipboard; `undefined`: nothing is in it. */
type Reader = (run: Run) => Promise<Buffer | undefined>;

interface Place {
  readonly readers: readonly Reader[];
  /** What to say where no reader has its tool, and what to do about it. */
  readonly without: string;
  readonly hint: string;
}

function placeOf(environment: Environment, platform: NodeJS.Platform): Place {
  const { SSH_TTY, SSH_CONNECTION, WSL_DISTRO_NAME, WAYLAND_DISPLAY, DISPLAY } = environment;
  // The clipboard of this machine is the wrong one.
  if (SSH_TTY !== undefined || SSH_CONNECTION !== undefined) {
    const hint = 'paste text in the terminal; copy a picture to this machine and use /file';
    return { readers: [], without: 'the clipboard is out of reach over SSH', hint };
  }
  if (platform === 'darwin')
    return { readers: [macReader], without: 'cannot run osascript', hint: 'it is part of macOS' };
  if (platform === 'win32' || WSL_DISTRO_NAME !== undefined) {
    return { readers: [windowsReader], without: 'cannot run powershell.exe', hint: 'make sure that it is in the PATH' };
  }
  if (WAYLAND_DISPLAY !== undefined) {
    const readers = [waylandReader, ...(DISPLAY === undefined ? [] : [x11Reader, xselReader])];
    return { readers, without: 'wl-paste is not installed', hint: 'install wl-clipboard to read the clipboard' };
  }
  if (DISPLAY !== undefined) {
    return {
      readers: [x11Reader, xselReader],
      without: 'xclip is not installed',
      hint: 'install it to read the clipboard',
    };
  }
  const hint = 'neither WAYLAND_DISPLAY nor DISPLAY is set; /file attaches a file';
  return { readers: [], without: 'there is no desktop, and so no clipboard', hint };
}

const waylandReader: Reader = (run) =>
  readOffered(
    () => run('wl-paste', '--list-types'),
    (type) => run('wl-paste', '--no-newline', '--type', type),
  );

const x11Reader: Reader = (run) => {
  const read = (type: string) => run('xclip', '-selection', 'clipboard', '-o', '-t', type);
  return readOffered(() => read('TARGETS'), read);
};

/** It knows only text. */
const xselReader: Reader = (run) => run('xsel', '--clipboard', '--output');

const macReader: Reader = async (run) => {
  // Printed as «data PNGf8950…».
  const printed = await run('osascript', '-e', 'the clipboard as «class PNGf»');
  const digits = /PNGf([\da-f]*)/i.exec(printed?.toString('latin1') ?? '')?.[1];
  return digits === undefined ? run('pbpaste') : Buffer.from(digits, 'hex');
};

const POWERSHELL = `Add-Type -AssemblyName System.Windows.Forms, System.Drawing
$image = [Windows.Forms.Clipboard]::GetImage()
if ($image) {
  $stream = New-Object IO.MemoryStream
  $image.Save($stream, [Drawing.Imaging.ImageFormat]::Png)
  $bytes = $stream.ToArray()
} else { $bytes = [Text.Encoding]::UTF8.GetBytes([Windows.Forms.Clipboard]::GetText()) }
[Convert]::ToBase64String($bytes)`;

const windowsReader: Reader = async (run) => {
  const printed = await run('powershell.exe', '-NoProfile', '-NonInteractive', '-Sta', '-Command', POWERSHELL);
  return printed && Buffer.from(printed.toString('latin1'), 'base64');
};

/** Those that the API accepts come first; about others, whoever attaches them has something to say. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const TEXT_TYPES = ['text/plain;charset=utf-8', 'UTF8_STRING', 'text/plain', 'TEXT', 'STRING'];

async function readOffered(
  list: () => Promise<Buffer | undefined>,
  read: (type: string) => Promise<Buffer | undefined>,
): Promise<Buffer | undefined> {
  const offered = (await list())?.toString().split(/\s*\n/) ?? [];
  const images = offered.filter((type) => /^image\/[\w.+-]+$/.test(type));
  const type = [...IMAGE_TYPES, ...images, ...TEXT_TYPES].find((one) => offered.includes(one));
  return type === undefined ? undefined : read(type);
}

/** After this long a tool waits for a display, or for the program that owns the clipboard. */
const TOOL_MS = 10_000;

/** What a tool prints, until it is longer than it may be; `undefined`: it failed. */
function outputOf(tool: string, args: readonly string[], maxBytes: number): Promise<Buffer | undefined | 'missing'> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: TOOL_MS });
    const pieces: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length <= maxBytes) return;
      child.kill();
      resolve(Buffer.concat(pieces));
    });
    child.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ENOENT' ? 'missing' : undefined));
    child.on('close', (code, by) => {
      if (by !== null) reject(usageProblem(`${tool} gave no answer`));
      else resolve(code === 0 ? Buffer.concat(pieces) : undefined);
    });
  });
}
