import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { LIMITS } from '../../core/conversation/attachment.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { inHome } from '../../storage/complete-path.ts';
import { findFiles } from '../../storage/find-files.ts';
import { readAttachment } from '../../storage/read-attachment.ts';
import type { ReplFiles } from './slash/slash-command.ts';

/** The files and the clipboard of this user. */
export const openFiles = (): ReplFiles => ({
  read(typed) {
    const path = inHome(typed, homedir());
    const stats = quietly(() => statSync(path));
    // Reading a device or a FIFO may take for ever.
    if (stats && !stats.isFile() && !stats.isDirectory()) throw usageProblem(`${path} is not a regular file`);
    return readAttachment(path, LIMITS.request);
  },
  find: () => findFiles('.'),
  async readClipboard() {
    const { readClipboard } = await import('../../terminal/programs/read-clipboard.ts');
    return readClipboard({ environment: process.env, platform: process.platform, maxBytes: LIMITS.request });
  },
});
