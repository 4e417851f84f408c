import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { unicodeWidths } from './unicode-widths.mjs';

/**
 * Runs a Node program in a terminal emulator as if `typed` had been typed, and returns the screen after each of its
 * writes: all rows since the start, the number that scrolled away, and the milliseconds since the start.
 */
export async function screensOf(typed, args, { cols, rows }) {
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 10_000, allowProposedApi: true });
  terminal.unicode.register(unicodeWidths);
  terminal.unicode.activeVersion = unicodeWidths.version;
  const screens = [];
  const look = async (at, data) => {
    await new Promise((resolve) => terminal.write(data, resolve));
    screens.push({ at, ...screenOf(terminal) });
  };

  await look(0, `\x1b[1;32m$\x1b[0m ${typed}\r\n`);
  for (const { at, data } of await outputOf(args, { cols, rows })) await look(at, data);
  await look(Infinity, '\x1b[1;32m$\x1b[0m ');
  return screens;
}

async function outputOf(args, size) {
  const home = await mkdtemp(join(tmpdir(), 'claude-stream-picture-'));
  const env = { PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };
  const output = [];
  const started = performance.now();
  const program = spawn(process.execPath, args, { ...size, cwd: home, env });
  program.onData((data) => output.push({ at: performance.now() - started, data }));
  const { exitCode } = await new Promise((resolve) => program.onExit(resolve));
  await rm(home, { recursive: true });
  if (exitCode !== 0) throw new Error(`the program ended with ${exitCode}`);
  return output;
}

function screenOf(terminal) {
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.baseY + terminal.rows }, (_, row) => buffer.getLine(row));
  return {
    scrolled: buffer.baseY,
    rows: lines.map((line) => runsOf(line, terminal.cols)),
    text: lines.map((line) => line.translateToString(true)).join('\n'),
  };
}

/** A row as runs of one style; a wide character is a run of its own, since fonts disagree about its width. */
function runsOf(line, cols) {
  const runs = [];
  for (let x = 0; x < cols; x += 1) {
    const cell = line.getCell(x);
    const cells = cell.getWidth();
    if (cells === 0) continue;
    const style = styleOf(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last && cells === 1 && !last.wide && JSON.stringify(last.style) === JSON.stringify(style)) {
      last.text += text;
      last.cells += 1;
    } else {
      runs.push({ x, cells, text, style, wide: cells > 1 });
    }
  }
  const end = runs.findLastIndex(({ text, style }) => text.trim() !== '' || style.background !== undefined) + 1;
  return runs.slice(0, end);
}

function styleOf(cell) {
  const color = colorOf(cell.getFgColorMode(), cell.getFgColor());
  const background = colorOf(cell.getBgColorMode(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  return {
    color: inverse ? (background ?? 'background') : color,
    background: inverse ? (color ?? 'foreground') : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    strike: cell.isStrikethrough() !== 0,
  };
}

/** The emulator's colour modes: 0 is the default, 3 is RGB; the others number the palette. */
function colorOf(mode, value) {
  if (mode === 0) return undefined;
  return mode >> 24 === 3 ? `#${value.toString(16).padStart(6, '0')}` : value;
}
