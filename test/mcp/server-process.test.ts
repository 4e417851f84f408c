import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_INHERITED_ENV_VARS } from '@modelcontextprotocol/sdk/client/stdio.js';
import { SAFE_VARIABLES } from '../../src/mcp/server-process.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import {
  call,
  everything,
  expectGone,
  isRunning,
  listing,
  local,
  open,
  pidsIn,
  scripted,
  stubbornArgs,
} from '../helpers/mcp.ts';

let pids = '';
beforeEach(() => {
  pids = join(tempFolder(), 'pids');
});

/** How long a server has to end once its input is closed, and again once it is asked to. */
const PATIENCE_MS = 1000;
/** From here on timers fire only when the test moves the clock. */
const stopTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
afterEach(() => void vi.useRealTimers());

const noted = `fs.appendFileSync(${JSON.stringify('PIDS')}, process.pid + '\\n');`;
const note = () => noted.replace('"PIDS"', JSON.stringify(pids));
const stubborn = () => local('stubborn', process.execPath, stubbornArgs(pids));

describe('the processes of a server', () => {
  test('end at once when their input closes', async () => {
    const toolbox = await open([scripted('noted', listing({ name: 'a' }), note()), everything()]);
    const running = await pidsIn(pids, 1);
    expect(running.map(isRunning)).toEqual([true]);
    stopTimers();
    await toolbox.close();
    await expectGone(running);
    expect(await call(toolbox, 'a')).toEqual({
      content: 'This tool is no longer available: the MCP server "noted" has stopped.',
      isError: true,
    });
  });

  test('get SIGTERM if they do not end', async () => {
    const deaf = `${note()} setInterval(() => {}, 1000); process.on('SIGTERM', () => { fs.appendFileSync(${JSON.stringify(pids)}, '0\\n'); process.exit(); });`;
    const toolbox = await open([scripted('deaf', listing({ name: 'a' }), deaf)]);
    const [pid] = await pidsIn(pids, 1);
    await toolbox.close();
    await expectGone([pid!]);
    expect(await pidsIn(pids, 2)).toEqual([pid, 0]);
  });

  test('are killed if they ignore that, with the processes that they started', async () => {
    const toolbox = await open([stubborn()]);
    const running = await pidsIn(pids, 2);
    expect(running.map(isRunning)).toEqual([true, true]);
    stopTimers();
    const closing = toolbox.close();
    await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS - 1);
    expect(running.map(isRunning)).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(1);
    await closing;
    await expectGone(running);
  });

  test('are killed at once while the program exits, with the processes that they started', async () => {
    const toolbox = await open([stubborn()]);
    const running = await pidsIn(pids, 2);
    toolbox.kill();
    await expectGone(running);
  });

  test('are killed while they start', async () => {
    let kill = (): void => {};
    const mute = local('mute', process.execPath, stubbornArgs(pids, 'initialize: () => {},'));
    const opening = open([mute], { onStart: (killAll) => (kill = killAll) });
    const running = await pidsIn(pids, 2);
    kill();
    await expectGone(running);
    expect((await opening).failures).toEqual([{ server: 'mute', why: 'it was killed by SIGKILL' }]);
  });

  test('leave no process behind when the first one exits', async () => {
    const orphan = `${note()}
      const child = require('node:child_process').spawn('sleep', ['100'], { stdio: 'ignore' });
      fs.appendFileSync(${JSON.stringify(pids)}, child.pid + '\\n');`;
    const toolbox = await open([scripted('parent', listing({ name: 'a' }), orphan)]);
    const running = await pidsIn(pids, 2);
    process.kill(running[0]!, 'SIGKILL');
    await expectGone(running);
    await toolbox.close();
  });
});

test('a server that dies fails its current and later calls; the others work', async () => {
  const dying = `${listing({ name: 'die' })} 'tools/call': () => process.kill(process.pid, 'SIGKILL'),`;
  const toolbox = await open([scripted('dying', dying), everything()]);
  expect(await Promise.all([call(toolbox, 'die'), call(toolbox, 'echo', { message: 'a' })])).toEqual([
    {
      content: 'The MCP server "dying" stopped before the call finished; its tools are no longer available.',
      isError: true,
    },
    { content: 'Echo: a', isError: false },
  ]);
  expect(await call(toolbox, 'die')).toEqual({
    content: 'This tool is no longer available: the MCP server "dying" has stopped.',
    isError: true,
  });
  expect(await call(toolbox, 'echo', { message: 'b' })).toMatchObject({ content: 'Echo: b' });
});

test('a server gets the variables in its config, and those of ours that the MCP SDK considers safe', async () => {
  expect(SAFE_VARIABLES.posix).toEqual(DEFAULT_INHERITED_ENV_VARS);
  const tells = `${listing({ name: 'env' })} 'tools/call': (_message, answer) =>
    answer({ content: [{ type: 'text', text: JSON.stringify(process.env) }] }),`;
  const self = {
    platform: process.platform,
    kill: process.kill.bind(process),
    env: { PATH: process.env['PATH'], HOME: '() { :; }', ANTHROPIC_API_KEY: 'sk-secret', USER: 'me' },
  };
  const toolbox = await open([{ ...scripted('a', tells), env: { USER: 'you', MINE: '1' } }], { self });
  const { content } = await call(toolbox, 'env');
  expect(JSON.parse(content as string)).toEqual({ PATH: process.env['PATH'], USER: 'you', MINE: '1' });
});
