import { describe, expect, test, vi } from 'vitest';
import { runLoop, type ReplDeps, type ReplSettings } from '../../../src/commands/repl/loop.ts';
import type { Answer } from '../../../src/terminal/input/line-input.ts';
import type { Content } from '../../../src/core/conversation/conversation.ts';
import { Interrupted } from '../../../src/core/problem/interruption.ts';
import { usageProblem } from '../../../src/core/problem/problem.ts';
import { failedReply, type Scripted } from '../../helpers/fake-provider.ts';
import { fakeReplDeps } from '../../helpers/fake-repl.ts';
import { recordedSession } from '../../helpers/fake-session.ts';

const SETTINGS: ReplSettings = {
  maxTokens: 100,
  effort: undefined,
  autoContinue: 0,
  maxTurns: 1,
  markdown: 'auto',
  verbose: false,
};

interface LoopOptions extends Partial<ReplDeps> {
  readonly first?: Content;
  readonly settings?: Partial<ReplSettings>;
}

async function loop(lines: readonly (string | Answer)[], script: readonly Scripted[] = [], options: LoopOptions = {}) {
  const { first, settings, ...given } = options;
  const { session, written } = recordedSession();
  const fake = fakeReplDeps(lines, script, given);
  await runLoop(session, first, { ...SETTINGS, ...settings }, fake.deps);
  const said = fake.did.map(([type, first]) => {
    const text = typeof first === 'object' && first !== null && 'what' in first ? first.what : first;
    return `${String(type)}: ${typeof text === 'string' ? text.replace(/ · .*/, '') : JSON.stringify(text)}`;
  });
  const rows = said.filter((line) => !line.startsWith('view'));
  return { ...fake, session, written, rows, said: rows.filter((row) => row !== BLANK_ROW) };
}

/** Sets turns apart, which one test is about. */
const BLANK_ROW = 'print: \n';

const texts = (content: unknown) => (typeof content === 'string' ? content : (content as { text: string }[])[0]!.text);

describe('a prompt', () => {
  test('is answered, and its reply is on disk before the next prompt', async () => {
    const { said, provider, written, initials } = await loop(['hi', 'and?'], ['Hello', 'Well']);
    expect(said).toEqual(['text: Hello', 'summary: end_turn', 'text: Well', 'summary: end_turn']);
    expect(provider.requests[1]!.messages.map(({ content }) => texts(content))).toEqual(['hi', 'Hello', 'and?']);
    expect(written.at(-1)).toEqual({ synced: true });
    expect(initials).toEqual(['', '', '']);
  });

  test('whose reply cannot be shown is reported, and the next one is answered', async () => {
    let views = 0;
    const view = () => ({
      show({ type }: { type: string }) {
        if (type === 'text' && ++views === 1) throw new Error('planted');
      },
    });
    const { said, provider } = await loop(['hi', 'and?'], ['Hello', 'Well'], { view });
    expect(said).toEqual(['problem: unexpected error: planted', 'summary: end_turn']);
    expect(provider.requests).toHaveLength(2);
  });

  test('is set apart from its reply and from what follows, whatever became of it', async () => {
    const turn = (...shown: string[]) => [BLANK_ROW, ...shown, BLANK_ROW];
    const { rows } = await loop(['hi', '/effort', 'and?'], ['Hello', failedReply('')]);
    expect(rows).toEqual([
      ...turn('text: Hello', 'summary: end_turn'),
      'pick: effort:',
      'note: the model’s default effort',
      ...turn('problem: it broke', 'note: /retry sends the prompt again; another prompt leaves it out'),
    ]);
    const view = () => ({
      show() {
        throw new Error('planted');
      },
    });
    expect((await loop(['hi'], ['Hello'], { view })).rows).toEqual(turn('problem: unexpected error: planted'));
  });

  test('from the command line comes first', async () => {
    const { said, provider } = await loop([], ['Hello'], { first: [{ type: 'text', text: 'hi' }] });
    expect(provider.requests[0]!.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]);
    expect(said).toEqual(['text: Hello', 'summary: end_turn']);
  });

  test('has the content that its @paths lead to', async () => {
    const promptContent = async (text: string) => [{ type: 'text', text: `<file>${text}` }];
    const { provider } = await loop(['see @a', '//help'], ['Hello', 'Well'], { promptContent });
    expect(provider.requests[0]!.messages[0]!.content).toEqual([{ type: 'text', text: '<file>see @a' }]);
    expect(provider.requests[1]!.messages[2]!.content).toEqual([{ type: 'text', text: '<file>/help' }]);
  });

  test('that cannot be read stays at the prompt', async () => {
    const promptContent = async () => {
      throw usageProblem('cannot read a');
    };
    const { said, provider, initials } = await loop(['see @a'], [], { promptContent });
    expect(said).toEqual(['problem: cannot read a']);
    expect(provider.requests).toEqual([]);
    expect(initials).toEqual(['', 'see @a']);
  });

  test.each([
    ['//help @a', '//help @a'],
    ['!!ls @a', '!!ls @a'],
    [{ type: 'line', text: '!ls\n@a', isPasted: true } as const, '!!ls\n@a'],
  ])('whose files cannot be read comes back as a prompt, not as a command: %j', async (line, draft) => {
    const promptContent = async () => {
      throw usageProblem('a is a directory');
    };
    expect((await loop([line], [], { promptContent })).initials).toEqual(['', draft]);
  });

  test('takes what was attached before it, once it is read', async () => {
    const seen: unknown[] = [];
    const promptContent: ReplDeps['promptContent'] = async (text, attached) => {
      seen.push([text, attached.map(({ name }) => name)]);
      if (seen.length === 1) throw usageProblem('a is a directory');
      return text;
    };
    await loop(['/file b.md', 'see @a', 'see', 'and?'], ['Hello', 'Well'], { promptContent });
    expect(seen).toEqual([
      ['see @a', ['b.md']],
      ['see', ['b.md']],
      ['and?', []],
    ]);
  });

  test('that is empty does nothing', async () => {
    const { said, initials } = await loop(['', '  \n']);
    expect(said).toEqual([]);
    expect(initials.length).toBe(3);
  });

  test('shows the reply as the settings say', async () => {
    const how = (settings: Partial<ReplSettings>) =>
      loop(['hi'], ['Hello'], { settings }).then(({ did, provider }) => [did[1], provider.requests[0]!.thinking]);
    const summarized = { type: 'adaptive', display: 'summarized' };
    expect(await how({})).toEqual([
      ['view', { model: 'fake-model', raw: false, thinking: false, callsBefore: 0 }],
      undefined,
    ]);
    expect(await how({ markdown: 'never' })).toEqual([
      ['view', { model: 'fake-model', raw: true, thinking: false, callsBefore: 0 }],
      undefined,
    ]);
    expect(await how({ thinking: true })).toEqual([
      ['view', { model: 'fake-model', raw: false, thinking: true, callsBefore: 0 }],
      summarized,
    ]);
  });
});

