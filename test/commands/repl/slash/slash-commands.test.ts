import { describe, expect, test } from 'vitest';
import { readTyped } from '../../../../src/commands/repl/slash/read-typed.ts';
import type { ReplState, SlashDeps } from '../../../../src/commands/repl/slash/slash-command.ts';
import {
  commandNamed,
  SLASH_COMMANDS,
  type SlashCommandName,
} from '../../../../src/commands/repl/slash/slash-commands.ts';
import { keyHelp, slashHelp } from '../../../../src/commands/repl/slash/slash-help.ts';
import type { Content, Conversation, Entry } from '../../../../src/core/conversation/conversation.ts';
import { usageTable } from '../../../../src/core/conversation/usage-table.ts';
import { fakeSlashDeps, replState } from '../../../helpers/fake-repl.ts';
import { NOW, recordedSession } from '../../../helpers/fake-session.ts';
import { storedReply } from '../../../helpers/sessions.ts';

describe('a command', () => {
  test('has a name of its own, and is found by it', () => {
    const mains = Object.keys(SLASH_COMMANDS);
    const names = Object.entries(SLASH_COMMANDS).flatMap(([name, { also }]) => [name].concat(also ?? []));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(mains).toContain(commandNamed(name));
    expect(commandNamed('nothing')).toBeUndefined();
    expect(commandNamed('toString')).toBeUndefined();
  });
});

