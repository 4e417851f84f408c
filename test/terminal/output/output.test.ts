import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { APPROVAL_BAR, createOutput } from '../../../src/terminal/output/output.ts';

function open(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
  const output = createOutput(stream);
  return { output, written: () => String(stream.read() ?? '') };
}

test('on a terminal only the approval prompt draws its bar', () => {
  const { output, written } = open(true);
  void output.write(`${APPROVAL_BAR} Run ls?\n a ${APPROVAL_BAR}${APPROVAL_BAR}\n`);
  expect(written()).toBe('│ Run ls?\n a ││\n');
  void output.writeApproval(`${APPROVAL_BAR} Run ls?\n`);
  expect(written()).toBe(`${APPROVAL_BAR} Run ls?\n`);
});

test('a pipe or a file gets every text as it is', () => {
  const { output, written } = open(false);
  void output.write(APPROVAL_BAR);
  expect(written()).toBe(APPROVAL_BAR);
});
