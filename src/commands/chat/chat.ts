import { isForOneReply } from '../../core/config/combination.ts';
import type { Flags, Settings } from '../../core/config/settings.ts';
import type { Command } from '../command.ts';

/** `claude-stream` without a command: one reply, an interactive session, or a token count. */
export const chat: Command = {
  describe: (program) =>
    program
      .description('Stream replies from Claude to the terminal or a pipe.')
      .argument('[prompt...]', 'the prompt; piped input goes before it')
      .addHelpText('after', EXAMPLES),

  async run(flags, runtime) {
    const { settings } = runtime;
    if (settings.demo === true) (await import('../../runtime/recordings/demo-fetch.ts')).checkDemoName(flags.words);
    if (isInteractive(settings, flags)) return (await import('../repl/repl.ts')).runRepl(flags, runtime);
    if (settings.count === true) return (await import('./count.ts')).runCount(flags, runtime);
    return (await import('./one-shot.ts')).runOneShot(flags, runtime);
  },
};

/** Whether to start an interactive session: on request, or if there is no prompt at a terminal. */
function isInteractive(settings: Settings, { words }: Flags): boolean {
  if (settings.interactive === true) return true;
  return words.length === 0 && !isForOneReply(settings) && process.stdin.isTTY && process.stdout.isTTY;
}

const EXAMPLES = `
Examples:
  claude-stream "why is the sky blue?"
  git diff | claude-stream "write a commit message"
  claude-stream -m haiku --json "three colours" | jq -r .text
  claude-stream --demo tour       (no key needed)

The API key is read from ANTHROPIC_API_KEY, or from \`ant auth login\`.`;