describe('a reply that failed', () => {
  test('before any text can be retried', async () => {
    const { said } = await loop(['hi'], [failedReply('')]);
    expect(said).toEqual(['problem: it broke', 'note: /retry sends the prompt again; another prompt leaves it out']);
  });

  test('after some text can be continued', async () => {
    const { said } = await loop(['hi'], [failedReply('Hel')]);
    expect(said.slice(1)).toEqual([
      'problem: it broke',
      'note: /continue picks up where it stopped, /retry starts over',
    ]);
  });

  test('is retried by the same prompt, which is not repeated', async () => {
    const { provider, session } = await loop(['hi', 'hi'], [failedReply(''), 'Hello']);
    expect(provider.requests[1]!.messages).toEqual([{ role: 'user', content: 'hi' }]);
    expect(session.conversation.map(({ type }) => type)).toEqual(['prompt', 'reply']);
  });

  test('before any text is not sent with the next prompt', async () => {
    const { provider } = await loop(['hi', 'ho'], [failedReply(''), 'Hello']);
    expect(provider.requests[1]!.messages).toEqual([{ role: 'user', content: 'ho' }]);
  });

  test('before any text can be sent again with /retry or /continue', async () => {
    for (const command of ['/retry', '/continue']) {
      const { provider } = await loop(['hi', command], [failedReply(''), 'Hello']);
      expect(provider.requests[1]!.messages).toEqual([{ role: 'user', content: 'hi' }]);
    }
  });

  test('after some text, and when it was continued, can be continued again', async () => {
    const { said, provider } = await loop(
      ['hi', '/continue', '/continue'],
      [failedReply('Hel'), failedReply(''), 'lo'],
    );
    expect(said.slice(3)).toEqual([
      'problem: it broke',
      'note: /continue picks up where it stopped, /retry starts over',
      'text: lo',
      'summary: end_turn',
    ]);
    expect(provider.requests[2]).toEqual(provider.requests[1]);
  });

  test('and was rejected leaves the conversation as it was', async () => {
    const rejected = failedReply('', { type: 'invalid_request_error', exit: 'failed' });
    const { provider } = await loop(['hi', 'a huge paste', 'ho'], ['Hello', rejected, 'Well']);
    expect(provider.requests[2]!.messages.map(({ content }) => texts(content))).toEqual(['hi', 'Hello', 'ho']);
  });

  test('and the same prompt after a reply is a prompt', async () => {
    const { provider } = await loop(['hi', 'hi'], ['Hello', 'Hello again']);
    expect(provider.requests[1]!.messages.length).toBe(3);
  });
});

