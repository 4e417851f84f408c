import { textOf } from '../../core/reply/reply.ts';
import { cutBy, typedText, lastTurn, unanswered } from '../../core/conversation/conversation.ts';
import type { StoredReply } from '../../core/reply/reply-mappings.ts';
import { continuationPrompt } from '../../core/reply/continuation.ts';
import { resolveModel } from '../../core/config/known-models.ts';
import { nearest } from '../../core/text/nearest.ts';
import { OPTIONS } from '../../core/config/options.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { checkName } from '../../core/config/session-name.ts';
import { commandNamed, keyHelp, slashHelp, type SlashCommandName } from './slash-commands.ts';
import { usageTable } from '../../core/conversation/usage-table.ts';
import type { Repl } from './loop.ts';
import type { Session } from '../../agent/session.ts';

type Action = (repl: Repl, argument: string) => Promise<'leave' | void>;

/** What each command does. Throws a problem where it cannot. */
export const SLASH_ACTIONS: Record<SlashCommandName, Action> = {
  async help({ deps }, argument) {
    if (argument === '') return deps.print(`${slashHelp(deps.columns())}\n${keyHelp(deps.columns())}`);
    const word = argument.replace(/^\//, '');
    const name = commandNamed(word);
    if (name === undefined) throw usageProblem(`unknown command /${word}`, '/help lists all commands');
    return deps.print(slashHelp(deps.columns(), [name]));
  },

  async exit() {
    return 'leave';
  },

  async new(repl, argument) {
    await begin(repl, argument);
    await note(repl, 'started a new conversation');
  },

  async clear(repl) {
    repl.deps.clearScreen();
    await begin(repl, '');
    await note(repl, 'started a new conversation');
  },

  async model(repl, argument) {
    const { session } = repl;
    if (argument !== '') session.use(resolveModel(argument), session.system);
    await note(repl, session.model);
  },

  async system(repl, argument) {
    const { session, deps } = repl;
    if (argument !== '') {
      session.use(session.model, argument === '-' ? undefined : deps.systemPrompt(argument));
    }
    await note(repl, session.system ?? 'no system prompt');
  },

  async effort(repl, argument) {
    const { takes } = OPTIONS.effort;
    const level = takes.parse(argument);
    if (argument !== '' && level === undefined) {
      const [near] = nearest(argument, takes.choices ?? [], 1);
      throw usageProblem(`/effort takes ${takes.name}`, near && `did you mean ${near}?`);
    }
    repl.effort = level ?? repl.effort;
    await note(repl, repl.effort ?? 'the model’s default effort');
  },

  async continue(repl) {
    const { session } = repl;
    if (unanswered(session.conversation) !== undefined) return repl.answer();
    const last = lastReply(session);
    const text = last === undefined ? '' : textOf(last.content);
    if (last === undefined || text === '' || cutBy(last) === undefined) {
      throw usageProblem('the last reply was not cut off', 'to get more, ask for it in a prompt');
    }
    await session.say('continue', continuationPrompt(text));
    return repl.answer(text);
  },

  async retry(repl) {
    if (lastTurn(repl.session.conversation) === -1) throw usageProblem('nothing to retry: no prompt yet');
    repl.session.rewind();
    return repl.answer();
  },

  async undo(repl) {
    const { session } = repl;
    const prompt = session.conversation[lastTurn(session.conversation)];
    if (prompt === undefined || prompt.type === 'reply') throw usageProblem('nothing to undo: no prompt yet');
    session.undo();
    // To be mended, mostly.
    repl.draft = typedText(prompt.content);
    await note(repl, 'removed the last prompt and reply');
  },

  async edit(repl, argument) {
    repl.draft = (await repl.deps.edit(argument)) ?? argument;
  },

  async copy(repl, argument) {
    const { session, deps } = repl;
    const last = lastReply(session);
    const text = last === undefined ? '' : textOf(last.content);
    if (text === '') throw usageProblem('no reply to copy');
    await note(repl, await deps.copy(argument === '' ? text : pick(await deps.codeBlocks(text), argument)));
  },

  async save(repl, argument) {
    if (argument === '') throw usageProblem('/save needs a file name', 'for example /save chat.md (or .html, .json)');
    await note(repl, `saved to ${await repl.deps.sessions.save(repl.session, argument)}`);
  },

  async sessions({ deps }, argument) {
    await deps.sessions.list(argument);
  },

  async resume(repl, argument) {
    const { deps } = repl;
    const session = await deps.sessions.resume(argument);
    if (session === undefined) return;
    repl.session = session;
    await deps.sessions.showLastTurn(session);
  },

  async rename(repl, argument) {
    repl.session.rename(checkName(argument));
    await note(repl, `renamed to ${repl.session.name}`);
  },

  async usage({ session, deps }) {
    await deps.print(usageTable(session.conversation));
  },

  async thinking(repl, argument) {
    repl.thinking = switched(argument, repl.thinking, 'thinking');
    await note(repl, `thinking is ${repl.thinking ? 'shown' : 'hidden'}`);
  },

  async raw(repl, argument) {
    repl.raw = switched(argument, repl.raw, 'raw');
    await note(repl, repl.raw ? 'replies are shown as raw Markdown' : 'replies are rendered');
  },
};

async function begin(repl: Repl, name: string): Promise<void> {
  const { model, system } = repl.session;
  repl.session = await repl.deps.sessions.fresh({ model, system, name: name === '' ? undefined : checkName(name) });
}

const note = ({ deps }: Repl, text: string) => deps.notify.note(text);

function lastReply({ conversation }: Session): StoredReply | undefined {
  const entry = conversation.findLast(({ type }) => type === 'reply');
  return entry?.type === 'reply' ? entry.reply : undefined;
}

/** The n-th of the code blocks, counted from 1, or from the end. */
function pick(blocks: readonly string[], argument: string): string {
  const number = Number(argument);
  const block = Number.isInteger(number) && number !== 0 ? blocks.at(number > 0 ? number - 1 : number) : undefined;
  if (block !== undefined) return block;
  const has = blocks.length === 1 ? 'one code block' : `${blocks.length || 'no'} code blocks`;
  throw usageProblem(`no code block ${argument}`, `the last reply has ${has}`);
}

/** `on`, `off`, or the other. */
function switched(argument: string, now: boolean, name: SlashCommandName): boolean {
  if (argument === '') return !now;
  if (argument === 'on' || argument === 'off') return argument === 'on';
  throw usageProblem(`/${name} takes on or off`);
}