describe('what each command does', () => {
  const prompt = (content: Content): Entry => ({ type: 'prompt', content, time: NOW });
  const answer = (given: Parameters<typeof storedReply>[0]): Entry => ({
    type: 'reply',
    reply: storedReply(given),
    time: NOW,
  });
  const text = (words: string) => ({ type: 'text', text: words });
  const cut = { content: [text('Hel')], stop_reason: 'max_tokens' };
  const note = (words: string) => [['note', words]];
  const started = { model: 'fake-model', system: undefined, name: undefined };

  /** Runs a line after a conversation; what the session, the state and the world are then. */
  async function run(
    line: string,
    conversation: Conversation = [],
    given: Partial<SlashDeps> = {},
    start: Partial<ReplState> = {},
  ) {
    const { session } = recordedSession({ conversation });
    const state = replState({ session, ...start });
    const { deps, did } = fakeSlashDeps(given);
    const typed = readTyped(line, false) as { name: SlashCommandName; argument: string };
    const next = await SLASH_COMMANDS[typed.name].run(typed.argument, state, deps);
    return { next, state, did, types: state.session.conversation.map(({ type }) => type) };
  }

  const expectProblem = (line: string, conversation: Conversation, what: string, hint?: string) =>
    expect(run(line, conversation)).rejects.toMatchObject({ problem: { type: 'usage', what, hint } });

  test('/help prints all commands and keys', async () => {
    const { did, next } = await run('/help', [], { columns: () => 60 });
    expect(did).toEqual([['print', `${slashHelp(SLASH_COMMANDS, 60)}\n${keyHelp(60)}`]]);
    expect(next).toBeUndefined();
  });

  test.each(['/help undo', '/help /undo', '/? undo'])('%s prints one command', async (line) => {
    expect((await run(line)).did).toEqual([['print', '  /undo  remove the last prompt and reply\n']]);
  });

  test('/help finds a command by another name', async () => {
    expect((await run('/help cost')).did).toEqual([['print', expect.stringMatching(/^ {2}\/usage /)]]);
  });

  test('/help of something else fails', async () => {
    await expectProblem('/help /nothing', [], 'unknown command /nothing', '/help lists all commands');
  });

  test.each(['/exit', '/quit'])('%s exits', async (line) => {
    expect(await run(line)).toMatchObject({ next: { type: 'exit' }, did: [] });
  });

  test('/tools lists the tools of MCP servers with their permissions', async () => {
    const mcpTools: SlashDeps['mcpTools'] = {
      status: () => [{ server: 'files', type: 'started', tools: [{ name: 'read', permission: { type: 'always' } }] }],
      revoke: () => [],
    };
    const list = 'SERVER  TOOL  PERMISSION\nfiles   read  allowed until exit\n';
    const how = '/tools revoke TOOL: ask again before it runs\n';
    expect((await run('/tools', [], { mcpTools })).did).toEqual([['print', list + how]]);
    expect((await run('/mcp', [], { mcpTools })).did).toEqual([['print', list + how]]);
    await expectProblem('/tools', [], 'no MCP server is configured', '--mcp-config adds servers');
  });

  test('/tools revoke has tools asked about again', async () => {
    const names = ['read', 'write', 'a tool'];
    const many = Array.from({ length: 12 }, (_, i) => `t${i}`);
    const mcpTools: SlashDeps['mcpTools'] = {
      status: () => [],
      revoke: (wanted) => (wanted === '*' ? many : names.filter((name) => name === wanted)),
    };
    expect((await run('/tools revoke read', [], { mcpTools })).did).toEqual(note('will ask before these run: read'));
    expect((await run('/tools  revoke  a tool ', [], { mcpTools })).did).toEqual(
      note('will ask before these run: a tool'),
    );
    expect((await run('/tools revoke *', [], { mcpTools })).did).toEqual(
      note('will ask before these run: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, and 2 more'),
    );
    const failing = (line: string) => run(line, [], { mcpTools }).catch(({ problem }) => [problem.what, problem.hint]);
    expect(await failing('/tools revoke x\u001b[2J')).toEqual(['no tool "x[2J"', '/tools lists the tools']);
    const takes = ['/tools takes revoke and a tool', 'for example /tools revoke read_file'];
    for (const line of ['/tools revoke', '/tools revokeread', '/tools read'])
      expect(await failing(line)).toEqual(takes);
  });

  test('/new starts a conversation with the same model and system prompt', async () => {
    const { session } = recordedSession({ model: 'my-model', system: 'Be brief.' });
    const { state, did } = await run('/new', [], {}, { session });
    expect(did).toEqual([
      ['fresh', { model: 'my-model', system: 'Be brief.', name: undefined }],
      ['note', 'started a new conversation'],
    ]);
    expect(state.session.id).toBe('freshone');
  });

  test('/new takes a name', async () => {
    expect((await run('/new my work')).did[0]).toEqual(['fresh', { ...started, name: 'my work' }]);
    await expect(run(`/new ${'x'.repeat(500)}`)).rejects.toMatchObject({ problem: { type: 'usage' } });
  });

  test('/clear starts a conversation on a clear screen', async () => {
    const { state, did } = await run('/clear it');
    expect(did).toEqual([['clearScreen'], ['fresh', started], ['note', 'started a new conversation']]);
    expect(state.session.id).toBe('freshone');
  });

  test('/model offers the models, or sets one', async () => {
    const { session } = recordedSession({ system: 'Be brief.' });
    expect((await run('/model', [], {}, { session })).did).toEqual([['pick', 'model:'], ...note('fake-model')]);
    expect((await run('/model other-model', [], {}, { session })).did).toEqual(note('other-model'));
    expect(session).toMatchObject({ model: 'other-model', system: 'Be brief.' });
    const { state } = await run('/model opus');
    expect(state.session.model).toMatch(/^claude-opus-/);
  });

  test('/system shows, changes and removes the system prompt', async () => {
    const { session } = recordedSession();
    const did = async (line: string) => (await run(line, [], {}, { session })).did;
    expect(await did('/system')).toEqual(note('no system prompt'));
    expect(await did('/system @pirate.txt')).toEqual(note('system prompt of @pirate.txt'));
    expect(session).toMatchObject({ model: 'fake-model', system: 'system prompt of @pirate.txt' });
    expect(await did('/system')).toEqual(note('system prompt of @pirate.txt'));
    expect(await did('/system -')).toEqual(note('no system prompt'));
    expect(session.system).toBeUndefined();
  });

  test('/effort offers the levels, or sets one', async () => {
    expect((await run('/effort')).did).toEqual([['pick', 'effort:'], ...note('the model’s default effort')]);
    const { state, did } = await run('/effort low');
    expect({ effort: state.effort, did }).toEqual({ effort: 'low', did: note('low') });
    const kept = await run('/effort', [], {}, { effort: 'high' });
    expect(kept).toMatchObject({ state: { effort: 'high' }, did: [['pick', 'effort:'], ...note('high')] });
    const reset = await run('/effort default', [], {}, { effort: 'high' });
    expect(reset.did).toEqual(note('the model’s default effort'));
    expect(reset.state.effort).toBeUndefined();
    const takes = '/effort takes low, medium, high, xhigh or max';
    await expectProblem('/effort lwo', [], takes, 'did you mean low?');
    await expectProblem('/effort enormous', [], takes);
  });

  test('/continue asks for the rest of a reply that was cut off', async () => {
    const { next, state, types } = await run('/continue', [prompt('hi'), answer(cut)]);
    expect(next).toEqual({ type: 'reply', before: 'Hel' });
    expect(types).toEqual(['prompt', 'reply', 'continue']);
    expect(state.session.conversation[2]).toMatchObject({ content: expect.stringContaining('Hel') });
  });

  test('/continue sends a prompt without a reply', async () => {
    const { next, types } = await run('/continue', [prompt('hi'), answer({ status: 'failed', content: [] })]);
    expect(next).toEqual({ type: 'reply' });
    expect(types).toEqual(['prompt', 'reply']);
  });

  test('/continue needs a reply that was cut off', async () => {
    const hint = 'to get more, ask for it in a prompt';
    await expectProblem('/continue', [], 'the last reply was not cut off', hint);
    await expectProblem('/continue', [prompt('hi'), answer('Hello')], 'the last reply was not cut off', hint);
    const textless = { ...cut, content: [{ type: 'server_tool_use', id: '1', name: 'web_search', input: {} }] };
    await expectProblem('/continue', [prompt('hi'), answer(textless)], 'the last reply was not cut off', hint);
  });

  test('/retry sends the last prompt again, without its reply', async () => {
    const { next, types } = await run('/retry', [prompt('hi'), answer('Hello'), prompt('ho'), answer('Well')]);
    expect(next).toEqual({ type: 'reply' });
    expect(types).toEqual(['prompt', 'reply', 'prompt']);
    await expectProblem('/retry', [], 'nothing to retry: no prompt yet');
  });

  test('/undo removes the last turn and offers its prompt', async () => {
    const typed = [text('<file path="a">'), text('ho')];
    const { state, did, types, next } = await run('/undo', [
      prompt('hi'),
      answer('Hello'),
      prompt(typed),
      answer('Well'),
    ]);
    expect({ draft: state.draft, types, did }).toEqual({
      draft: 'ho',
      types: ['prompt', 'reply'],
      did: note('removed the last prompt and reply; attach its files again'),
    });
    expect(next).toBeUndefined();
    await expectProblem('/undo', [], 'nothing to undo: no reply yet');
  });

  test('/undo says that files go with the prompt, if typing it does not attach them', async () => {
    const noted = async (words: string) =>
      (await run('/undo', [prompt([text('<file path="a.md">'), text(words)]), answer('Hello')])).did;
    expect(await noted('why?')).toEqual(note('removed the last prompt and reply; attach its files again'));
    expect(await noted('why? @a.md')).toEqual(note('removed the last prompt and reply'));
  });

  test('/undo offers a prompt that starts with a slash as a prompt', async () => {
    expect((await run('/undo', [prompt('/help me'), answer('Hello')])).state.draft).toBe('//help me');
  });

  test('/continue sends results again that did not arrive', async () => {
    const calls = answer({ stop_reason: 'tool_use', content: [text('Let me see'), { type: 'tool_use', id: '1' }] });
    const results: Entry = { type: 'results', content: [{ type: 'tool_result', tool_use_id: '1' }], time: NOW };
    const { next, types } = await run('/continue', [
      prompt('hi'),
      calls,
      results,
      answer({ status: 'failed', content: [] }),
    ]);
    expect(next).toEqual({ type: 'reply' });
    expect(types).toEqual(['prompt', 'reply', 'results', 'reply']);
  });

  test('/continue asks again for the rest after a request for it failed', async () => {
    const asked: Entry = { type: 'continue', content: 'on', time: NOW };
    const { next, types } = await run('/continue', [
      prompt('hi'),
      answer(cut),
      asked,
      answer({ status: 'failed', content: [] }),
    ]);
    expect(next).toEqual({ type: 'reply', before: 'Hel' });
    expect(types.at(-1)).toBe('continue');
  });

  test('/edit opens the editor, and its text is the next prompt', async () => {
    const { state, did } = await run('/edit one', [], { edit: async (before) => `${before} two` });
    expect({ draft: state.draft, did }).toEqual({ draft: 'one two', did: [] });
    expect((await run('/edit one')).state.draft).toBe('one');
  });

  const blocks = 'Try\n```\none\n```\nor\n```\ntwo\n```';
  test.each([
    ['/copy', blocks],
    ['/copy 1', 'one\n'],
    ['/copy 2', 'two\n'],
    ['/copy -1', 'two\n'],
    ['/copy -2', 'one\n'],
  ])('%s copies %j', async (line, copied) => {
    const { did } = await run(line, [prompt('hi'), answer(blocks)]);
    expect(did).toEqual([
      ['copy', copied],
      ['note', 'copied'],
    ]);
  });

  test.each([
    ['/copy 3', blocks, 'no code block 3', 'the last reply has 2 code blocks'],
    ['/copy 0', blocks, 'no code block 0', 'the last reply has 2 code blocks'],
    ['/copy 1.5', blocks, 'no code block 1.5', 'the last reply has 2 code blocks'],
    ['/copy x', blocks, 'no code block x', 'the last reply has 2 code blocks'],
    ['/copy 2', '```\none\n```', 'no code block 2', 'the last reply has one code block'],
    ['/copy 1', 'Hello', 'no code block 1', 'the last reply has no code blocks'],
    ['/copy', '', 'no reply to copy', undefined],
  ])('%s of %j fails', async (line, reply, what, hint) => {
    await expectProblem(line, [prompt('hi'), answer(reply)], what, hint);
  });

  test('/copy copies the last reply, also while a prompt has none', async () => {
    const { did } = await run('/copy', [prompt('hi'), answer('one'), prompt('ho'), answer('two'), prompt('hm')]);
    expect(did[0]).toEqual(['copy', 'two']);
    const failed = answer({ status: 'failed', content: [] });
    expect((await run('/copy', [prompt('hi'), answer('one'), prompt('ho'), failed])).did[0]).toEqual(['copy', 'one']);
    await expectProblem('/copy', [], 'no reply to copy');
    await expectProblem('/copy', [prompt('hi')], 'no reply to copy');
  });

  test('/save writes the conversation to a file', async () => {
    expect((await run('/save my chat.md')).did).toEqual([
      ['save', 'bcdfghjk', 'my chat.md'],
      ['note', 'saved to /home/my chat.md'],
    ]);
    await expectProblem('/save', [], '/save needs a file name', 'for example /save chat.md (or .html, .json)');
  });

  test('/sessions opens the conversation that is chosen, or lists those with some words', async () => {
    const { did, state } = await run('/sessions');
    expect(did).toEqual([
      ['resume', ''],
      ['print', '\n'],
      ['showLastTurn', 'resumed1'],
    ]);
    expect(state.session.id).toBe('resumed1');
    expect((await run('/sessions two words')).did).toEqual([['search', 'two words']]);
  });

  test('/resume continues another conversation', async () => {
    const { did, state } = await run('/resume kxyz');
    expect(did).toEqual([
      ['resume', 'kxyz'],
      ['print', '\n'],
      ['showLastTurn', 'resumed1'],
    ]);
    expect(state.session.id).toBe('resumed1');
  });

  test('/resume stays if none is chosen', async () => {
    const { sessions } = fakeSlashDeps().deps;
    const { did, state } = await run('/resume', [], { sessions: { ...sessions, resume: async () => undefined } });
    expect({ did, id: state.session.id }).toEqual({ did: [], id: 'bcdfghjk' });
  });

  test('/rename names the conversation', async () => {
    const { state, did } = await run('/rename my work');
    expect({ name: state.session.name, did }).toEqual({ name: 'my work', did: note('renamed to my work') });
    await expect(run('/rename')).rejects.toMatchObject({ problem: { type: 'usage' } });
  });

  test.each(['/usage', '/cost'])('%s prints the tokens, and what they cost', async (line) => {
    const conversation = [prompt('hi'), answer('Hello')];
    expect((await run(line, conversation)).did).toEqual([['print', usageTable({ conversation, undone: [] })]]);
    const costOf = () => ({ usd: 1.5, savedUsd: 0 });
    const { did } = await run(line, conversation, { costOf });
    expect(did).toEqual([['print', usageTable({ conversation, undone: [] }, costOf)]]);
    expect(did[0]![1]).toContain('$1.50');
  });

  test.each([
    ['/thinking', false, true, 'thinking is shown'],
    ['/thinking', true, false, 'thinking is hidden'],
    ['/thinking on', true, true, 'thinking is shown'],
    ['/thinking off', true, false, 'thinking is hidden'],
  ])('%s while it is %s: %s', async (line, before, after, words) => {
    const { state, did } = await run(line, [], {}, { thinking: before });
    expect({ thinking: state.thinking, did }).toEqual({ thinking: after, did: note(words) });
  });

  test.each([
    ['/raw', false, true, 'replies are shown as raw Markdown'],
    ['/raw', true, false, 'replies are rendered'],
    ['/raw on', false, true, 'replies are shown as raw Markdown'],
    ['/raw off', false, false, 'replies are rendered'],
  ])('%s while it is %s: %s', async (line, before, after, words) => {
    const { state, did } = await run(line, [], {}, { raw: before });
    expect({ raw: state.raw, did }).toEqual({ raw: after, did: note(words) });
  });

  test('a switch takes nothing else', async () => {
    await expectProblem('/thinking maybe', [], '/thinking takes on or off');
    await expectProblem('/raw maybe', [], '/raw takes on or off');
  });
});