describe('a reply that was interrupted', () => {
  const interruptedBy = (by: 'SIGINT' | 'SIGTERM'): Partial<ReplDeps> => ({
    whileReplying(reply) {
      const stop = new AbortController();
      stop.abort(new Interrupted(by));
      return reply(stop.signal);
    },
  });

  test('with Ctrl-C can be continued', async () => {
    const { said } = await loop(['hi'], ['Hel'], interruptedBy('SIGINT'));
    expect(said).toEqual([
      'text: Hel',
      'summary: interrupted',
      'note: /continue picks up where it stopped, /retry starts over',
    ]);
  });

  test('with Ctrl-C before any text is back at the prompt, and not sent with another', async () => {
    const { said, initials, provider } = await loop(['hi', 'ho'], ['', 'Hello'], interruptedBy('SIGINT'));
    expect(said.slice(0, 2)).toEqual(['summary: interrupted', 'text: Hello']);
    expect(initials).toEqual(['', 'hi', '']);
    expect(provider.requests[1]!.messages).toEqual([{ role: 'user', content: 'ho' }]);
  });

  test('with Ctrl-C before any text is back at the prompt as a prompt', async () => {
    const { initials } = await loop(['//help me'], [''], interruptedBy('SIGINT'));
    expect(initials).toEqual(['', '//help me']);
  });

  test('with Ctrl-C before any text, and had files that its text does not name, is left to /retry', async () => {
    const first = [{ type: 'image' }, { type: 'text', text: 'what is this?' }];
    const { said, initials } = await loop([], [''], { first, ...interruptedBy('SIGINT') });
    expect(said).toEqual(['summary: interrupted', 'note: /retry sends the prompt again; another prompt leaves it out']);
    expect(initials).toEqual(['']);
  });

  test('by a signal that ends the program has no hint', async () => {
    const { said } = await loop(['hi'], ['Hel'], interruptedBy('SIGTERM'));
    expect(said).toEqual(['text: Hel', 'summary: interrupted by SIGTERM']);
  });
});

describe('a command', () => {
  test('is run, and may change what is sent', async () => {
    const { said, provider } = await loop(['/model other', '/effort low', '/thinking', '/raw', 'hi'], ['Hello']);
    expect(said.slice(0, 4)).toEqual([
      'note: other',
      'note: low',
      'note: thinking is shown',
      'note: replies are shown as raw Markdown',
    ]);
    expect(provider.requests[0]).toMatchObject({
      model: 'other',
      output_config: { effort: 'low' },
      thinking: { type: 'adaptive' },
    });
  });

  test('may change how replies are shown', async () => {
    const { did } = await loop(['/thinking', '/raw', 'hi'], ['Hello']);
    expect(did).toContainEqual(['view', { model: 'fake-model', raw: true, thinking: true, callsBefore: 0 }]);
  });

  test('may ask for a reply', async () => {
    const { said, provider, session } = await loop(['hi', '/retry'], ['Hello', 'Well']);
    expect(said.slice(2)).toEqual(['text: Well', 'summary: end_turn']);
    expect(provider.requests[1]).toEqual(provider.requests[0]);
    expect(session.conversation.length).toBe(2);
  });

  test('may continue a reply, without what that repeats', async () => {
    const cut = { text: 'the quick brown', stopReason: 'max_tokens' };
    const { said } = await loop(['hi', '/continue'], [cut, 'the quick brown fox']);
    expect(said.slice(2)).toEqual(['text:  fox', 'summary: end_turn']);
  });

  test('/undo removes one turn, whatever failed after it', async () => {
    const { provider, initials } = await loop(
      ['one', 'two', 'three', '/undo', 'four'],
      ['eins', 'zwei', failedReply(''), 'vier'],
    );
    expect(initials).toEqual(['', '', '', '', 'two', '']);
    expect(provider.requests[3]!.messages.map(({ content }) => texts(content))).toEqual(['one', 'eins', 'four']);
  });

  test('may put a text at the next prompt, and only there', async () => {
    const { initials } = await loop(['hi', '/undo', 'ho'], ['Hello', 'Well']);
    expect(initials).toEqual(['', '', 'hi', '']);
  });

  test('that fails is reported, and the conversation goes on', async () => {
    const { said, initials } = await loop(['/undo', '/rename', 'hi'], ['Hello']);
    expect(said.slice(0, 2)).toEqual(['problem: nothing to undo: no reply yet', expect.stringContaining('problem: ')]);
    expect(said.at(-1)).toBe('summary: end_turn');
    expect(initials.length).toBe(4);
  });

  test('may be the end', async () => {
    const { said, initials } = await loop(['/exit', 'hi'], []);
    expect(said).toEqual([]);
    expect(initials.length).toBe(1);
  });

  test.each([
    ['/hlep', 'unknown command /hlep', 'did you mean /help? (start with // to send it as a prompt)'],
    ['/xyzzyxyzzy', 'unknown command /xyzzyxyzzy', '/help lists all commands (start with // to send it as a prompt)'],
  ])('%s is unknown', async (line, what, hint) => {
    const { did } = await loop([line]);
    expect(did).toEqual([['problem', expect.objectContaining({ type: 'usage', what, hint })]]);
  });

  test.each(['/undo 3', '/retry in French', '/exit now'])('%s has an argument that would be ignored', async (line) => {
    const { did } = await loop([line]);
    const what = `${line.split(' ')[0]} takes no argument`;
    const hint = 'start with // to send it as a prompt';
    expect(did).toEqual([['problem', expect.objectContaining({ type: 'usage', what, hint })]]);
  });
});

