import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { problemText } from '../helpers/problem-text.ts';
import {
  everythingPath,
  filesystemPath,
  expectGone,
  isRunning,
  listing,
  pidsIn,
  scriptArgs,
  stubbornArgs,
} from '../helpers/mcp.ts';
import { normalized, run, start, type RunOptions } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';

const node = process.execPath;
const config = (mcpServers: object): string => JSON.stringify({ mcpServers });
const MISSING = 'its tools are not available';
const script = (...tools: object[]) => ({ command: node, args: scriptArgs(listing(...tools)) });
const tools = async (servers: object, args: readonly string[] = [], options: RunOptions = {}) =>
  normalized(await run(['tools', '--mcp-config', config(servers), ...args], options));

describe('claude-stream tools', () => {
  test('lists the tools of each server, with the first line of each description', async () => {
    const servers = {
      first: script({ name: 'one', description: '\nReads a file.\nSlowly.' }, { name: 'both' }),
      second: script({ name: 'both', title: 'A title' }),
    };
    expect(await tools(servers)).toEqual({
      code: 0,
      stdout: `SERVER  TOOL          DESCRIPTION
first   one           Reads a file.
first   first__both
second  second__both  A title
`,
      stderr: '',
    });
  });

  test('lists the tools of real servers', async () => {
    const servers = {
      everything: { command: node, args: [everythingPath] },
      files: { command: node, args: [filesystemPath, '${HOME}'] },
    };
    const { code, stdout } = await tools(servers);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^everything  echo +Echoes back the input string$/m);
    expect(stdout).toMatch(/^files       read_text_file +Read the complete contents/m);
  });

  test('prints them as JSON with --json', async () => {
    const tool = { name: 'a.b', title: 'A', description: 'b\u001b', annotations: { readOnlyHint: true } };
    const { code, stdout, stderr } = await tools({ x: script(tool, { name: 'c' }) }, ['--json']);
    expect({ code, stderr, all: JSON.parse(stdout) }).toEqual({
      code: 0,
      stderr: '',
      all: [
        {
          server: 'x',
          name: 'x__a_b',
          title: 'A',
          description: 'b\u001b',
          input_schema: { type: 'object' },
          annotations: { readOnlyHint: true },
        },
        { server: 'x', name: 'c', title: null, description: null, input_schema: { type: 'object' }, annotations: null },
      ],
    });
    expect(stdout).not.toContain('\u001b');
  });

  test('fits the list to the window', async () => {
    const servers = { x: script({ name: 'a', description: `日本語 ${'word '.repeat(30)}` }) };
    const screen = openScreen(['tools', '--mcp-config', config(servers)], { cols: 30, rows: 10 });
    expect(await screen.exit).toBe(0);
    expect(screen.rows()).toEqual(['SERVER  TOOL  DESCRIPTION', 'x       a     日本語 word wo…']);
  });

  test('sanitizes text that could control the terminal', async () => {
    const evil = '\u001b]0;x\u0007\u001b[2J';
    const { stdout } = await tools({ [`s${evil}`]: script({ name: evil, description: evil }) });
    expect(stdout).not.toMatch(/[^\x20-\x7e\n]/);
  });

  test('reports servers that do not start, lists the others, and fails', async () => {
    const servers = {
      gone: { command: 'no-such-command' },
      mute: { command: node, args: ['-e', 'setInterval(() => {}, 1000)'], timeout: 1000 },
      old: { command: node, args: ['-e', 'console.error("no key"); process.exit(2)'] },
      good: script({ name: 'a' }),
    };
    const { code, stdout, stderr } = await tools(servers);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'SERVER  TOOL  DESCRIPTION\ngood    a\n' });
    // In the order in which they failed.
    expect(stderr.split(/^(?=claude-stream: )/m).toSorted()).toEqual([
      problemText('the MCP server "gone" did not start: command "no-such-command" not found', MISSING),
      problemText('the MCP server "mute" did not start: no response within N s', MISSING),
      problemText('the MCP server "old" did not start: it exited with code 2: no key', MISSING),
    ]);
  });

  test('applies --mcp-timeout to servers without a timeout of their own', async () => {
    const mute = { command: node, args: ['-e', 'setInterval(() => {}, 1000)'] };
    const { stderr, code } = await run(['tools', '--mcp-timeout', '0.3', '--mcp-config', config({ mute })]);
    expect({ stderr, code }).toEqual({
      code: 1,
      stderr: problemText('the MCP server "mute" did not start: no response within 0.3 s', MISSING),
    });
  });

  test("shows the servers' log without secrets with --debug", async () => {
    const says = { command: node, args: ['-e', 'console.error("key: " + process.env.KEY)'], env: { KEY: '${MY_KEY}' } };
    const { stderr } = await tools({ says }, ['--debug'], { env: { MY_KEY: 'very-secret' } });
    expect(stderr).toContain('mcp says: key: ***\n');
    expect(stderr).not.toContain('very-secret');
  });
});

