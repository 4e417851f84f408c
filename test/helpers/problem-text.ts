/** A problem as printed on stderr: what happened and, below it, what to try. */
export function problemText(what: string, hint?: string): string {
  return `claude-stream: ${what}\n${hint === undefined ? '' : `  ${hint}\n`}`;
}

/** What is said below a reply to a single prompt that was cut off. */
export const CONTINUE_HINT = 'to continue it: claude-stream -c "go on"; --auto-continue 3 does so automatically';
