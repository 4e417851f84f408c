import { awaitsReply, isAnswer, repliesIn } from '../../../core/conversation/answered.ts';
import { cutBy, lastTurn, unanswered } from '../../../core/conversation/conversation.ts';
import { usageTable } from '../../../core/conversation/usage-table.ts';
import { continuationPrompt } from '../../../core/reply/continuation.ts';
import type { StoredReply } from '../../../core/reply/reply-mappings.ts';
import { textOf } from '../../../core/reply/reply.ts';
import { resolveModel } from '../../../core/config/known-models.ts';
import { OPTIONS } from '../../../core/config/options.ts';
import { checkName } from '../../../core/config/session-name.ts';
import { usageProblem } from '../../../core/problem/problem.ts';
import { nearest } from '../../../core/text/nearest.ts';
import type { Session } from '../../../agent/session.ts';
import * as candidates from './candidates.ts';
import { isTypable, lineFor } from '../prompt-line.ts';
import type { ReplState, SlashCommand, SlashDeps } from './slash-command.ts';
import { keyHelp, slashHelp } from './slash-help.ts';

/** Every command of the REPL. A command added here is in the help, in what Tab offers and, generated, in the docs. */
export const SLASH_COMMANDS = table({
  help: { takes: '[command]', help: 'list the commands and keys', complete: commandNames, run: printHelp },

  exit: { help: 'exit (also Ctrl-D)', also: ['quit'], run: async () => ({ type: 'exit' }) },

  new: { takes: '[name]', help: 'start a new conversation', run: startConversation },

  clear: {
    help: 'clear the screen and start a new conversation',
    async run(_, state, deps) {
      deps.clearScreen();
      await startConversation('', state, deps);
    },
  },

  model: {
    takes: '[id]',
    help: 'choose or set the model',
    complete: candidates.models,
    async run(argument, { session }, deps) {
      if (argument === '') return (await import('../choose-value.ts')).chooseModel({ session }, deps);
      session.setModel(resolveModel(argument), session.system);
      return deps.notify.note(session.model);
    },
  },

  system: {
    takes: '[text|@file|-]',
    help: 'show or change the system prompt; - removes it',
    complete: candidates.paths,
    async run(argument, { session }, { notify, systemPrompt }) {
      if (argument !== '') session.setModel(session.model, argument === '-' ? undefined : systemPrompt(argument));
      await notify.note(session.system ?? 'no system prompt');
    },
  },

  effort: {
    takes: '[level]',
    help: 'choose or set the reasoning effort',
    complete: candidates.efforts,
    async run(argument, state, deps) {
      const { chooseEffort, DEFAULT_EFFORT, effortInWords } = await import('../choose-value.ts');
      if (argument === '') return chooseEffort(state, deps);
      const { takes } = OPTIONS.effort;
      const level = takes.parse(argument);
      if (argument !== DEFAULT_EFFORT && level === undefined) {
        const [near] = nearest(argument, takes.choices ?? [], 1);
        throw usageProblem(`/effort takes ${takes.name}`, near && `did you mean ${near}?`);
      }
      state.effort = level;
      return deps.notify.note(effortInWords(level));
    },
  },

  continue: {
    help: 'continue the last reply where it was cut off',
    async run(_, { session }) {
      const { conversation } = session;
      if (unanswered(conversation) !== undefined || awaitsReply(conversation)) return { type: 'reply' };
      const last = lastReply(session);
      const text = textOf(last?.content ?? []);
      if (last === undefined || text === '' || cutBy(last) === undefined) {
        throw usageProblem('the last reply was not cut off', 'to get more, ask for it in a prompt');
      }
      await session.addUserMessage('continue', continuationPrompt(text));
      return { type: 'reply', before: text };
    },
  },

  retry: {
    help: 'send the last prompt again',
    async run(_, { session }) {
      if (lastTurn(session.conversation) === -1) throw usageProblem('nothing to retry: no prompt yet');
      session.rewind();
      return { type: 'reply' };
    },
  },

  undo: {
    help: 'remove the last prompt and reply',
    async run(_, state, { notify }) {
      const { session } = state;
      const prompt = session.undo();
      if (prompt === undefined) throw usageProblem('nothing to undo: no reply yet');
      // Most people undo a prompt to correct it.
      state.draft = lineFor(prompt);
      const files = isTypable(prompt) ? '' : '; attach its files again';
      await notify.note(`removed the last prompt and reply${files}`);
    },
  },

  edit: {
    takes: '[text]',
    help: 'write the prompt in $VISUAL or $EDITOR',
    async run(argument, state, { edit }) {
      state.draft = (await edit(argument)) ?? argument;
    },
  },

  file: {
    takes: '[path|!cmd|-]',
    help: "attach a file or a command's output to the next prompt; - detaches",
    complete: candidates.paths,
    run: async (argument, state, deps) => (await import('./attach-command.ts')).attachFile(argument, state, deps),
  },

  paste: {
    help: 'attach the picture or text in the clipboard to the next prompt',
    run: async (_, state, deps) => (await import('./attach-command.ts')).attachClipboard(state, deps),
  },

  copy: {
    takes: '[n]',
    help: 'copy the last reply or its n-th code block (-1: last)',
    async run(argument, { session }, { notify, copy, codeBlocks }) {
      const text = textOf(lastReply(session)?.content ?? []);
      if (text === '') throw usageProblem('no reply to copy');
      await notify.note(await copy(argument === '' ? text : pick(await codeBlocks(text), argument)));
    },
  },

  show: {
    takes: '[call]',
    help: 'show a whole tool call: the last, the n-th, or the last of a tool',
    async run(argument, { session }, { columns, print }) {
      const { wholeCall } = await import('./show-call.ts');
      await print(wholeCall(session.conversation, argument, columns()));
    },
  },

  save: {
    takes: '<file>',
    help: 'save the conversation as .md, .html or .json',
    complete: candidates.paths,
    async run(argument, { session }, { notify, sessions }) {
      if (argument === '') throw usageProblem('/save needs a file name', 'for example /save chat.md (or .html, .json)');
      await notify.note(`saved to ${await sessions.save(session, argument)}`);
    },
  },

  sessions: {
    takes: '[words]',
    help: 'open another conversation, or list those with these words',
    run: (words, state, deps) => (words === '' ? resume('', state, deps) : deps.sessions.search(words)),
  },

  resume: {
    takes: '[session]',
    help: 'continue another conversation',
    complete: candidates.sessions,
    run: resume,
  },

  rename: {
    takes: '<name>',
    help: 'name this conversation',
    async run(argument, { session }, { notify }) {
      session.rename(checkName(argument));
      await notify.note(`renamed to ${session.name}`);
    },
  },

  usage: {
    help: 'show tokens, cost and times per turn, in total and per model',
    also: ['cost'],
    run: (_, { session }, { print, costOf }) => print(usageTable(session, costOf)),
  },

  tools: {
    takes: '[revoke <tool>]',
    help: 'list MCP tools and which may run without asking, or make one ask again',
    also: ['mcp'],
    complete: candidates.toolPermissions,
    run: async (argument, _, deps) => (await import('./tools-command.ts')).runTools(argument, deps),
  },

  thinking: toggle('thinking', 'show or hide thinking summaries', 'thinking is shown', 'thinking is hidden'),

  raw: toggle(
    'raw',
    'show replies as raw Markdown, or rendered',
    'replies are shown as raw Markdown',
    'replies are rendered',
  ),
});

