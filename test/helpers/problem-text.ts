/** A problem as printed on stderr: what happened and, below it, what to try. */
export function problemText(what: string, hint?: string): string {
  return `claude-stream: ${what}\n${hint === undefined ? '' : `  ${hint}\n`}`;
}
