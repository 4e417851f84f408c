import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { programPath, surroundings, tempFolder, writeIn } from '../helpers/sandbox.ts';

const missing = process.platform === 'win32' || spawnSync('tmux', ['-V']).error !== undefined;

interface Tmux {
  resize(columns: number, rows: number): void;
  /** Scrollback and screen, with wrapped rows joined. */
  text(): string;
  waitFor(wanted: string): Promise<string>;
}

/** Runs a shell command in its own tmux. */
function openTmux(line: string, columns: number, rows: number): Tmux {
  const folder = tempFolder();
  const { env, cwd } = surroundings({ env: { SHELL: '/bin/sh', TERM: 'xterm-256color' } });
  writeIn(folder, 'claude-stream', `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`, 0o755);
  const path = `${folder}:${process.env['PATH']}`;
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...args], {
      env: { ...env, PATH: path },
      cwd,
      encoding: 'utf8',
    });
  const script = writeIn(folder, 'script', `${line}\nsleep 60\n`);
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), `/bin/sh '${script}'`);
  onTestFinished(() => void tmux('kill-server'));
  const text = () => tmux('capture-pane', '-p', '-J', '-S', '-', '-t', ':0');
  return {
    resize: (columns, rows) => void tmux('resize-window', '-x', String(columns), '-y', String(rows)),
    text,
    async waitFor(wanted) {
      for (;;) {
        const shown = text();
        if (shown.includes(wanted)) return shown;
        await delay(50);
      }
    },
  };
}

const sentence = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `w${from + i}x`).join(' ');
const TEXT = [
  `# ${sentence(0, 3)}`,
  sentence(10, 40),
  `- ${sentence(100, 20)}\n- ${sentence(130, 20)}\n  - ${sentence(160, 20)}`,
  `> ${sentence(200, 30)}`,
  sentence(300, 90),
].join('\n\n');
const words = (text: string): string[] => text.match(/w\d+x/g) ?? [];

describe.skipIf(missing)('in tmux, a reply', () => {
  /** Pieces of 20 bytes, with a pause after each and a longer one after a given word. */
  const play = (folder: string, { pause = 2, restAfter = 'nothing', rest = 0 }): string => {
    const file = writeIn(folder, 'reply.md', TEXT);
    const feeder = writeIn(
      folder,
      'feeder.mjs',
      `import { readFileSync } from 'node:fs';
      const text = readFileSync(${JSON.stringify(file)}, 'utf8');
      for (let at = 0; at < text.length; at += 20) {
        process.stdout.write(text.slice(at, at + 20));
        // The word may be cut in two.
        const rests = text.slice(0, at + 20).includes(${JSON.stringify(restAfter)}) && !text.slice(0, at).includes(${JSON.stringify(restAfter)});
        await new Promise((resolve) => setTimeout(resolve, rests ? ${rest} : ${pause}));
      }`,
    );
    return `echo before; '${process.execPath}' ${feeder} | claude-stream render; echo after`;
  };

  // What `capture-pane -J` joins is what a selection copies without a line break.
  test('has code and URLs that are copied whole, however narrow the window', async () => {
    const command = `curl -s 'https://example.com/${'a/'.repeat(60)}' | jq .`;
    const url = `https://example.com/${'b/'.repeat(60)}`;
    const exact = 'x'.repeat(80);
    const text = `\`\`\`sh\n${command}\n${exact}\nshort\n\`\`\`\n\n- see ${url} for more\n`;
    const file = writeIn(tempFolder(), 'reply.md', text);
    const tmux = openTmux(`cat ${file} | claude-stream render; echo after`, 40, 12);
    const rows = (await tmux.waitFor('after')).trimEnd().split('\n');
    expect(rows).toEqual(['── sh', command, exact, 'short', '', '• see', `  ${url}`, '  for more', 'after']);
  });

  test('is shown once and in order', async () => {
    const tmux = openTmux(play(tempFolder(), {}), 50, 12);
    const text = await tmux.waitFor('after');
    expect(words(text)).toEqual(words(TEXT));
    expect(text).toMatch(/^before\n/);
    expect(text.trimEnd()).toMatch(/w389x\nafter$/);
  });

  // Tmux rewraps its rows at once but reports the new size only some 250 ms later: only a pause in between is exact.
  test('is shown once and in order when the window gets narrower and wider between two pieces', async () => {
    const tmux = openTmux(play(tempFolder(), { restAfter: 'w345x', rest: 4000 }), 60, 24);
    await tmux.waitFor('w345x');
    // Longer than tmux takes to report a size: rows painted just before may not have been rewrapped.
    await delay(800);
    for (const columns of [40, 70, 50]) {
      tmux.resize(columns, 24);
      await delay(600);
    }
    const text = await tmux.waitFor('after');
    expect(words(text)).toEqual(words(TEXT));
    expect(text).toMatch(/^before\n/);
  });

  test.each([
    [
      'narrower and wider',
      [
        [40, 24],
        [70, 24],
        [36, 24],
        [60, 24],
        [100, 24],
        [50, 24],
      ],
    ],
    [
      'shorter and taller',
      [
        [60, 16],
        [60, 30],
        [60, 20],
      ],
    ],
  ] as const)('nothing is lost while the window gets %s', async (_, sizes) => {
    const tmux = openTmux(play(tempFolder(), { pause: 25 }), 60, 24);
    await tmux.waitFor('w12x');
    for (const [columns, rows] of sizes) {
      tmux.resize(columns, rows);
      await delay(300);
    }
    const text = await tmux.waitFor('after');
    expect([...new Set(words(text).toReversed())].toReversed()).toEqual(words(TEXT));
    expect(text).toMatch(/^before\n/);
  });
});