export type SlashCommandName = keyof typeof SLASH_COMMANDS;

/** The command that a word names. */
export function commandNamed(word: string): SlashCommandName | undefined {
  if (word === '?') return 'help';
  const names = Object.keys(SLASH_COMMANDS) as SlashCommandName[];
  return names.find((name) => name === word || SLASH_COMMANDS[name].also?.includes(word) === true);
}

/** Tab's candidates for the name of a command. */
export function commandNames(): { text: string; label: string; trailing: string }[] {
  return Object.entries(SLASH_COMMANDS).map(([text, { takes }]) => ({
    text,
    label: `/${text}`,
    trailing: takes === undefined ? '' : ' ',
  }));
}

function table<Name extends string>(commands: Readonly<Record<Name, SlashCommand>>) {
  return commands;
}

async function printHelp(argument: string, _: ReplState, { columns, print }: SlashDeps): Promise<void> {
  if (argument === '') return print(`${slashHelp(SLASH_COMMANDS, columns())}\n${keyHelp(columns())}`);
  const word = argument.replace(/^\//, '');
  const name = commandNamed(word);
  if (name === undefined) throw usageProblem(`unknown command /${word}`, '/help lists all commands');
  return print(slashHelp({ [name]: SLASH_COMMANDS[name] }, columns()));
}

async function startConversation(name: string, state: ReplState, { notify, sessions }: SlashDeps): Promise<void> {
  const { model, system } = state.session;
  state.session = await sessions.fresh({ model, system, name: name === '' ? undefined : checkName(name) });
  await notify.note('started a new conversation');
}

/** Continues another conversation; without a name, the user chooses. */
async function resume(wanted: string, state: ReplState, { sessions, print }: SlashDeps): Promise<void> {
  const session = await sessions.resume(wanted);
  if (session === undefined) return;
  state.session = session;
  await print('\n');
  await sessions.showLastTurn(session);
}

function lastReply({ conversation }: Session): StoredReply | undefined {
  return repliesIn(conversation).findLast(isAnswer);
}

/** The n-th code block, counted from 1 or, if negative, from the end. */
function pick(blocks: readonly string[], argument: string): string {
  const number = Number(argument);
  const block = Number.isInteger(number) && number !== 0 ? blocks.at(number > 0 ? number - 1 : number) : undefined;
  if (block !== undefined) return block;
  const has = blocks.length === 1 ? 'one code block' : `${blocks.length || 'no'} code blocks`;
  throw usageProblem(`no code block ${argument}`, `the last reply has ${has}`);
}

/** A command that turns something on or off, or without an argument to the opposite. */
function toggle(name: 'thinking' | 'raw', help: string, on: string, off: string): SlashCommand {
  return {
    takes: '[on|off]',
    help,
    complete: candidates.onOrOff,
    async run(argument, state, { notify }) {
      if (!['', 'on', 'off'].includes(argument)) throw usageProblem(`/${name} takes on or off`);
      state[name] = argument === '' ? !state[name] : argument === 'on';
      await notify.note(state[name] ? on : off);
    },
  };
}
