import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { everything, listing, local, scripted } from '../helpers/mcp.ts';
import { whenAsked } from '../helpers/approval-screen.ts';
import { BANNER, KEYS, openRepl, serveChat } from '../helpers/repl.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { blocksReply, mcpConfig, textBlock, toolUse } from '../helpers/tool-replies.ts';

describe.skipIf(process.platform === 'win32')('/tools', () => {
  test('lists servers, tools and permissions, and revokes one: the tool is asked about again', async () => {
    const ran = join(tempFolder(), 'ran');
    const box = scripted(
      'box',
      `${listing({ name: 'open' }, { name: 'close' })}
       'tools/call': (_message, answer) => { fs.writeFileSync(${JSON.stringify(ran)}, ''); answer({ content: [] }); },`,
    );
    const bad = local('bad\u001b[2J', 'no-such-command', []);
    const chat = await serveChat([
      blocksReply([textBlock('Hi.')]),
      blocksReply([toolUse('toolu_1', 'open', { lid: 'the red one' })]),
    ]);
    const args = ['--mcp-config', mcpConfig(box, bad), '--allow-tool', 'box__open'];
    const repl = await openRepl({ server: chat }, args);
    await repl.waitFor(/its tools are not available\n>$/);
    // By then the other server has started.
    await repl.say('hello\r');
    await repl.say('/tools\r');
    expect(repl.text()).toContain(
      [
        'SERVER  TOOL   PERMISSION',
        'box     open   --allow-tool box__open',
        'box     close  asks first',
        'bad[2J: did not start: command "no-such-command" not found',
        '/tools revoke TOOL: ask again before it runs',
      ].join('\n'),
    );
    repl.type('/tools re');
    repl.type('\t');
    await repl.waitFor(/> \/tools revoke$/);
    repl.type('\t');
    await repl.waitFor(/> \/tools revoke open$/);
    await repl.say('\r');
    expect(repl.text()).toContain('will ask before these run: open');
    repl.type('open it\r');
    await repl.waitFor(/the red one/);
    repl.type(KEYS.ctrlC);
    await repl.waitFor(/not run: interrupted/);
    expect(existsSync(ran)).toBe(false);
  });
});

test.skipIf(process.platform === 'win32')('a prompt that waits for MCP servers names them, until Ctrl-C', async () => {
  const slow = scripted('slow\u001b[2J', `${listing()} initialize: () => {},`);
  const chat = await serveChat([]);
  const repl = await openRepl({ server: chat }, ['--mcp-config', mcpConfig(slow), '--mcp-timeout', '100']);
  repl.type('hello\r');
  await repl.waitFor(/waiting for MCP servers: slow\[2J/);
  repl.type(KEYS.ctrlC);
  // Nothing was sent, so the prompt is back.
  await repl.waitFor(/> hello\n\ninterrupted[^]*\n> hello$/);
  expect(chat.asked()).toEqual([]);
});

describe.skipIf(process.platform === 'win32')('MCP servers that start', () => {
  const slow = () => scripted('slow\u001b[2J', `${listing()} initialize: () => {},`);

  test('are named below the banner', async () => {
    const repl = await openRepl({ server: await serveChat() }, [
      '--mcp-config',
      mcpConfig(slow()),
      '--mcp-timeout',
      '100',
    ]);
    expect(repl.shown()).toBe([BANNER, 'starting an MCP server: slow[2J', '>'].join('\n'));
  });

  test('are not named with -q', async () => {
    const args = ['-q', '--mcp-config', mcpConfig(slow()), '--mcp-timeout', '100'];
    const repl = await openRepl({ server: await serveChat() }, args);
    expect(repl.text()).toBe('>');
  });

  test('are reported as soon as they have failed, each above the line that is being typed', async () => {
    const go = join(tempFolder(), 'go');
    const failing = local('failing', '/bin/sh', ['-c', `until test -e '${go}'; do sleep 0.05; done; exit 3`]);
    const missing = local('missing', 'no-such-command', []);
    const chat = await serveChat();
    const repl = await openRepl({ server: chat }, ['--mcp-config', mcpConfig(failing, missing)]);
    await repl.waitFor(/: failing, missing\nclaude-stream: the MCP server "missing" did not start[^]*\n>$/);
    repl.type('half a li');
    await repl.waitFor(/> half a li$/);
    expect(repl.text()).not.toContain('"failing"');
    writeFileSync(go, '');
    await repl.waitFor(/"failing" did not start[^]*\n> half a li$/);
    await repl.say('ne\r');
    expect(chat.said(0)).toEqual(['user: half a line']);
  });
});

test.skipIf(process.platform === 'win32').each(['y', 'yes', 'yes\r', 'a\r', 'always\r'])(
  'the answer %j lets a call run, and nothing of it is the next prompt',
  async (answer) => {
    const chat = await serveChat([
      blocksReply([toolUse('toolu_1', 'echo', { message: 'hi' })]),
      blocksReply([textBlock('It said hi.')]),
    ]);
    const repl = await openRepl({ server: chat }, ['--mcp-config', mcpConfig(everything())]);
    repl.type('go\r');
    await whenAsked(repl);
    repl.type(answer);
    await repl.waitFor(answer === 'yes' ? /\n> es$/ : /2 requests\n+>$/);
    expect(chat.asked()).toHaveLength(2);
  },
);

test.skipIf(process.platform === 'win32')('the progress of a call is shown while it runs', async () => {
  const input = { duration: 20, steps: 20 };
  const server = await serve([blocksReply([toolUse('toolu_1', 'trigger-long-running-operation', input)])]);
  const args = ['--mcp-config', mcpConfig(everything()), '--allow-tool', 'everything__*', 'go'];
  const screen = openScreen(args, { server });
  await screen.waitFor(/trigger-long-running-operation running \d+ s, \d+% \{"duration/);
  screen.type(KEYS.ctrlC);
  expect(await screen.exit).toBe(130);
  expect(screen.text()).not.toContain('%');
});
