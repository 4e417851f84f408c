import { StringDecoder } from 'node:string_decoder';
import type { Environment } from '../../core/config/settings.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import { runProgram, type Ended, type ProgramCommand, type ProgramSetting } from './terminal-program.ts';

/** Runs a command line in the user's shell, which has the terminal meanwhile. Rejects if the shell cannot be started. */
export const runInShell = (line: string, setting: ProgramSetting, platform: NodeJS.Platform): Promise<Ended> =>
  runProgram(shellFor(line, setting.environment, platform), setting);

function shellFor(line: string, { SHELL }: Environment, platform: NodeJS.Platform): ProgramCommand {
  return platform === 'win32' ? { file: line, shell: true } : { file: SHELL || '/bin/sh', args: ['-c', line] };
}

export interface PrintedOptions {
  /** How many bytes of text may be printed, and how many of anything else. */
  readonly maxText: number;
  readonly maxBytes: number;
  readonly onText: (text: string) => void;
}

/** What a command line has printed. */
export interface Printed extends Ended {
  readonly bytes: Buffer;
  /** It was ended because it printed more. */
  readonly isTooLong: boolean;
}

/**
 * The same, but takes what is printed, on stderr too, up to a limit. `onText` gets it as it comes, as text that is safe for
 * a terminal; output that is no text is not shown.
 */
export async function readFromShell(
  line: string,
  setting: ProgramSetting,
  platform: NodeJS.Platform,
  { maxText, maxBytes, onText }: PrintedOptions,
): Promise<Printed> {
  const pieces: Buffer[] = [];
  const tooLong = new AbortController();
  const decoder = new StringDecoder('utf8');
  let length = 0;
  let isText = true;
  function onOutput(piece: Buffer): void {
    if (tooLong.signal.aborted) return;
    isText &&= !piece.includes(0);
    if (isText) onText(sanitize(decoder.write(piece)));
    pieces.push(piece);
    length += piece.length;
    if (length > (isText ? maxText : maxBytes)) tooLong.abort();
  }
  const signal = AbortSignal.any([setting.signal, tooLong.signal]);
  const ended = await runProgram({ ...joined(line, setting.environment, platform), onOutput }, { ...setting, signal });
  return { ...ended, bytes: Buffer.concat(pieces), isTooLong: tooLong.signal.aborted };
}

/** Stdout and stderr in one pipe, so that their order is kept. */
function joined(line: string, { SHELL }: Environment, platform: NodeJS.Platform): ProgramCommand {
  if (platform === 'win32') return { file: `${line} 2>&1`, shell: true };
  return { file: '/bin/sh', args: ['-c', 'exec "$0" -c "$1" 2>&1', SHELL || '/bin/sh', line] };
}