describe('the MCP config', () => {
  test('is read from files, where later ones win, and from the config file', async () => {
    const folder = tempFolder();
    const first = writeIn(folder, 'a.json', config({ one: { command: 'no-such' }, two: script({ name: 'b' }) }));
    const second = writeIn(folder, 'b.json', config({ one: script({ name: 'a' }) }));
    expect(await run(['tools', '--mcp-config', first, '--mcp-config', second])).toMatchObject({
      code: 0,
      stdout: 'SERVER  TOOL  DESCRIPTION\none     a\ntwo     b\n',
    });
    const settings = { mcpConfig: { mcpServers: { inner: script({ name: 'c' }) } } };
    expect(await run(['tools'], { config: settings })).toMatchObject({
      code: 0,
      stdout: 'SERVER  TOOL  DESCRIPTION\ninner   c\n',
    });
  });

  test('is a usage error if there is none', async () => {
    const example = `claude-stream tools --mcp-config '{"mcpServers": {"time": {"command": "uvx", "args": ["mcp-server-time"]}}}'`;
    const nothing = { code: 2, stdout: '', stderr: problemText('no MCP server is configured', example) };
    expect(normalized(await run(['tools']))).toEqual(nothing);
    expect(await tools({})).toEqual(nothing);
  });

  test.each([
    ['{"mcpServers": {"x": {}}', 'the MCP config: invalid JSON on line 1'],
    [config({ x: { command: 5 } }), 'the MCP config: server "x": "command" must be a string, not a number'],
    ['no-such.json', 'no-such.json: no such file'],
  ])('is a usage error if invalid: %s', async (value, what) => {
    const { code, stdout, stderr } = await run(['tools', '--mcp-config', value]);
    expect({ code, stdout, first: stderr.split('\n')[0] }).toEqual({
      code: 2,
      stdout: '',
      first: `claude-stream: ${what}`,
    });
  });

  test('is reported with file and variable if a variable is missing', async () => {
    const file = writeIn(tempFolder(), 'a.json', config({ x: { url: 'http://a.test', headers: { A: '${MY_KEY}' } } }));
    expect(normalized(await run(['tools', '--mcp-config', file]))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(
        `${file}: server "x": "headers" needs the environment variable MY_KEY, which is not set`,
        'set it, or give a default: ${MY_KEY:-…}',
      ),
    });
  });
});

describe('no server is left behind', () => {
  const waiting = () => {
    const pids = join(tempFolder(), 'pids');
    const servers = { stubborn: { command: node, args: stubbornArgs(pids, 'initialize: () => {},') } };
    return { pids, args: ['tools', '--mcp-config', config(servers)] };
  };

  test.each([
    ['SIGTERM', 143, 'interrupted by SIGTERM\n'],
    ['SIGINT', 130, 'interrupted\n'],
    ['SIGHUP', 129, 'interrupted by SIGHUP\n'],
  ] as const)('by a run that is ended by %s', async (signal, code, stderr) => {
    const { pids, args } = waiting();
    const program = start(args);
    const running = await pidsIn(pids, 2);
    program.kill(signal);
    expect(await program.done).toMatchObject({ code, stdout: '', stderr });
    await expectGone(running);
  });

  test('by Ctrl-C on a terminal, which only the program receives', async () => {
    const pids = join(tempFolder(), 'pids');
    const heard = join(tempFolder(), 'heard');
    const note = `fs.appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n');
      process.on('SIGINT', () => fs.writeFileSync(${JSON.stringify(heard)}, ''));`;
    const servers = { x: { command: node, args: scriptArgs('initialize: () => {},', note) } };
    const screen = openScreen(['tools', '--mcp-config', config(servers)]);
    const running = await pidsIn(pids, 1);
    screen.type('\u0003');
    expect(await screen.exit).toBe(130);
    await expectGone(running);
    expect(existsSync(heard)).toBe(false);
  });

  test('by a program interrupted twice while it waits for a server', async () => {
    const pids = join(tempFolder(), 'pids');
    const program = start(['tools', '--mcp-config', config({ x: { command: node, args: stubbornArgs(pids) } })]);
    const running = await pidsIn(pids, 2);
    await program.stdoutUntil('wait');
    program.kill();
    await sleep(100);
    program.kill();
    expect(await program.done).toMatchObject({ code: 143 });
    await expectGone(running);
  });

  test('by a program whose terminal is closed', async () => {
    const { pids, args } = waiting();
    const screen = openScreen(args);
    const running = await pidsIn(pids, 2);
    screen.hangUp();
    await expectGone(running);
  });

  test('by a run that has ended', async () => {
    const pids = join(tempFolder(), 'pids');
    const servers = { stubborn: { command: node, args: stubbornArgs(pids) } };
    expect(await tools(servers)).toMatchObject({ code: 0, stdout: 'SERVER    TOOL  DESCRIPTION\nstubborn  wait\n' });
    await expectGone(await pidsIn(pids, 2));
  });

  test('by a program that is killed: servers see that their connection is closed', async () => {
    const pids = join(tempFolder(), 'pids');
    const note = `fs.appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n');`;
    const mute = { command: node, args: scriptArgs('initialize: () => {},', note) };
    const program = start(['tools', '--mcp-config', config({ mute })]);
    const running = await pidsIn(pids, 1);
    expect(running.map(isRunning)).toEqual([true]);
    program.kill('SIGKILL');
    await program.done;
    await expectGone(running);
  });
});

test('the MCP client is loaded only if there are servers', async () => {
  const folder = tempFolder();
  const list = join(folder, 'loaded');
  const hook = writeIn(
    folder,
    'hook.cjs',
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, Object.keys(require.cache).join('\\n')));`,
  );
  const loaded = async (...args: string[]) => {
    await run(args, { env: { NODE_OPTIONS: `--require ${hook}` } });
    return /[\\/](mcp|toolbox)\.cjs$/m.test(readFileSync(list, 'utf8'));
  };
  expect(await loaded('hello', '--max-retries', '0')).toBe(false);
  expect(await loaded('tools')).toBe(false);
  expect(await loaded('tools', '--mcp-config', config({ x: { command: 'no-such' } }))).toBe(true);
});
