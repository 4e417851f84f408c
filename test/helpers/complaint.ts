/** A problem as it stands on stderr: what happened, and below it what to try. */
export function complaint(what: string, hint?: string): string {
  return `claude-stream: ${what}\n${hint === undefined ? '' : `  ${hint}\n`}`;
}
