import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import { run, start } from '../helpers/program.ts';
import { rowsOf } from '../helpers/rows.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { normalizeOutput } from '../helpers/normalize-output.ts';
import { Emulator } from './stage.ts';

const SAMPLE =
  '# Head\n\nSome **bold** text with [a link](http://e.x/y).\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n';
const plain = { color: 0, hyperlinks: false } as const;
const file = () => writeIn(tempFolder(), 'sample.md', SAMPLE);
const printed = (text: string, options: Parameters<typeof rowsOf>[1]): string =>
  rowsOf(text, options)
    .map((row) => `${row}\n`)
    .join('');
/** Only ever forward: never up, nothing cleared, no modes. */
const PAINTS = /\u001b\[(?:\d*[A-HJKSTf]|\?)/;

describe.skipIf(process.platform === 'win32')('a long reply on a screen of ten rows', () => {
  test('shows the spinner, the first text, a table, long code and the summary', async () => {
    const code = Array.from({ length: 30 }, (_, i) => `const value${i} = ${i};`).join('\n');
    const [first, table, rest] = [gate(), gate(), gate()];
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ deltas: [] }));
        await first.passed;
        yield sse(...openReply({ deltas: ['Here it **is'] }).slice(1));
        await table.passed;
        yield sse(textDelta('**:\n\n| Name | Worth |\n| :-- | --: |\n| alpha | 1 |\n| be'));
        await rest.passed;
        for (const piece of `ta | 20 |\n\n\`\`\`js\n${code}\n\`\`\`\n\nDone.`.match(/[^]{1,9}/g)!) {
          yield sse(textDelta(piece));
          if (piece.includes('5')) await delay(5);
        }
        yield sse(...closeReply({ text: '' }));
      })(),
    });
    const screen = openShell('echo before; claude-stream hi; echo after', { server, cols: 40, rows: 10 });
    await screen.waitFor('claude-opus-5-5');
    first.open();
    await screen.waitFor('Here it is');
    expect(screen.rows()).toEqual(['before', 'Here it is']);
    table.open();
    await screen.waitFor(/be\s/);
    rest.open();
    await screen.exit;
    const rows = screen.rows();
    const summary = rows.findIndex((row) => row.startsWith('end_turn'));
    expect(rows.slice(0, summary)).toEqual([
      'before',
      'Here it is:',
      '',
      'Name  │ Worth',
      '──────┼──────',
      'alpha │     1',
      'beta  │    20',
      '',
      '── js',
      ...code.split('\n'),
      '',
      'Done.',
    ]);
    expect(normalizeOutput(rows.slice(summary).join(' ').replaceAll(/ +/g, ' '))).toBe(
      'end_turn · 12 in · 5 out · $0.0001 · N s after',
    );
    expect(screen.cursorVisible()).toBe(true);

    const emulator = new Emulator({ columns: 40, rows: 10 });
    emulator.write(screen.bytes());
    expect(emulator.row(1)).toContain('s{');
    expect(
      emulator
        .row(1)
        .replaceAll(/\{[^}]*\}/g, '')
        .trimEnd(),
    ).toBe('Here it is:');
    expect(emulator.row(1)).toContain('i{bold}s{bold}:');
    expect(emulator.row(9)).toContain('c{16777216/5}o{16777216/5}');
  });

  test('keeps the text it has shown when the window changes during the reply', async () => {
    const words = Array.from({ length: 150 }, (_, i) => `w${i}x`);
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ deltas: ['- start\n\n'] }));
        for (const word of words) {
          await delay(8);
          yield sse(textDelta(`${word}${/[05]0x/.test(word) ? '\n\n' : ' '}`));
        }
        yield sse(...closeReply({ text: '' }));
      })(),
    });
    const screen = openScreen(['-q', 'hi'], { server, cols: 60, rows: 24 });
    for (const [word, columns, rows] of [
      ['w20x', 40, 24],
      ['w60x', 70, 20],
      ['w100x', 44, 24],
    ] as const) {
      await screen.waitFor(word);
      screen.resize(columns, rows);
    }
    await screen.exit;
    expect(screen.text().match(/w\d+x/g)).toEqual(words);
  });
});

describe.skipIf(process.platform === 'win32')('a terminal without styles or capabilities', () => {
  test.each(['NO_COLOR=1', 'TERM=dumb'])(
    'gets each finished row once, and no escape sequences, with %s',
    async (setting) => {
      const server = await serve(reply({ deltas: SAMPLE.match(/[^]{1,5}/g)! }));
      const screen = openShell(`${setting} claude-stream -q --links never hi`, { server });
      await screen.exit;
      expect(screen.bytes().replaceAll('\r\n', '\n')).toBe(printed(SAMPLE, { ...plain, width: 79 }));
    },
  );
});

