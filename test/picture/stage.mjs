import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serveReplies } from './replies.mjs';
import { openTerminal } from './terminal.mjs';

const KEY_MS = 45;
const PROGRAM = fileURLToPath(new URL('../../bin/claude-stream.cjs', import.meta.url));
const TOOLS = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
const SERVERS = { mcpServers: { files: { command: 'mcp-server-filesystem', args: ['.'] } } };

/** A shell in a terminal, in a project with a change to commit and a file to edit, and someone who types. */
export async function openStage(size) {
  const server = await serveReplies();
  const home = await mkdtemp(join(tmpdir(), 'claude-stream-picture-'));
  const env = {
    PATH: [join(home, 'bin'), TOOLS, process.env.PATH].join(delimiter),
    HOME: home,
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    PS1: String.raw`\[\e[1;32m\]$\[\e[0m\] `,
    ANTHROPIC_API_KEY: 'sk-ant-not-a-key',
    ANTHROPIC_BASE_URL: server.url,
  };
  const project = join(home, 'project');
  await fillIn(home, project, env);
  const terminal = openTerminal('bash', ['--noprofile', '--norc', '-i'], { ...size, cwd: project, env });
  return {
    screens: terminal.screens,
    actor: actorIn(terminal),
    async close() {
      await terminal.close();
      server.close();
      await rm(home, { recursive: true });
    },
  };
}

function actorIn({ type, waitFor }) {
  const run = async (line) => {
    for (const key of line) {
      type(key);
      await sleep(KEY_MS);
    }
    type('\r');
  };
  return { run, type, waitFor, pause: sleep, shellPrompt: () => waitFor(/(?:^|\n)\$ *$/) };
}

async function fillIn(home, project, env) {
  const run = (command, ...args) => execFileSync(command, args, { cwd: project, env });
  execFileSync('mkdir', [join(home, 'bin'), project]);
  const start = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`;
  await writeFile(join(home, 'bin', 'claude-stream'), start, { mode: 0o755 });
  await writeFile(join(project, 'files.json'), JSON.stringify(SERVERS));
  await writeFile(join(project, 'todo.md'), '- call the bank\n- buy milk\n');
  await writeFile(join(project, 'retry.js'), 'export const TRIES = 3;\n');
  run('git', 'init', '--quiet');
  run('git', 'add', 'retry.js');
  await writeFile(join(project, 'retry.js'), 'export const TRIES = 5;\n');
}
