import { fstatSync } from 'node:fs';
import { quietly } from '../core/problem/quietly.ts';
import type { Output } from '../terminal/output/output.ts';

/**
 * stderr, with text that begins on a row of its own where it follows stdout in one place. Only there does it begin with a
 * line break, and stdout gets nothing: its bytes are the model's.
 */
export function onOwnRows(stderr: Output, stdout: Pick<Output, 'endRow'>, sharesPlace = shareOnePlace): Output {
  const onOwnRow = (text: string) => (text !== '' && stdout.endRow() && sharesPlace() ? `\n${text}` : text);
  return {
    ...stderr,
    write: (text) => stderr.write(onOwnRow(text)),
    writeApproval: (text) => stderr.writeApproval(onOwnRow(text)),
  };
}

/**
 * Whether stdout and stderr of this process end up in one place: the same pipe or file, as after `2>&1`, or a terminal that
 * a pipe leads to, as with `| cat`. Where stdout is a terminal itself, every view ends its rows.
 */
function shareOnePlace(): boolean {
  const { stdout, stderr } = process;
  if (stdout.isTTY) return false;
  const [out, err] = [fileOf(1), fileOf(2)];
  if (out === undefined || err === undefined) return false;
  const isSame = out.ino !== 0 && out.ino === err.ino && out.dev === err.dev;
  return isSame || (stderr.isTTY && (out.isFIFO() || out.isSocket()));
}

/** `undefined`: it is closed. */
const fileOf = (descriptor: number) => quietly(() => fstatSync(descriptor));
