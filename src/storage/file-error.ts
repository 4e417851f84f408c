/** Why the system refused a file, in its words without Node's decorations. `missing`: what is not there on ENOENT. */
export function fileReason(error: unknown, missing = 'no such file'): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return missing;
  if (code === 'EISDIR') return 'is a directory';
  // EACCES: permission denied, open 'notes.md'
  return message.replace(/^[A-Z\d_]+: /, '').replace(/, \w+(?: '[^]*')?$/, '');
}