describe('Markdown into a pipe', () => {
  test('is the original text', async () => {
    const server = await serve(reply({ text: SAMPLE }));
    expect((await run(['-q', 'hi'], { server })).stdout).toBe(SAMPLE);
  });

  test('is rendered as plain rows with --markdown always', async () => {
    const server = await serve(reply({ deltas: SAMPLE.match(/[^]{1,5}/g)! }));
    const { stdout } = await run(['-q', '--markdown', 'always', 'hi'], { server });
    expect(stdout).toBe(printed(SAMPLE, { ...plain, width: 80 }));
  });

  test('has styles with --color always, but never a cursor movement', async () => {
    const server = await serve(reply({ deltas: SAMPLE.match(/[^]{1,5}/g)! }));
    const { stdout } = await run(['-q', '--markdown', 'always', '--color', 'always', 'hi'], { server });
    expect(stdout).toBe(printed(SAMPLE, { color: 1, hyperlinks: false, width: 80 }));
    expect(stdout).not.toMatch(PAINTS);
  });
});

describe.skipIf(process.platform === 'win32')('a terminal gets the original text', () => {
  test.each([[['--raw']], [['--markdown', 'never']]])('with %j', async (flags) => {
    const server = await serve(reply({ text: SAMPLE }));
    const screen = openScreen(['-q', ...flags, 'hi'], { server });
    await screen.exit;
    expect(screen.bytes().replaceAll('\r\n', '\n')).toBe(SAMPLE);
  });
});

describe('render', () => {
  test('renders a file and standard input alike', async () => {
    const rows = printed(SAMPLE, { ...plain, width: 80 });
    expect(await run(['render', file()])).toMatchObject({ code: 0, stderr: '', stdout: rows });
    expect(await run(['render'], { stdin: SAMPLE })).toMatchObject({ code: 0, stderr: '', stdout: rows });
    expect(await run(['render', '-'], { stdin: SAMPLE })).toMatchObject({ code: 0, stderr: '', stdout: rows });
    expect(await run(['render'], { stdinFile: file() })).toMatchObject({ code: 0, stderr: '', stdout: rows });
  });

  test('renders standard input as it arrives', async () => {
    const program = start(['render'], { openStdin: true });
    program.stdin.write('- one\n- two\n');
    await program.stdoutUntil('• one\n');
    program.stdin.end('- three\n');
    expect((await program.done).stdout).toBe('• one\n• two\n• three\n');
  });

  test('accepts bytes split anywhere', async () => {
    const program = start(['render'], { openStdin: true });
    for (const byte of Buffer.from('- 日本語 🙂\n')) {
      program.stdin.write(Buffer.of(byte));
      await delay(2);
    }
    program.stdin.end();
    expect((await program.done).stdout).toBe('• 日本語 🙂\n');
  });

  test.each([
    [['--width', '24'], { ...plain, width: 24 }],
    [['--wrap', '30'], { ...plain, width: 80, wrap: 30 }],
    [['--wrap', 'none'], { ...plain, width: 80, wrap: 'none' }],
    [['--math', 'source'], { ...plain, width: 80, math: 'source' }],
    [['--color', 'always'], { color: 1, hyperlinks: false, width: 80 }],
    [['--links', 'always'], { color: 0, hyperlinks: true, width: 80 }],
  ] as const)('takes %j', async (flags, options) => {
    const text = `${SAMPLE}\n${'words that go on '.repeat(10)}\n\n$x_1^2$\n`;
    const { stdout } = await run(['render', ...flags], { stdin: text });
    expect(stdout).toBe(printed(text, options));
  });

  test('of an unreadable file is a usage error', async () => {
    const mistake = (what: string) => ({ code: 2, stdout: '', stderr: `claude-stream: ${what}\n` });
    expect(await run(['render', '/nowhere/at-all.md'])).toMatchObject(mistake('/nowhere/at-all.md: no such file'));
    const folder = tempFolder();
    expect(await run(['render', folder])).toMatchObject(mistake(`${folder}: is a directory`));
  });

  test('needs no key and no config', async () => {
    const result = await run(['render'], { stdin: 'x', env: { ANTHROPIC_API_KEY: undefined } });
    expect(result).toMatchObject({ code: 0, stdout: 'x\n', stderr: '' });
  });

  test('succeeds when its reader has gone', async () => {
    const program = start(['render'], { openStdin: true });
    program.stdin.write('- one\n- two\n');
    await program.stdoutUntil('one');
    program.stdout.destroy();
    const more = setInterval(() => program.stdin.write('- more\n'), 10);
    const result = await program.done;
    clearInterval(more);
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });

  test.skipIf(process.platform === 'win32')('ends with 130 on Ctrl-C, and shows the text so far', async () => {
    const program = start(['render'], { openStdin: true });
    program.stdin.write('- one\n- two\n- thr');
    await program.stdoutUntil('one');
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: '• one\n• two\n• thr\n' });
  });

  test.skipIf(process.platform === 'win32')(
    'of an endless text keeps pace with the terminal, and Ctrl-C ends it',
    async () => {
      // The kernel discards unread output when the shell ends, so the shell waits.
      const line = 'trap : INT; yes -- \'- a line\' | claude-stream render; echo "code $?"; read enter';
      const screen = openShell(line, { cols: 30, rows: 10 });
      await screen.waitFor('a line');
      await delay(300);
      screen.type('\u0003');
      await screen.waitFor(/\ncode 130$/);
      screen.type('\r');
      expect(await screen.exit).toBe(0);
    },
  );
});
