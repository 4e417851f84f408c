import { describe, expect, test } from 'vitest';
import { listing, scripted } from '../helpers/mcp.ts';
import { normalizeScreen, openRepl, serveChat, userFolders } from '../helpers/repl.ts';
import { openScreen } from '../helpers/screen.ts';
import { run } from '../helpers/program.ts';
import { blocksReply, mcpConfig, textBlock, thinkingBlock, toolUse } from '../helpers/tool-replies.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n + 1}`);
const FILE = lines(9).join('\n');

const files = scripted(
  'files',
  `${listing({ name: 'read' }, { name: 'write' })} 'tools/call': ({ params }, answer) => {
    const isError = params.name === 'write';
    answer({ content: [{ type: 'text', text: isError ? 'disk full' : ${JSON.stringify(FILE)} }], isError });
  },`,
);

/** A conversation with two calls and thinking, on the screen after its first turn. */
async function talk() {
  const folders = userFolders();
  const server = await serveChat([
    blocksReply([
      thinkingBlock(lines(9).join('\n')),
      textBlock('Let me look.'),
      toolUse('t1', 'read', { path: 'tides.md' }),
    ]),
    blocksReply([toolUse('t2', 'write', { path: 'a.py', content: `${FILE}\n` })]),
    blocksReply([textBlock('The **disk** is full.')]),
  ]);
  const repl = await openRepl({ server, ...folders, rows: 60 }, [
    '--mcp-config',
    mcpConfig(files),
    '--allow-tool',
    '*',
  ]);
  await repl.say('go\r');
  return { repl, folders };
}

const folded = (all: string) => ['    line 1', '    line 2', '    line 3', `    … 6 more lines: ${all}`];

describe.skipIf(process.platform === 'win32')('calls that ran without a question', () => {
  test('show their input by key, their time, and the beginning of long texts', async () => {
    const { repl } = await talk();
    expect(repl.shown()).toContain(
      screenOf(
        'Let me look.',
        '',
        '● read path: tides.md',
        '  ✓ N s · 9 lines',
        ...folded('/show 1'),
        '● write',
        '  path: a.py',
        '  content (9 lines):',
        ...folded('/show 2'),
        '  ✗ N s · disk full',
        '',
        'The disk is full.',
      ),
    );
  });

  test('are shown whole by /show: the last one, by number, and by name', async () => {
    const { repl } = await talk();
    const whole = lines(9).map((line) => `    ${line}`);
    const read = ['● read path: tides.md', '  ✓ 9 lines', ...whole];
    const write = ['● write', '  path: a.py', '  content (9 lines):', ...whole, '  ✗ disk full'];
    const show = async (command: string) => {
      const before = repl.shown().split('\n').length;
      await repl.say(`${command}\r`);
      return repl.shown().split('\n').slice(before, -1);
    };
    expect(await show('/show')).toEqual(write);
    expect(await show('/show 1')).toEqual(read);
    expect(await show('/show -1')).toEqual(write);
    expect(await show('/show read')).toEqual(read);
    expect(await show('/show 3')).toEqual(['claude-stream: no call 3', '  the calls are numbered 1 to 2']);
    expect(await show('/show raed')).toEqual(['claude-stream: no call of raed', '  did you mean /show read?']);
  });

  test('look the same in sessions show, with thinking, and are whole with --full', async () => {
    const { repl, folders } = await talk();
    repl.type('\u0004');
    await repl.exit;
    const show = async (...args: string[]) => {
      const screen = openScreen(['sessions', 'show', ...args], { ...folders, rows: 80 });
      expect(await screen.exit).toBe(0);
      return normalizeScreen(screen.text());
    };
    expect(await show()).toBe(
      screenOf(
        '> go',
        '',
        'line 1',
        'line 2',
        'line 3',
        '… 6 more lines: --full',
        '',
        'Let me look.',
        '',
        '● read path: tides.md',
        '  ✓ 9 lines',
        ...folded('--full'),
        '● write',
        '  path: a.py',
        '  content (9 lines):',
        ...folded('--full'),
        '  ✗ disk full',
        '',
        'The disk is full.',
      ),
    );
    const full = await show('--full');
    expect(full).not.toContain('…');
    expect(full.match(/line 9/g)).toHaveLength(3);
  });

  test('are whole in a pipe and in exports, whatever their length', async () => {
    const { repl, folders } = await talk();
    repl.type('\u0004');
    await repl.exit;
    for (const args of [['show'], ['export'], ['export', '--format', 'html']]) {
      const { stdout, code } = await run(['sessions', ...args], folders);
      expect(code).toBe(0);
      expect(stdout.match(/line 9/g)).toHaveLength(3);
      expect(stdout).toContain('disk full');
    }
  });
});

test.skipIf(process.platform === 'win32')('/show without a call says so', async () => {
  const repl = await openRepl({ server: await serveChat() });
  await repl.say('/show\r');
  expect(repl.text()).toContain('claude-stream: nothing to show: no tool call yet');
});