describe('a bug', () => {
  test('is reported as one, and the conversation goes on', async () => {
    const { said, initials } = await loop(['hi', '/exit'], []);
    expect(said).toEqual([expect.stringMatching(/^problem: unexpected error: the script has no reply/)]);
    expect(initials.length).toBe(2);
  });
});

describe('Ctrl-C', () => {
  const ctrlC = (text = ''): Answer => ({ type: 'interrupt', text });
  const hint = 'note: press Ctrl-C again to exit';

  test.each<[string, (string | Answer)[], number, string[]]>([
    ['twice on an empty line exits', [ctrlC(), ctrlC(), 'hi'], 2, [hint]],
    ['on a line that is not empty only clears it', [ctrlC('hi'), ctrlC('ho')], 3, []],
    ['on a line that is not empty starts over', [ctrlC(), ctrlC('hi'), ctrlC(), '/exit'], 4, [hint, hint]],
    ['before a line starts over', [ctrlC(), ' ', ctrlC()], 4, [hint, hint]],
  ])('%s', async (_, lines, prompts, expected) => {
    const { said, initials } = await loop(lines);
    expect(said).toEqual(expected);
    expect(initials.length).toBe(prompts);
  });

  test('just after a reply was meant for that', async () => {
    const { said, initials } = await loop(['hi', ctrlC(), ctrlC(), ctrlC()], ['Hello']);
    expect(said).toEqual(['text: Hello', 'summary: end_turn']);
    expect(initials.length).toBe(5);
  });

  test('just after a reply leaves a prompt that was put back, and clears what was typed', async () => {
    const whileReplying: ReplDeps['whileReplying'] = (reply) => {
      const stop = new AbortController();
      stop.abort(new Interrupted('SIGINT'));
      return reply(stop.signal);
    };
    const { initials } = await loop(['hi', ctrlC('hi'), ctrlC('hi!')], [''], { whileReplying });
    expect(initials).toEqual(['', 'hi', 'hi', '']);
  });

  test('half a second after a reply is Ctrl-C again', async () => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const later = async (ms: number): Promise<Answer> => {
      now += ms;
      return ctrlC();
    };
    const waits = [499, 1, 0];
    const lines = ['hi'];
    const readLine = async (): Promise<Answer> => {
      const text = lines.shift();
      return text === undefined ? later(waits.shift()!) : { type: 'line', text, isPasted: false };
    };
    const { said } = await loop([], ['Hello'], { readLine }).finally(() => clock.mockRestore());
    expect(said).toEqual(['text: Hello', 'summary: end_turn', hint]);
    expect(waits).toEqual([]);
  });
});

describe('the context window', () => {
  const full = { text: 'Hello', usage: { input_tokens: 90_000, output_tokens: 0 } };

  test('that is nearly full leads to a warning', async () => {
    const models = async () => [{ id: 'fake-model', max_input_tokens: 100_000 }];
    const wait = () => new Promise<void>(() => {});
    const { said } = await loop(['hi'], [full], { models, wait });
    expect(said.at(-1)).toMatch(/^summary: context 90% full/);
  });

  test('with room leads to none', async () => {
    const models = async () => [{ id: 'fake-model', max_input_tokens: 1_000_000 }];
    const wait = () => new Promise<void>(() => {});
    expect((await loop(['hi'], [full], { models, wait })).said.at(-1)).toBe('summary: end_turn');
  });
});
