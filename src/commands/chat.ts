import type { Flags, Settings } from '../core/config/settings.ts';
import type { Command } from './command.ts';

/** `claude-stream` without the name of a command: one reply, a conversation, or a count of tokens. */
export const chat: Command = {
  describe: (program) =>
    program
      .description('Stream replies from Claude to the terminal or a pipe.')
      .argument('[prompt...]', 'the prompt; piped input goes before it')
      .addHelpText('after', EXAMPLES),

  async run(flags, runtime) {
    const { settings } = runtime;
    if (isConversation(settings, flags)) return (await import('./repl/repl.ts')).runRepl(flags, runtime);
    if (settings.count === true) return (await import('./count.ts')).runCount(flags, runtime);
    return (await import('./one-shot.ts')).runOneShot(flags, runtime);
  },
};

/** Whether to stay: as asked for, or because there is a person at the keyboard who gave no prompt. */
function isConversation(settings: Settings, { words }: Flags): boolean {
  const { interactive, print, replay, record, output, outputFormat, file, count, extract, jsonSchema } = settings;
  if (interactive === true) return true;
  const forOneReply = replay ?? record ?? output ?? file ?? count ?? extract ?? jsonSchema;
  const isOneReply = words.length > 0 || print === true || forOneReply !== undefined;
  return !isOneReply && outputFormat === 'text' && process.stdin.isTTY && process.stdout.isTTY;
}

const EXAMPLES = `
Examples:
  claude-stream "why is the sky blue?"
  git diff | claude-stream "write a commit message"
  claude-stream -m haiku --json "three colours" | jq -r .text
  claude-stream --demo tour       (no key needed)

The API key is read from ANTHROPIC_API_KEY, or from \`ant auth login\`.`;
